import { describe, expect, test } from "vitest";
import { bgNbd } from "../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import { mbgNbd } from "../../../shared/scoring/models/mbg-nbd.ts";
import { cdnow, dataIsHere, reference, whyNot, type Reference } from "./shared-data.ts";

type Aggregates = {
  calibration_histogram_x0_6_7plus: { bgnbd_expected: number[] };
  tracking_cumulative_repeat_weeks_40_78: {
    actual: number[];
    bgnbd_expected: number[];
    bgnbd_MAPE_pct: number;
  };
  conditional_by_x_39w: { customers: number[]; bgnbd_expected_mean: number[] };
};
const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe("probabilityOfPurchases", () => {
  const p = { r: 0.6, alpha: 5, a: 0.8, b: 2.4 };
  test.each([
    ["bgNbd", bgNbd],
    ["mbgNbd", mbgNbd],
  ])("%s: sums to 1, and to the expectation", (_, model) => {
    for (const horizon of [0, 0.01, 3, 40]) {
      let [whole, mean] = [0, 0];
      for (let x = 0; x < 600; x++) {
        const probability = model.probabilityOfPurchases(p, x, horizon);
        whole += probability;
        mean += x * probability;
      }
      expect(whole).toBeCloseTo(1, 12);
      expect(mean).toBeCloseTo(model.expectedPurchasesOfNew(p, horizon), 10);
    }
  });
});

describe.skipIf(!dataIsHere)(`bgNbd on the CDNOW sample${whyNot}`, () => {
  const known = () => reference().cdnow_sample as Reference["cdnow_sample"] & Aggregates;

  test("gives the published probabilities and expectations of new customers", () => {
    expect(bgNbd.probabilityOfPurchases(published, 0, 39)).toBeCloseTo(0.5737864, 7);
    expect(bgNbd.probabilityOfPurchases(published, 10, 2) / 1.07869e-7).toBeCloseTo(1, 5);
    const expected = [
      [1 / 7, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
      [223 / 7, 1.0405],
      [32, 1.0437],
    ] as const;
    for (const [weeks, purchases] of expected)
      expect(bgNbd.expectedPurchasesOfNew(known().bgnbd.MLE, weeks)).toBeCloseTo(purchases, 4);
    // The published 1.8576 sums too few terms of the series: all of them make 1.8580.
    expect(bgNbd.expectedPurchasesOfNew(known().bgnbd.MLE, 78)).toBeCloseTo(1.858, 4);
  });

  test("expects the reference histogram of purchases", () => {
    const { bgnbd, calibration_histogram_x0_6_7plus: histogram } = known();
    const counts = [0, 1, 2, 3, 4, 5, 6].map((x) =>
      cdnow().reduce((sum, c) => sum + bgNbd.probabilityOfPurchases(bgnbd.MLE, x, c.age), 0),
    );
    counts.push(cdnow().length - counts.reduce((sum, n) => sum + n, 0));
    counts.forEach((n, i) => expect(Math.abs(n - histogram.bgnbd_expected[i]!)).toBeLessThan(2e-3));
  });

  test("tracks the cumulative repeat purchases of weeks 40 to 78", () => {
    const { bgnbd, tracking_cumulative_repeat_weeks_40_78: tracking } = known();
    const expected = tracking.bgnbd_expected.map((_, i) =>
      cdnow().reduce((sum, c) => sum + bgNbd.expectedPurchasesOfNew(bgnbd.MLE, c.age + i + 1), 0),
    );
    expected.forEach((n, i) =>
      expect(Math.abs(n / tracking.bgnbd_expected[i]! - 1)).toBeLessThan(1e-5),
    );
    const error =
      expected.reduce((sum, n, i) => sum + Math.abs(n / tracking.actual[i]! - 1), 0) /
      expected.length;
    expect(100 * error).toBeCloseTo(tracking.bgnbd_MAPE_pct, 2);
  });

  test("expects the reference purchases of the holdout by frequency", () => {
    const { bgnbd, conditional_by_x_39w: conditional } = known();
    conditional.bgnbd_expected_mean.forEach((expected, x) => {
      const own = cdnow().filter((c) => (x < 7 ? c.frequency === x : c.frequency >= 7));
      expect(own.length).toBe(conditional.customers[x]);
      const mean =
        own.reduce((sum, c) => sum + bgNbd.expectedPurchases(bgnbd.MLE, c, 39), 0) / own.length;
      expect(Math.abs(mean / expected - 1)).toBeLessThan(1e-6);
    });
  });
});
