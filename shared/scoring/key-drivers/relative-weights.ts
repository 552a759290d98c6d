/** Johnson's relative weights: each driver's part of R², from drivers made uncorrelated. */
import type { Correlations } from "./correlations.ts";
import type { Eigen } from "./matrix.ts";

/**
 * Johnson 2000, "A heuristic method for estimating the relative weight of predictor variables", in
 * the paper's letters: the drivers X are as near as can be to uncorrelated Z with X = ZΛ, Λ = R^½ =
 * QΔQ′; the outcome on Z has coefficients β = Λ⁻¹ r; driver j gets ε_j = Σ_k λ_jk² β_k². The
 * weights sum to R², and none is negative. R = QΔ²Q′ must not be singular.
 */
export function relativeWeights(
  { withOutcome }: Correlations,
  { values, vectors }: Eigen,
): number[] {
  const delta = values.map(Math.sqrt);
  const root = (d: readonly number[]) =>
    vectors.map((qi) =>
      vectors.map((qj) => d.reduce((sum, dk, k) => sum + qi[k]! * dk * qj[k]!, 0)),
    );
  const lambda = root(delta);
  const beta = root(delta.map((d) => 1 / d)).map((row) =>
    row.reduce((sum, v, j) => sum + v * withOutcome[j]!, 0),
  );
  return lambda.map((row) => row.reduce((sum, l, k) => sum + l ** 2 * beta[k]! ** 2, 0));
}
