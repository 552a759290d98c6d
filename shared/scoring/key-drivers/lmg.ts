/**
 * LMG (Lindeman, Merenda & Gold 1980): each driver's part of R², as the Shapley value of what it
 * adds.
 */
import type { Correlations } from "./correlations.ts";

/** Beyond so many drivers the subsets, 2ⁿ of them, are too many. */
export const MOST_DRIVERS = 12;

/**
 * R² of the outcome on every subset of drivers; bit j of the index says whether j is among them.
 * Taking a driver in sweeps it out of what is left: with m the covariances given those taken
 * before, R² grows by m_jy²/m_jj, and what remains is the Schur complement m − m_·j m_j·/m_jj.
 */
export function subsetFits({ among, withOutcome }: Correlations): Float64Array {
  const n = among.length;
  const fits = new Float64Array(2 ** n);
  const visit = (j: number, taken: number, fit: number, m: readonly (readonly number[])[]) => {
    if (j === n) {
      fits[taken] = fit;
      return;
    }
    const [head, ...rest] = m as [readonly number[], ...number[][]];
    const pivot = head[0]!;
    visit(
      j + 1,
      taken,
      fit,
      rest.map((row) => row.slice(1)),
    );
    // A driver that those before determine adds nothing.
    if (pivot < 1e-12)
      visit(
        j + 1,
        taken | (1 << j),
        fit,
        rest.map((row) => row.slice(1)),
      );
    else {
      const left = rest.map((row) =>
        row.slice(1).map((v, k) => v - (row[0]! * head[k + 1]!) / pivot),
      );
      visit(j + 1, taken | (1 << j), fit + head.at(-1)! ** 2 / pivot, left);
    }
  };
  // Rows: the drivers; columns: the drivers, then the outcome.
  visit(
    0,
    0,
    0,
    among.map((row, i) => [...row, withOutcome[i]!]),
  );
  return fits;
}

/**
 * The mean over all orders of entry of what a driver adds to R² (Grömping 2006, "Relative
 * importance for linear regression in R", eq. 5): LMG_j = Σ_{S∌j} |S|! (n−|S|−1)!/n! · [R²(S ∪ j) −
 * R²(S)]. Exact, over all subsets; sums to R², and none is negative.
 */
export function lmg(known: Correlations): number[] {
  const n = known.among.length;
  const fits = subsetFits(known);
  // weight[s] = s! (n−s−1)!/n!
  const weight = [1 / n];
  for (let s = 1; s < n; s++) weight[s] = (weight[s - 1]! * s) / (n - s);
  const size = (set: number) => {
    let bits = 0;
    for (let left = set; left > 0; left &= left - 1) bits++;
    return bits;
  };
  const shares = Array.from({ length: n }, () => 0);
  for (let set = 0; set < fits.length; set++) {
    const w = weight[size(set)]!;
    for (let j = 0; j < n; j++)
      if ((set & (1 << j)) === 0) shares[j]! += w * (fits[set | (1 << j)]! - fits[set]!);
  }
  return shares;
}
