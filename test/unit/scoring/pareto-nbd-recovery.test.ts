import { expect, test } from "vitest";
import {
  paretoNbd,
  type ParetoNbdParameters,
} from "../../../shared/scoring/models/pareto-nbd/pareto-nbd.ts";

const letters = ["r", "alpha", "s", "beta"] as const;
const truth: ParetoNbdParameters = { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 };
const RUNS = 100;

test("paretoNbd.fit recovers the parameters of simulated books, its 95 % intervals hold what they promise", () => {
  const ages = Array.from({ length: 2000 }, (_, i) => 52 + (i % 52));
  const fits = Array.from({ length: RUNS }, (_, run) =>
    paretoNbd.fit(paretoNbd.simulate(truth, ages, 1000 + run)),
  );
  expect(fits.every((fit) => fit.converged && fit.identified && fit.standardErrors)).toBe(true);
  const figures = letters.map((letter) => {
    // Intervals in the logarithm, in which the likelihood is nearly quadratic.
    const misses = fits.map(
      (fit) =>
        (Math.log(fit.parameters![letter] / truth[letter]) * fit.parameters![letter]) /
        fit.standardErrors![letter],
    );
    const covered = misses.filter((z) => Math.abs(z) <= 1.959964).length / RUNS;
    return { letter, covered, bias: misses.reduce((sum, z) => sum + z, 0) / RUNS };
  });
  const told = figures.map(
    (f) =>
      `${f.letter} in its 95 % interval ${(100 * f.covered).toFixed(0)} %, ` +
      `bias ${f.bias.toFixed(2)} SE`,
  );
  console.log(`Pareto/NBD, ${RUNS} books of ${ages.length}: ${told.join("; ")}`);
  for (const { letter, covered, bias } of figures) {
    // Of 100 runs at 95 %, fewer than 88 would be one chance in 700.
    expect(covered, letter).toBeGreaterThanOrEqual(0.88);
    expect(Math.abs(bias), letter).toBeLessThan(0.35);
  }
});
