/** The answers of a purchase model for a whole book at once. */
import type { History } from "../purchase-histories.ts";
import { ofEach, type Alike } from "./alike.ts";
import type { BookColumns } from "./book-columns.ts";

/** A row's answer at its place. Parameters and horizons in weeks. */
export type OverColumns<P> = {
  probabilityAliveAll(parameters: P, book: BookColumns): Float64Array;
  expectedPurchasesAll(parameters: P, book: BookColumns, weeks: number): Float64Array;
  chanceToBuyAll(parameters: P, book: BookColumns, weeks: number): Float64Array;
  /** Groups customers of whom the model expects the same while they are there. */
  alike(book: BookColumns): Alike;
};

/** A model of one customer while they are there, and of all whether they are. */
type While<P> = Pick<OverColumns<P>, "probabilityAliveAll" | "alike"> & {
  expectedWhileAlive(parameters: P, customer: History, weeks: number): number;
  chanceWhileAlive(parameters: P, customer: History, weeks: number): number;
};

/** Multiplies `column` by another, in place. */
function times(column: Float64Array, by: Float64Array): Float64Array {
  for (let row = 0; row < column.length; row++) column[row]! *= by[row]!;
  return column;
}

/** Makes the answers for a whole book from those for one customer. */
export function overColumns<P>(model: While<P>): OverColumns<P> {
  const { probabilityAliveAll, alike, expectedWhileAlive, chanceWhileAlive } = model;
  const timesAlive = (parameters: P, book: BookColumns, whileAlive: (of: History) => number) =>
    times(ofEach(alike(book), whileAlive), probabilityAliveAll(parameters, book));
  return {
    alike,
    probabilityAliveAll,
    expectedPurchasesAll: (parameters, book, weeks) =>
      timesAlive(parameters, book, (of) => expectedWhileAlive(parameters, of, weeks)),
    chanceToBuyAll: (parameters, book, weeks) =>
      timesAlive(parameters, book, (of) => chanceWhileAlive(parameters, of, weeks)),
  };
}
