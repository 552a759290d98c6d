/**
 * Suppression of small groups: no group of fewer than five people is shown, nor can one be computed
 * from what is shown, of one breakdown or of two.
 */

/** People below which a group is not shown. */
export const FEWEST_IN_GROUP = 5;

/** Groups of one breakdown: those of everybody, each person in one of them. */
export type Breakdown = { groups: readonly { key: string; members: readonly string[] }[] };

/** Cells of a breakdown that figures are known of: shown groups, and all hidden ones together. */
type Block = { key: string | null; people: ReadonlySet<string> };

const union = (sets: Iterable<readonly string[]>): Set<string> => new Set([...sets].flat());
const isSmall = (size: number): boolean => size > 0 && size < FEWEST_IN_GROUP;

/** Hides the smallest of the shown groups; returns false where none is left. */
function hideSmallest(
  { groups }: Breakdown,
  hidden: Set<string>,
  among: (key: string) => boolean = () => true,
): boolean {
  const [smallest] = groups
    .filter(({ key }) => !hidden.has(key) && among(key))
    .map(({ key, members }) => ({ key, size: new Set(members).size }))
    .toSorted((one, other) => one.size - other.size || (one.key < other.key ? -1 : 1));
  if (smallest === undefined) return false;
  hidden.add(smallest.key);
  return true;
}

/**
 * Hides groups of one breakdown: the small ones, then the smallest others until the hidden ones are
 * at least two and five people together, so that the total less what is shown tells of none.
 */
function hideWithin(breakdown: Breakdown, hidden: Set<string>): void {
  for (const { key, members } of breakdown.groups)
    if (new Set(members).size < FEWEST_IN_GROUP) hidden.add(key);
  for (;;) {
    const kept = breakdown.groups.filter(({ key }) => hidden.has(key));
    const filled = kept.filter(({ members }) => members.length > 0);
    const people = union(filled.map(({ members }) => members)).size;
    if (filled.length === 0 || (filled.length > 1 && !isSmall(people))) return;
    if (!hideSmallest(breakdown, hidden)) return;
  }
}

function blocksOf({ groups }: Breakdown, hidden: ReadonlySet<string>): Block[] {
  const shown = groups.filter(({ key }) => !hidden.has(key));
  const rest = union(groups.filter(({ key }) => hidden.has(key)).map(({ members }) => members));
  return [
    ...shown.map(({ key, members }) => ({ key, people: new Set(members) })),
    ...(rest.size === 0 ? [] : [{ key: null, people: rest }]),
  ].filter(({ people }) => people.size > 0);
}

const sharesAny = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((person) => other.has(person));

type Leak = { outer: Block[]; inner: Block[] };

/**
 * Finds a small group that two breakdowns tell together: blocks of the one that hold all of some
 * blocks of the other, and few people more. Looks at every union of the first one's blocks.
 */
function findLeak(outer: readonly Block[], inner: readonly Block[]): Leak | null {
  const touches = inner.map(({ people }) =>
    outer.reduce((bits, one, at) => (sharesAny(one.people, people) ? bits | (1 << at) : bits), 0),
  );
  for (let chosen = 1; chosen < 1 << outer.length; chosen++) {
    const held = inner.filter((_, at) => (touches[at]! & ~chosen) === 0);
    const around = outer.filter((_, at) => (chosen & (1 << at)) !== 0);
    const size = (blocks: readonly Block[]) => union(blocks.map(({ people }) => [...people])).size;
    if (held.length > 0 && isSmall(size(around) - size(held)))
      return { outer: around, inner: held };
  }
  return null;
}

/** Breakdowns of more groups than this are joined into "others" before: unions grow by powers of 2. */
export const MOST_GROUPS = 11;

/**
 * Returns the keys that each breakdown hides. Breakdowns are of the same people. It ends, as each
 * step hides one group more, and breakdowns that hide everything tell the total alone.
 */
export function hiddenGroups(breakdowns: readonly Breakdown[]): Set<string>[] {
  const hidden = breakdowns.map(() => new Set<string>());
  const settle = (at: number) => hideWithin(breakdowns[at]!, hidden[at]!);
  breakdowns.forEach((_, at) => settle(at));
  const pairs = breakdowns.flatMap((_, one) =>
    breakdowns.flatMap((__, other) => (one === other ? [] : [[one, other] as const])),
  );
  for (let isQuiet = false; !isQuiet;) {
    isQuiet = true;
    for (const [one, other] of pairs) {
      const blocks = (at: number) => blocksOf(breakdowns[at]!, hidden[at]!);
      const leak = findLeak(blocks(one), blocks(other));
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
        if (hideSmallest(breakdowns[at]!, hidden[at]!, among)) {
          settle(at);
          break;
        }
    }
  }
  return hidden;
}
