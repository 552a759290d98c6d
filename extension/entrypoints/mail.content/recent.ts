/** What a tab keeps of people, bounded: it stays open for weeks and meets thousands. */

/** How many people's cards and proofs a tab keeps. */
export const mostPeople = 300;

/** Keeps a value as the newest; of more than `most`, the one kept longest ago goes. */
export function keep<Value>(kept: Map<string, Value>, key: string, value: Value, most: number): void {
  // A Map holds its keys in the order in which they came.
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value ?? "");
}
