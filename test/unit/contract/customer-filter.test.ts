import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  conditionsOf,
  customerFilter,
  customerSort,
  type Filter,
  filterParameter,
} from "../../../shared/contract/customer-filter.ts";
import { filters } from "../../filters.ts";

const high: Filter = { field: "tier", in: ["high"] };
const nested = (depth: number): Filter => (depth === 0 ? high : { all: [nested(depth - 1)] });
const fault = (filter: unknown) => {
  const issue = customerFilter.safeParse(filter).error?.issues[0];
  if (issue === undefined) return null;
  return [...(issue.path.length > 0 ? [issue.path.join(".")] : []), issue.message].join(": ");
};

describe("a filter of customers", () => {
  test("is read as it was written when it follows the grammar", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(filterParameter.parse(JSON.stringify(filter))).toEqual(filter);
      }),
    );
  });

  test.each([
    ["it has neither", {}, "needs all, any or field"],
    ["it is null", null, "needs all, any or field"],
    ["it is a text", "tier", "needs all, any or field"],
    ["a code is not one", { field: "tier", in: ["gold"] }, /^in\.0: Invalid option/],
    ["there is no code", { field: "tier", in: [] }, /^in: Too small/],
    ["the field is not one", { field: "colour", in: ["red"] }, /^field: Invalid/],
    ["an owner is not an id", { field: "owner", in: ["Robin"] }, /^in\.0: Invalid UUID/],
    ["a range has no bounds", { field: "value" }, "give from, below or both"],
    ["nothing lies in a range", { field: "value", from: 5, below: 5 }, /^below: must lie above/],
    ["a bound is a text", { field: "trust", from: "5" }, /^from: Invalid input/],
    ["a bound is no instant", { field: "lastContactAt", from: "2026" }, /^from: Invalid ISO/],
    ["a code has a range", { field: "tier", from: 5 }, /^field: Invalid option/],
    ["a key is unknown", { field: "tier", in: ["high"], not: true }, /Unrecognized key/],
    ["a group has a second key", { all: [], any: [] }, /Unrecognized key/],
    ["a part is at fault", { all: [high, { field: "value" }] }, /^all\.1: give from/],
    ["a deep part is at fault", { all: [{ any: [{ field: "x" }] }] }, /^all\.0.+any\.0.+field/],
  ])("names the fault when %s", (_, filter, message) => {
    expect(fault(filter)).toMatch(message);
  });

  test("is refused when its groups stand five deep", () => {
    expect(fault(nested(4))).toBeNull();
    expect(fault(nested(5))).toMatch("4 deep at most");
    expect(fault(JSON.parse(`${'{"all":['.repeat(2000)}${"]}".repeat(2000)}`))).toMatch("4 deep");
  });

  test("is refused when it has more than forty conditions", () => {
    const all = Array.from({ length: 20 }, () => high);
    expect(fault({ any: [{ all }, { all }] })).toBeNull();
    expect(fault({ any: [{ all }, { all }, high] })).toMatch("more than 40 conditions");
  });

  test("tells its conditions in order when they stand in groups", () => {
    const known: Filter = { field: "trust", known: false };
    expect(conditionsOf({ any: [known, { all: [high, known] }] })).toEqual([known, high, known]);
  });

  test("is refused when a URL holds something else than JSON", () => {
    expect(filterParameter.safeParse("tier=high").error?.issues[0]?.message).toBe("is not JSON");
  });
});

test("a sort of customers is a field with or without a minus when it is read", () => {
  expect(customerSort.parse("-value")).toBe("-value");
  expect(customerSort.parse("lastContactAt")).toBe("lastContactAt");
  expect(customerSort.safeParse("name").success).toBe(false);
});
