import { describe, expect, test } from "vitest";
import { customerSatisfaction, netPromoterScore } from "../../../shared/scoring/index.ts";
import { dataIsHere, reference, whyNot } from "./shared-data.ts";

describe("survey figures", () => {
  test.skipIf(!dataIsHere)(`netPromoterScore gives the reference scores and adjusted-Wald intervals${whyNot}`, () => {
    for (const row of reference().nps) {
      const nps = netPromoterScore(row)!;
      expect(nps.score).toBeCloseTo(row.nps, 10);
      expect(nps.standardError).toBeCloseTo(row.se, 7);
      expect(nps.low).toBeCloseTo(row.adjusted_wald95[0], 5);
      expect(nps.high).toBeCloseTo(row.adjusted_wald95[1], 5);
    }
  });

  test.skipIf(!dataIsHere)(`customerSatisfaction gives the reference Wilson intervals${whyNot}`, () => {
    for (const { k, n, wilson } of reference().csat_proportions95) {
      const csat = customerSatisfaction({ satisfied: k, total: n })!;
      expect(csat.score).toBe(k / n);
      expect(csat.low).toBeCloseTo(wilson[0], 8);
      expect(csat.high).toBeCloseTo(wilson[1], 8);
    }
  });

  test("both are not known when nobody answered", () => {
    expect(netPromoterScore({ promoters: 0, passives: 0, detractors: 0 })).toBeNull();
    expect(customerSatisfaction({ satisfied: 0, total: 0 })).toBeNull();
  });
});
