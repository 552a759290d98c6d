/** Filters of an address, read without the contract's schemas. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { customerFilter, customerSort } from "../../../../shared/contract/customer-filter.ts";
import { readFilter, readSort } from "../../../../worker/portfolio/pages/customers/read-filter.ts";
import { filters } from "../../../filters.ts";

test("readFilter reads every filter of the contract", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(readFilter(JSON.stringify(filter))).toEqual(filter);
    }),
  );
});

/** Filters with a part replaced by anything that JSON can hold. */
const mangled = fc
  .tuple(filters, fc.jsonValue(), fc.nat(30))
  .map(([filter, other, at]) => {
    let seen = 0;
    return JSON.stringify(filter, (_, value: unknown) => (seen++ === at ? other : value));
  })
  .filter((json) => json !== undefined);

test("readFilter refuses nothing that the contract accepts when parts are replaced", () => {
  fc.assert(
    fc.property(mangled, (json) => {
      const { success } = customerFilter.safeParse(JSON.parse(json));
      if (success) expect(readFilter(json)).toEqual(JSON.parse(json));
    }),
  );
});

test("readFilter reads nothing when an address holds something else", () => {
  const others = [
    "tier=high",
    "null",
    "[]",
    "{}",
    '{"field":"tier"}',
    '{"field":"tier","in":[]}',
    '{"field":"tier","in":[1]}',
    '{"field":"value","in":["1"]}',
    '{"field":"tier","from":1}',
    '{"field":"value","from":"1"}',
    '{"field":"value"}',
    '{"field":"lastContactAt","from":1}',
    '{"field":"name","known":true}',
    '{"field":"tier","known":"yes"}',
    '{"all":[{"field":"tier"}]}',
    '{"all":[],"any":[]}',
    '{"field":"value","from":1,"more":2}',
  ];
  for (const json of others) {
    expect(readFilter(json), json).toBeNull();
    if (json.startsWith("{"))
      expect(customerFilter.safeParse(JSON.parse(json)).success).toBe(false);
  }
});

test("readSort reads the sorts of the contract and no other", () => {
  for (const sort of customerSort.options) expect(readSort(sort)).toBe(sort);
  for (const other of [undefined, "", "-", "name", "--value"]) expect(readSort(other)).toBeNull();
});
