/** The address of the list holds its view: whatever is changed of one is read back from there. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addressOf,
  allCustomers,
  isChanged,
  keyIn,
  readView,
  type NamedView,
  type View,
} from "../../../../worker/portfolio/pages/customers/view.ts";

const filter = fc.constantFrom<View["filter"]>(
  null,
  { field: "tier", in: ["high"] },
  {
    any: [
      { field: "trust", below: 40 },
      { field: "owner", known: false },
    ],
  },
);
const view: fc.Arbitrary<View> = fc.record({
  filter,
  sort: fc.constantFrom<View["sort"]>("-value", "trust", "-lastContactAt"),
  columns: fc.option(fc.subarray(["tier", "stage", "trust"], { minLength: 1 })),
});
const base: fc.Arbitrary<NamedView> = fc.oneof(
  fc.constant(allCustomers),
  view.map((one) => ({ ...one, key: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b" })),
);
const queryOf = (address: string) =>
  Object.fromEntries(new URL(address, "https://regards.example").searchParams);

test("address of a view is read as the same view, and its mark, whatever it began with", () => {
  fc.assert(
    fc.property(view, base, (shown, began) => {
      // The columns usually shown stand in no address on top of those of a view.
      fc.pre(shown.columns !== null || began.columns === null);
      const query = queryOf(addressOf(shown, began));
      const { isBroken, ...read } = readView(query, began);
      expect(read).toEqual(shown);
      expect(isBroken).toBe(false);
      expect(keyIn(query)).toBe(began.key);
      expect(isChanged(read, began)).toBe(isChanged(shown, began));
    }),
  );
});

test("address of a view as it was saved holds its key alone", () => {
  fc.assert(
    fc.property(base, (began) => {
      const query = queryOf(addressOf(began, began));
      expect(Object.keys(query)).toEqual(began === allCustomers ? [] : ["view"]);
    }),
  );
});
