/** P(alive) of a whole book under MBG/CNBD-k. */
import { logUnfinished } from "../cnbd-likelihood.ts";
import { DAYS_A_WEEK, logTimes, type BookColumns } from "../columns/book-columns.ts";
import { logistic } from "../../numerics/special.ts";
import type { MbgCnbdKParameters } from "./fit.ts";

/**
 * 1/(1 + a/((b+x) H)) of each row, as `probabilityAlive` has it. Logarithms of times are tabulated
 * by day, those of drop-out by frequency.
 */
export function aliveOfAll(
  { r, alpha, a, b, k }: MbgCnbdKParameters,
  book: BookColumns,
): Float64Array {
  const { frequency, recencyDays, ageDays } = book;
  const logTime = logTimes(alpha, book);
  const logLeft = Float64Array.from({ length: book.mostFrequent + 1 }, (_, x) =>
    Math.log(a / (b + x)),
  );
  const alive = new Float64Array(frequency.length);
  for (let row = 0; row < alive.length; row++) {
    const [x, last, now] = [frequency[row]!, recencyDays[row]!, ageDays[row]!];
    const shape = r + k * x;
    const wait = logUnfinished(shape, (now - last) / (DAYS_A_WEEK * alpha + now), k);
    alive[row] = logistic(wait - logLeft[x]! - shape * (logTime[now]! - logTime[last]!));
  }
  return alive;
}
