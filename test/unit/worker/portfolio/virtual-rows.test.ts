/** Rows of the customer list that are drawn. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  rowHeight,
  rowsIn,
} from "../../../../worker/portfolio/pages/customers/use-virtual-rows.ts";

const natural = fc.nat(1_000_000);
const sights = fc.tuple(natural, fc.nat(200)).map(([from, many]) => ({ from, to: from + many }));

test("rowsIn fills the whole height when any part of any list is in sight", () => {
  fc.assert(
    fc.property(sights, natural, (sight, count) => {
      const { indices, above, below } = rowsIn(sight, count);
      expect(above + indices.length * rowHeight + below).toBe(count * rowHeight);
      expect(above).toBe((indices[0] ?? Math.min(count, above / rowHeight)) * rowHeight);
    }),
  );
});

test("rowsIn draws every row in sight, and few beside, when the list is long", () => {
  fc.assert(
    fc.property(sights, natural, (sight, count) => {
      const { indices } = rowsIn(sight, count);
      const drawn = new Set(indices);
      for (let row = sight.from; row < Math.min(sight.to, count); row++)
        expect(drawn.has(row)).toBe(true);
      expect(indices.length).toBeLessThanOrEqual(sight.to - sight.from + 20);
    }),
  );
});
