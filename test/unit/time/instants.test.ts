/**
 * Years typed in part (0205), empty dates (1899), the end of 32 bits (2038), far futures (9999),
 * nothing.
 */
import { expect, test } from "vitest";
import { findImplausible, isPlausible } from "../../../shared/time/instants.ts";

const now = Date.parse("2026-11-29T12:00:00Z");

test.each([
  "1970-01-01T00:00:00Z",
  "1999-12-31T23:59:59Z",
  "2026-11-29T12:00:00Z",
  "2026-11-30T12:00:00Z",
])("isPlausible takes %s when it is now %s", (iso) =>
  expect(isPlausible(Date.parse(iso), now)).toBe(true),
);

test.each([
  ["0205-11-21T14:05:00Z", "before_1970"],
  ["1899-12-30T00:00:00Z", "before_1970"],
  ["1969-12-31T23:59:59Z", "before_1970"],
  ["2026-11-30T12:00:01Z", "in_the_future"],
  ["2038-01-19T03:14:08Z", "in_the_future"],
  ["9999-12-31T00:00:00Z", "in_the_future"],
  ["no date", "before_1970"],
])("findImplausible names the reason when the moment is %s", (iso, reason) => {
  expect(findImplausible(Date.parse(iso), now)).toBe(reason);
});
