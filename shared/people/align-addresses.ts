/** Two addresses one above the other: where they are the same, and the letters that differ. */
import { skeleton } from "./look-alike.ts";

/** A part of both addresses; `one` and `other` are equal where `isSame`, and either may be empty. */
export type Pair = { one: string; other: string; isSame: boolean };

/** Costs of a step: letters drawn alike, any others, and the first of several that differ. */
const cost = { alike: 2, other: 4, begin: 1 };
/**
 * Letters in common for each run that is not drawn alike: texts that have fewer are two different
 * ones, and no letters of theirs are told.
 */
const leastInCommon = 3;

/** Code points of a text, and how each, and each with the one before it, is drawn. */
function lettersOf(text: string) {
  const letters = Array.from(text);
  const drawn = letters.map(skeleton);
  return {
    letters,
    drawn,
    drawnPairs: drawn.map((one, at) => skeleton((drawn[at - 1] ?? "") + one)),
  };
}
type Letters = ReturnType<typeof lettersOf>;

/** A step of the alignment: it takes this many letters of each text. */
type Step = { one: number; other: number; isSame: boolean; isAlike: boolean };
/** The cheapest way to a pair of positions, by its last step and how the step before it ended. */
type Way = { cost: number; step: Step | null; wasSame: boolean };

/** Returns the steps that may end after `i` letters of one text and `j` of the other. */
function stepsTo(a: Letters, b: Letters, i: number, j: number): (Step & { cost: number })[] {
  const differing = (one: number, other: number, isAlike: boolean) => ({
    one,
    other,
    isSame: false,
    isAlike,
    cost: isAlike ? cost.alike : cost.other,
  });
  const steps = [differing(1, 0, false), differing(0, 1, false)];
  if (i > 0 && j > 0)
    steps.push(
      a.letters[i - 1] === b.letters[j - 1]
        ? { one: 1, other: 1, isSame: true, isAlike: true, cost: 0 }
        : differing(1, 1, a.drawn[i - 1] === b.drawn[j - 1]),
    );
  // "rn" for "m", and neighbours that have changed places.
  if (a.drawnPairs[i - 1] === b.drawn[j - 1]) steps.push(differing(2, 1, true));
  if (a.drawn[i - 1] === b.drawnPairs[j - 1]) steps.push(differing(1, 2, true));
  if (a.letters[i - 1] === b.letters[j - 2] && a.letters[i - 2] === b.letters[j - 1])
    steps.push(differing(2, 2, false));
  return steps.filter((step) => step.one <= i && step.other <= j);
}

/**
 * Returns the cheapest steps from one text to the other: edit distance with swaps (Damerau 1964),
 * where letters drawn alike cost half, and each run of differing letters has a price of its own, so
 * that they stand together (Gotoh 1982).
 */
function cheapestSteps(a: Letters, b: Letters): Step[] {
  const width = b.letters.length + 1;
  const none: Way = { cost: Infinity, step: null, wasSame: true };
  /** By position, the cheapest way that ends with the same letter, and that which ends otherwise. */
  const ways: [same: Way, differing: Way][] = [[{ ...none, cost: 0 }, none]];
  for (let i = 0; i <= a.letters.length; i++)
    for (let j = i === 0 ? 1 : 0; j < width; j++) {
      const best: [Way, Way] = [none, none];
      for (const step of stepsTo(a, b, i, j)) {
        const [same, differing] = ways[(i - step.one) * width + j - step.other] ?? [none, none];
        const afterSame = same.cost + (step.isSame ? 0 : cost.begin);
        const wasSame = afterSame <= differing.cost;
        const total = step.cost + Math.min(afterSame, differing.cost);
        const at = step.isSame ? 0 : 1;
        if (total < best[at].cost) best[at] = { cost: total, step, wasSame };
      }
      ways[i * width + j] = best;
    }
  const steps: Step[] = [];
  let at = a.letters.length * width + b.letters.length;
  let isSame = (ways[at]?.[0].cost ?? 0) <= (ways[at]?.[1].cost ?? 0);
  for (let way = ways[at]?.[isSame ? 0 : 1]; way?.step; way = ways[at]?.[isSame ? 0 : 1]) {
    steps.unshift(way.step);
    at -= way.step.one * width + way.step.other;
    isSame = way.wasSame;
  }
  return steps;
}

/** Aligns two texts that hold no @, or none that both do. */
function alignParts(one: string, other: string): Pair[] {
  if (one === other) return one === "" ? [] : [{ one, other, isSame: true }];
  const [a, b] = [lettersOf(one), lettersOf(other)];
  const pairs: Pair[] = [];
  let [i, j, inCommon] = [0, 0, 0];
  for (const step of cheapestSteps(a, b)) {
    const next = {
      one: a.letters.slice(i, (i += step.one)).join(""),
      other: b.letters.slice(j, (j += step.other)).join(""),
    };
    if (step.isAlike) inCommon += Math.min(step.one, step.other);
    const last = pairs.at(-1);
    if (last?.isSame === step.isSame) {
      last.one += next.one;
      last.other += next.other;
    } else pairs.push({ ...next, isSame: step.isSame });
  }
  const runs = pairs.filter((pair) => skeleton(pair.one) !== skeleton(pair.other)).length;
  return inCommon < leastInCommon * runs ? [{ one, other, isSame: false }] : pairs;
}

/** Aligns two addresses, or two domains; the parts before and after the last @ each by themselves. */
export function alignAddresses(one: string, other: string): Pair[] {
  const [a, b] = [one.lastIndexOf("@"), other.lastIndexOf("@")];
  if (a < 0 || b < 0) return alignParts(one, other);
  const pairs = [
    ...alignParts(one.slice(0, a), other.slice(0, b)),
    { one: "@", other: "@", isSame: true },
    ...alignParts(one.slice(a + 1), other.slice(b + 1)),
  ];
  return pairs.reduce<Pair[]>((joined, pair) => {
    const last = joined.at(-1);
    if (last?.isSame !== pair.isSame) return [...joined, { ...pair }];
    last.one += pair.one;
    last.other += pair.other;
    return joined;
  }, []);
}
