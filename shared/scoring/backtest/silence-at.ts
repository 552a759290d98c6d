import { sightingAt, type PurchaseRecord } from "./purchase-record.ts";

const WEEK = 7;

/** Days from a customer's last purchase to the end of `day`; null where none is on record. */
export function silenceAt(record: PurchaseRecord | null, day: number): number | null {
  const seen = record && sightingAt(record, day);
  return seen && Math.round(WEEK * (seen.age - seen.recency));
}
