/** The same assertions for each purchase model. */
import { beforeAll, describe, expect, test } from "vitest";
import { deviations, told, worst, type Deviation, type Tested } from "./compare.ts";
import type { Point } from "./grid.ts";
import type { Precise } from "./model.ts";

/** The likelihood: of max(1, |ln L|). All else: relative, above 1e-290. */
const TOLERANCE = 1e-8;
const QUANTITIES = [
  "ln L",
  "P(alive)",
  "1 - P(alive)",
  "E[Y | alive]",
  "E[Y]",
  "E[X] of a new customer",
];

/**
 * Points for each model. `POINTS=3500 npm run test:unit` goes through four times as many, the same
 * ones first.
 */
export const pointCount = Number(process.env["POINTS"] ?? 900);
/** Points of BG/NBD and MBG/NBD that have expectations, whose integrals are the dearest by far. */
export const integralCount = Math.round(pointCount / 6);

/**
 * Holds `tested` against `precise` at all `points`; the expectations at the first `expectations` of
 * them. Prints the worst found.
 */
export function testEverywhere<P>(
  name: string,
  tested: Tested<P>,
  precise: Precise<P>,
  points: readonly Point<P>[],
  { expectations }: { expectations: number },
): void {
  describe(`${name} everywhere on its space`, () => {
    let all: Deviation[] = [];
    beforeAll(() => {
      all = deviations(tested, precise, points, expectations);
      console.log(
        `${name}, worst of ${all.length.toLocaleString("en")} checks at ` +
          `${points.length.toLocaleString("en")} points (with expectations: ` +
          `${expectations.toLocaleString("en")}):\n  ${worst(all).map(told).join("\n  ")}`,
      );
    }, 300_000);

    test.each(QUANTITIES)("%s keeps 8 digits at every point", (quantity) => {
      const these = all.filter((one) => one.quantity === quantity);
      expect(these.length).toBeGreaterThanOrEqual(expectations);
      expect(
        these
          .filter(({ error }) => !(error <= TOLERANCE))
          .map(told)
          .slice(0, 10),
      ).toEqual([]);
    });
  });
}
