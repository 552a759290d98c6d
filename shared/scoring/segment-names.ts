/** Names of segments, from what sets their centres apart. */
export type Feature = { name: string; mean: number; deviation: number; complete: boolean };

/** A centre closer to the mean than this, in standard deviations, in every feature is `typical`. */
const TYPICAL = 0.25;
/** A feature less than this share of the most pronounced one does not name a centre alone. */
const TELLING = 0.5;

type Candidate = { name: string; strength: number };

/**
 * Returns what could be said of a centre, most telling first: of one feature (`value_high`), then
 * of two that every row has (`silence_high_value_high`).
 */
function candidates(
  at: readonly number[],
  features: readonly Pick<Feature, "name" | "complete">[],
): Candidate[] {
  const apart = at
    .map((z, j) => ({
      name: `${features[j]!.name}_${z > 0 ? "high" : "low"}`,
      strength: Math.abs(z),
      complete: features[j]!.complete,
    }))
    .filter((part) => part.strength >= TYPICAL);
  if (apart.length === 0) return [{ name: "typical", strength: 0 }];
  const most = Math.max(...apart.map((part) => part.strength));
  const both = apart.filter((part) => part.complete);
  const pairs = both.flatMap((p, i) =>
    both
      .slice(i + 1)
      .map((q) => ({ name: `${p.name}_${q.name}`, strength: p.strength + q.strength })),
  );
  const ranked = (list: Candidate[]) => list.sort((a, b) => b.strength - a.strength);
  return [...ranked(apart.filter((part) => part.strength >= TELLING * most)), ...ranked(pairs)];
}

/**
 * Returns true where a name that a centre had still says what it is like: each feature it names on
 * the same side of the mean, and `typical` close to it.
 */
export function stillFits(
  name: string,
  at: readonly number[],
  features: readonly Pick<Feature, "name">[],
): boolean {
  if (name === "typical") return at.every((z) => Math.abs(z) < 2 * TYPICAL);
  const sides = at.flatMap((z, j) =>
    Math.abs(z) < TYPICAL / 2 ? [] : [`${features[j]!.name}_${z > 0 ? "high" : "low"}`],
  );
  return sides.some((p) => p === name || sides.some((q) => `${p}_${q}` === name));
}

/**
 * A name for each centre (standard units): the feature in which it is furthest from the mean, and
 * which way. Who has the fewest names to choose from chooses first, then who is the most
 * pronounced; a name that is taken leads to the next feature, then to two features together. Where
 * all its names are taken a centre shares its first. `kept` are names that centres have already.
 */
export function namesOf(
  centres: readonly (readonly number[])[],
  features: readonly Pick<Feature, "name" | "complete">[],
  kept: readonly (string | null)[] = [],
): string[] {
  const names: string[] = [];
  kept.forEach((name, centre) => {
    if (name !== null) names[centre] = name;
  });
  const inTurn = centres
    .map((at, centre) => ({ centre, own: candidates(at, features) }))
    .filter(({ centre }) => names[centre] === undefined)
    .sort((a, b) => a.own.length - b.own.length || b.own[0]!.strength - a.own[0]!.strength);
  for (const { centre, own } of inTurn)
    names[centre] = (own.find(({ name }) => !names.includes(name)) ?? own[0]!).name;
  return names;
}
