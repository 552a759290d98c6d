/**
 * Log-odds ratios of words between two groups under an informative Dirichlet prior (Monroe, Colaresi
 * & Quinn 2008, "Fightin' Words", Political Analysis 16:372–403).
 */
import { Z95 } from "../../scoring/numerics/normal.ts";

/** Number of times that each word stands in a group. */
export type WordCounts = ReadonlyMap<string, number>;
export type WordOdds = {
  /** Positive where the first group says it more. */ logOdds: number;
  /** The 95 % interval. */ low: number;
  high: number;
  /** Log-odds in standard errors (eq. 22): what words are ranked by. */ z: number;
};

const sum = (counts: WordCounts): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

/**
 * Compares two groups word by word. The prior has `priorWords` words, spread as in `background`
 * (eq. 23), so that a rare word needs more evidence. The log-odds ratio is eq. 16, its variance eq.
 * 20: 1/(y₁ + α) + 1/(y₂ + α). Words that the background lacks are left out.
 */
export function logOddsOf(
  first: WordCounts,
  second: WordCounts,
  background: WordCounts,
  priorWords: number,
): Map<string, WordOdds> {
  const [n1, n2, all] = [sum(first), sum(second), sum(background)];
  const odds = new Map<string, WordOdds>();
  for (const [word, count] of background) {
    if (count <= 0) continue;
    const prior = (priorWords * count) / all;
    const [y1, y2] = [(first.get(word) ?? 0) + prior, (second.get(word) ?? 0) + prior];
    const [rest1, rest2] = [n1 + priorWords - y1, n2 + priorWords - y2];
    // A word that is all that was said has no odds.
    if (rest1 <= 0 || rest2 <= 0) continue;
    const logOdds = Math.log(y1 / rest1) - Math.log(y2 / rest2);
    const error = Math.sqrt(1 / y1 + 1 / y2);
    odds.set(word, {
      logOdds,
      low: logOdds - Z95 * error,
      high: logOdds + Z95 * error,
      z: logOdds / error,
    });
  }
  return odds;
}
