/** Months of anonymous answers that may be shown: never fewer than five people at once. */
import { FEWEST_IN_GROUP } from "./hidden-groups.ts";

/**
 * Returns which months count, from the first on: whole months that are over, joined until they hold
 * five answers. Results of two days so differ by five answers at least, or by none.
 */
export function publishedMonths(
  months: readonly { month: string; answers: number }[],
  now: string,
): string[] {
  const published: string[] = [];
  let waiting: string[] = [];
  let answers = 0;
  for (const one of months.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    if (one.month >= now) break;
    waiting.push(one.month);
    answers += one.answers;
    if (answers < FEWEST_IN_GROUP) continue;
    published.push(...waiting);
    waiting = [];
    answers = 0;
  }
  return published;
}
