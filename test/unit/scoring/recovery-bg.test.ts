import { expect, test } from "vitest";
import { bgNbd } from "../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import { mbgNbd } from "../../../shared/scoring/models/mbg-nbd.ts";

const RUNS = 100;
const truth = { r: 0.6, alpha: 5, a: 0.8, b: 2.4 };
const letters = ["r", "alpha", "a", "b"] as const;
const ages = Array.from({ length: 4000 }, (_, i) => 20 + (i % 60));

test.each([
  ["bgNbd", bgNbd],
  ["mbgNbd", mbgNbd],
])(
  "%s.fit recovers the parameters of simulated books within their standard errors",
  (name, model) => {
    const inside = { r: 0, alpha: 0, a: 0, b: 0 };
    const sum = { r: 0, alpha: 0, a: 0, b: 0 };
    for (let seed = 1; seed <= RUNS; seed++) {
      const { parameters, standardErrors, identified } = model.fit(
        model.simulate(truth, ages, seed),
      );
      expect(identified).toBe(true);
      for (const letter of letters) {
        // The 95 % interval on the scale of logarithms, where a positive parameter's error is
        // nearly normal.
        const error = standardErrors![letter] / parameters![letter];
        const miss = Math.log(parameters![letter] / truth[letter]) / error;
        if (Math.abs(miss) <= 1.959964) inside[letter]++;
        sum[letter] += miss;
      }
    }
    console.log(
      `${name}: 95 % intervals that held the truth in ${RUNS} books: ` +
        `${letters.map((l) => `${l} ${inside[l]}`).join(", ")}; mean miss in standard errors: ` +
        `${letters.map((l) => `${l} ${(sum[l] / RUNS).toFixed(2)}`).join(", ")}`,
    );
    for (const letter of letters) {
      expect(inside[letter] / RUNS).toBeGreaterThanOrEqual(0.88);
      expect(Math.abs(sum[letter] / RUNS)).toBeLessThan(0.5);
    }
  },
  60_000,
);
