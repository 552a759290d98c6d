/** P(alive) of a whole book under BG/NBD and MBG/NBD. */
import { logTimes, type BookColumns } from "../columns/book-columns.ts";
import type { BgNbdParameters, First } from "./likelihood.ts";

/**
 * 1/(1 + a/(b+n−1) ((α+T)/(α+t_x))^(r+x)) of each row, n = x + first the chances to leave; 1 where
 * there was none. Logarithms of times are tabulated by day, those of drop-out by frequency.
 */
export function aliveOfAll(
  first: First,
  { r, alpha, a, b }: BgNbdParameters,
  book: BookColumns,
): Float64Array {
  const { frequency, recencyDays, ageDays } = book;
  const logTime = logTimes(alpha, book);
  const logLeft = Float64Array.from({ length: book.mostFrequent + 1 }, (_, x) =>
    Math.log(a / (b + (x + first - 1))),
  );
  const alive = new Float64Array(frequency.length).fill(1);
  for (let row = 0; row < alive.length; row++) {
    const x = frequency[row]!;
    if (x + first === 0) continue;
    const silence = logTime[ageDays[row]!]! - logTime[recencyDays[row]!]!;
    alive[row] = 1 / (1 + Math.exp(logLeft[x]! + (r + x) * silence));
  }
  return alive;
}
