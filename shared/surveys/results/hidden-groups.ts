/**
 * Suppression of small groups: no group of fewer than five people is shown, nor can one be computed
 * from what is shown, of one breakdown or of two.
 */

/** People below which a group is not shown. */
export const FEWEST_IN_GROUP = 5;

/** Groups of one breakdown: those of all answers, each answer in one of them. */
export type Breakdown = { groups: readonly { key: string; members: readonly string[] }[] };
/** The person who gave an answer: one may have given several. */
export type PersonOf = (member: string) => string;

/** Cells of a breakdown that figures are known of: shown groups, and all hidden ones together. */
type Block = { key: string | null; members: ReadonlySet<string> };

const union = (sets: Iterable<Iterable<string>>): Set<string> =>
  new Set([...sets].flatMap((one) => [...one]));
const countPeople = (members: Iterable<string>, personOf: PersonOf): number =>
  new Set(Array.from(members, personOf)).size;
const isSmall = (size: number): boolean => size > 0 && size < FEWEST_IN_GROUP;

/** Hides the smallest of the shown groups; returns false where none is left. */
function hideSmallest(
  { groups }: Breakdown,
  hidden: Set<string>,
  personOf: PersonOf,
  among: (key: string) => boolean = () => true,
): boolean {
  const [smallest] = groups
    .filter(({ key }) => !hidden.has(key) && among(key))
    .map(({ key, members }) => ({ key, size: countPeople(members, personOf) }))
    .toSorted((one, other) => one.size - other.size || (one.key < other.key ? -1 : 1));
  if (smallest === undefined) return false;
  hidden.add(smallest.key);
  return true;
}

/**
 * Hides groups of one breakdown: the small ones, then the smallest others until the hidden ones are
 * at least two and five people together, so that the total less what is shown tells of none.
 */
function hideWithin(breakdown: Breakdown, hidden: Set<string>, personOf: PersonOf): void {
  for (const { key, members } of breakdown.groups)
    if (countPeople(members, personOf) < FEWEST_IN_GROUP) hidden.add(key);
  const shown = () => breakdown.groups.filter(({ key }) => !hidden.has(key)).length;
  while (shown() > MOST_GROUPS) hideSmallest(breakdown, hidden, personOf);
  for (;;) {
    const kept = breakdown.groups.filter(({ key }) => hidden.has(key));
    const filled = kept.filter(({ members }) => members.length > 0);
    const people = countPeople(
      filled.flatMap(({ members }) => members),
      personOf,
    );
    if (filled.length === 0 || (filled.length > 1 && !isSmall(people))) return;
    if (!hideSmallest(breakdown, hidden, personOf)) return;
  }
}

function blocksOf({ groups }: Breakdown, hidden: ReadonlySet<string>): Block[] {
  const shown = groups.filter(({ key }) => !hidden.has(key));
  const rest = union(groups.filter(({ key }) => hidden.has(key)).map(({ members }) => members));
  return [
    ...shown.map(({ key, members }) => ({ key, members: new Set(members) })),
    ...(rest.size === 0 ? [] : [{ key: null, members: rest }]),
  ].filter(({ members }) => members.size > 0);
}

const sharesAny = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((member) => other.has(member));
const countAnswers = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { members }) => sum + members.size, 0);

type Leak = { outer: Block[]; inner: Block[] };

/**
 * Finds a small group that two breakdowns tell together: blocks of the one that hold all of some
 * blocks of the other, and answers of few people more. Looks at every union of the first one's
 * blocks: 4,096 at most, as `MOST_GROUPS` are shown.
 */
function findLeak(
  outer: readonly Block[],
  inner: readonly Block[],
  personOf: PersonOf,
): Leak | null {
  const touches = inner.map(({ members }) =>
    outer.reduce((bits, one, at) => (sharesAny(one.members, members) ? bits | (1 << at) : bits), 0),
  );
  for (let chosen = 1; chosen < 1 << outer.length; chosen++) {
    const held = inner.filter((_, at) => (touches[at]! & ~chosen) === 0);
    if (held.length === 0) continue;
    const around = outer.filter((_, at) => (chosen & (1 << at)) !== 0);
    if (countAnswers(around) === countAnswers(held)) continue;
    const known = union(held.map(({ members }) => members));
    const rest = new Set<string>();
    for (const { members } of around)
      for (const member of members) {
        if (rest.size >= FEWEST_IN_GROUP) break;
        if (!known.has(member)) rest.add(personOf(member));
      }
    if (isSmall(rest.size)) return { outer: around, inner: held };
  }
  return null;
}

/** Groups shown at most, the largest: the search goes through their unions, powers of 2. */
export const MOST_GROUPS = 11;

/**
 * Returns the keys that each breakdown hides. Breakdowns are of the same answers; sizes are counted
 * in people. It ends, as each step hides one group more, and breakdowns that hide everything tell
 * the total alone.
 */
export function hiddenGroups(
  breakdowns: readonly Breakdown[],
  personOf: PersonOf = (member) => member,
): Set<string>[] {
  const hidden = breakdowns.map(() => new Set<string>());
  const settle = (at: number) => hideWithin(breakdowns[at]!, hidden[at]!, personOf);
  breakdowns.forEach((_, at) => settle(at));
  const pairs = breakdowns.flatMap((_, one) =>
    breakdowns.flatMap((__, other) => (one === other ? [] : [[one, other] as const])),
  );
  for (let isQuiet = false; !isQuiet;) {
    isQuiet = true;
    for (const [one, other] of pairs) {
      const blocks = (at: number) => blocksOf(breakdowns[at]!, hidden[at]!);
      const leak = findLeak(blocks(one), blocks(other), personOf);
      if (leak === null) continue;
      isQuiet = false;
      const isIn = (cells: readonly Block[]) => (key: string) =>
        cells.some((cell) => cell.key === key);
      const tries = [
        [other, isIn(leak.inner)],
        [one, isIn(leak.outer)],
        [other, () => true],
        [one, () => true],
      ] as const;
      for (const [at, among] of tries)
        if (hideSmallest(breakdowns[at]!, hidden[at]!, personOf, among)) {
          settle(at);
          break;
        }
    }
  }
  return hidden;
}
