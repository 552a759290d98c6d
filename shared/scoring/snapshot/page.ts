/**
 * The pages of a snapshot: each adds up a book one customer at a time. A tally is plain JSON of
 * sums, so that those of parts of a book add up to that of the whole, and no larger for a larger
 * book.
 */
import type { Scores } from "../../contract/card.ts";
import type { Model } from "../model.ts";
import type { Policy } from "../policy.ts";
import type { Seen } from "../score.ts";
import type { Milliseconds } from "../types.ts";

/** The segments that a customer had in a month, by RFM and by k-means; null for none. */
export type MonthSegments = { month: string; rfm: string | null; cluster: string | null };

export type SnapshotCustomer = {
  scores: Scores;
  seen: Seen;
  /** The owner's user id. */ owner: string | null;
  /** The segment as a key, which is no words. */ segment: string | null;
  /** Their segments at the last review of an earlier month. */ before: MonthSegments | null;
};
export type SnapshotContext = {
  policy: Policy;
  model: Model;
  /** The review's start: months, and what is over, go by it. */ now: Milliseconds;
};

/** Numbers in records and arrays, however deep: what can be added up. */
export type Sums = number | Sums[] | { [key: string]: Sums };

export type Page<T, B> = {
  empty(): T;
  add(tally: T, customer: SnapshotCustomer, context: SnapshotContext): void;
  /** Adds the tally of customers who come after. */ merge(into: T, other: T): void;
  body(tally: T, context: SnapshotContext): B;
};
