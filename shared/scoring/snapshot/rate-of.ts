/** Rates: so many of so many, with the interval of Wilson. */
import type { Rate } from "../../contract/snapshot.ts";
import { wilson } from "../numerics/proportion.ts";

/** A share with its 95 % interval; null where there was nobody. */
export const rateOf = (count: number, of: number): Rate =>
  of === 0
    ? { count, of, share: null, low: null, high: null }
    : { count, of, share: count / of, ...wilson(count, of) };
