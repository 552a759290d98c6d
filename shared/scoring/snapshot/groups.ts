/** Tallies by a key of which a book may have any number, such as its segments. */
import { addSums } from "./add-sums.ts";

/** Groups that are told apart; customers of those met later are pooled. */
export const mostGroups = 300;
/** The key of who has none, and of who is pooled. */
export const [noKey, pooled] = ["", "*"];

export type Groups<G> = Record<string, G>;

/** Finds the tally of a key, or makes it. */
export function groupOf<G>(groups: Groups<G>, key: string | null, make: () => G): G {
  const own = key ?? noKey;
  const known = groups[own];
  if (known !== undefined) return known;
  const name = Object.keys(groups).length < mostGroups ? own : pooled;
  return (groups[name] ??= make());
}

/** Adds the groups of customers who come after. */
export function mergeGroups<G extends object>(
  into: Groups<G>,
  other: Groups<G>,
  make: () => G,
): void {
  for (const [key, group] of Object.entries(other)) addSums(groupOf(into, key, make), group);
}

/** The groups that are told apart, the largest first by `sizeOf`, at most so many. */
export function largest<G>(
  groups: Groups<G>,
  sizeOf: (group: G) => number,
  most: number,
): { key: string | null; group: G }[] {
  return Object.entries(groups)
    .filter(([key]) => key !== pooled)
    .map(([key, group]) => ({ key: key === noKey ? null : key, group }))
    .sort((p, q) => sizeOf(q.group) - sizeOf(p.group) || ((p.key ?? "") < (q.key ?? "") ? -1 : 1))
    .slice(0, most);
}
