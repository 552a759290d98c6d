/** Adds up tallies: numbers by their place in records and arrays. */
import type { Sums } from "./page.ts";

const isNumber = (sums: Sums | undefined): sums is number => typeof sums === "number";

/** Copies sums; places that share an object get one each, which `structuredClone` would not do. */
function copyOf(sums: Sums): Sums {
  if (isNumber(sums)) return sums;
  if (Array.isArray(sums)) return sums.map(copyOf);
  return Object.fromEntries(Object.entries(sums).map(([key, part]) => [key, copyOf(part)]));
}

/** Returns the sum of two of one shape; what only one of them has stands as it is. */
function sumOf(into: Sums | undefined, other: Sums): Sums {
  if (into === undefined) return copyOf(other);
  if (isNumber(into) || isNumber(other)) return (into as number) + (other as number);
  addSums(into, other);
  return into;
}

/** Adds every number of `other` to its place in `into`; places that are not there are made. */
export function addSums<T extends object>(into: T, other: T): void {
  const [sums, added] = [into as Record<string, Sums>, other as Record<string, Sums>];
  for (const key of Object.keys(added)) sums[key] = sumOf(sums[key], added[key]!);
}
