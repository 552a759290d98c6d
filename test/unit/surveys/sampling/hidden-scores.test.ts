import fc from "fast-check";
import { expect, test } from "vitest";
import { hiddenScores } from "../../../../shared/surveys/sampling/hidden-scores.ts";

const tiers = ["high", "mid", "low", "potential"];
const anyCells = fc
  .array(fc.array(fc.nat(30), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  .map((table) =>
    table.flatMap((counts, rep) =>
      counts.map((count, at) => ({ repId: `rep${rep}`, tier: tiers[at]!, count })),
    ),
  );

test("means shown by tier and by rep tell of no group of one to four, whatever is added up", () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const hidden = hiddenScores(cells);
      const own = (by: "tier" | "repId", shut: ReadonlySet<string>) => {
        const keys = [...new Set(cells.map((cell) => cell[by]))];
        return keys
          .filter((key) => !shut.has(key))
          .map((key) => new Set(cells.filter((cell) => cell[by] === key && cell.count > 0)));
      };
      const shown = [own("tier", hidden.tiers), own("repId", hidden.reps)];
      const all = new Set(cells.filter(({ count }) => count > 0));
      const size = (of: Iterable<(typeof cells)[number]>) =>
        [...of].reduce((sum, { count }) => sum + count, 0);
      // Every union of the groups of one breakdown less every union of the other's within it.
      const unions = (groups: Set<(typeof cells)[number]>[]) =>
        Array.from(
          { length: 1 << groups.length },
          (_, bits) => new Set(groups.flatMap((one, at) => (bits & (1 << at) ? [...one] : []))),
        );
      for (const outer of [...unions(shown[0]!), ...unions(shown[1]!), all])
        for (const inner of [...unions(shown[0]!), ...unions(shown[1]!)]) {
          if (![...inner].every((cell) => outer.has(cell))) continue;
          const left = size(outer) - size(inner);
          expect(left === 0 || left >= 5).toBe(true);
        }
    }),
  );
});

test("mean of a tier is hidden too when it is the total less the one small tier", () => {
  const cells = [
    { repId: "one", tier: "high", count: 20 },
    { repId: "one", tier: "mid", count: 12 },
    { repId: "one", tier: "low", count: 3 },
  ];
  expect(hiddenScores(cells).tiers).toEqual(new Set(["low", "mid"]));
});
