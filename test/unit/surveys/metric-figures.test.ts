import { describe, expect, test } from "vitest";
import { meanOf, metricFigures } from "../../../shared/surveys/results/metric-figures.ts";

describe("metricFigures", () => {
  test("is the share of promoters less that of detractors when it is NPS", () => {
    const found = metricFigures("nps", [10, 9, 9, 10, 8, 7, 6, 0, 3, 10]);
    expect(found).toMatchObject({ n: 10, score: 20, bands: { low: 3, middle: 2, high: 5 } });
    // Adjusted: (5.75 − 3.75)/13 = 0.1538; √((9.5/13 − 0.1538²)/13) = 0.23331.
    expect(found?.low).toBeCloseTo(100 * (2 / 13 - 1.959964 * 0.23324), 1);
  });

  test("is the share of the two highest scores with Wilson's interval when it is CSAT", () => {
    const found = metricFigures("csat", [5, 4, 4, 3, 1]);
    expect(found).toMatchObject({ score: 0.6, bands: { low: 1, middle: 1, high: 3 } });
    expect(found?.low).toBeCloseTo(0.2307, 4);
    expect(found?.high).toBeCloseTo(0.8824, 4);
    // Mean 3.4, s² = 2.3; t(4) = 2.7764: ± 1.8831.
    expect(found?.mean.mean).toBeCloseTo(3.4, 12);
    expect(found?.mean.high).toBeCloseTo(5.2831, 3);
  });

  test("counts 6 and 7 as easy when it is CES", () => {
    expect(metricFigures("ces", [7, 6, 5, 4, 2])).toMatchObject({
      score: 0.4,
      bands: { low: 1, middle: 2, high: 2 },
    });
  });

  test("is not known when nobody answered, nor an interval of one answer", () => {
    expect(metricFigures("nps", [])).toBeNull();
    expect(meanOf([4])).toEqual({ n: 1, mean: 4, low: null, high: null });
  });
});
