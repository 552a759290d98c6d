/** Flows between groups of two dates. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { flowLayout, type Flow } from "../../../../shared/ui/charts/flow-layout.ts";

const keys = ["a", "b", "c", "d"];
const flows = fc.uniqueArray(
  fc.record({
    from: fc.constantFrom(...keys),
    to: fc.constantFrom(...keys),
    count: fc.nat(500),
  }),
  { selector: ({ from, to }) => `${from} ${to}` },
);
const sum = (all: readonly Flow[]) => all.reduce((total, { count }) => total + count, 0);

test("flowLayout gives each group the height of those who left and came", () => {
  fc.assert(
    fc.property(flows, (given) => {
      const { from, to, ribbons } = flowLayout(given, keys, 300, 8);
      for (const [side, nodes] of [["from", from] as const, ["to", to] as const])
        for (const { key, count, height } of nodes) {
          const own = ribbons.filter((one) => one[side] === key);
          expect(count).toBe(sum(given.filter((one) => one[side] === key)));
          expect(own.reduce((total, one) => total + one.height, 0)).toBeCloseTo(height, 6);
        }
    }),
  );
});

test("flowLayout keeps ribbons within their groups, and groups within the height", () => {
  fc.assert(
    fc.property(flows, (given) => {
      const { from, to, ribbons } = flowLayout(given, keys, 300, 8);
      for (const { y, height } of [...from, ...to]) {
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y + height).toBeLessThanOrEqual(300 + 1e-6);
      }
      for (const ribbon of ribbons) {
        const node = from.find(({ key }) => key === ribbon.from)!;
        expect(ribbon.y0).toBeGreaterThanOrEqual(node.y - 1e-6);
        expect(ribbon.y0 + ribbon.height).toBeLessThanOrEqual(node.y + node.height + 1e-6);
      }
    }),
  );
});

test("flowLayout has nothing to place when nobody moved", () => {
  expect(flowLayout([], keys, 300, 8)).toEqual({ from: [], to: [], ribbons: [] });
});
