/** Successes of tries, in one group. */
export type Share = { tries: number; successes: number };

/** Bounds of the answer: fewer tries are believed too soon, of more none is ever believed. */
const [LEAST, MOST] = [20, 10_000];

/**
 * Returns how many tries the mean of all groups counts for beside a group's own, where shares
 * differ as a beta distribution has them: a + b of the beta-binomial, by moments (Kleinman 1973).
 * A group's share is then (successes + strength · mean) / (tries + strength).
 */
export function betaStrength(groups: readonly Share[]): number {
  const tried = groups.filter((g) => g.tries > 0);
  const tries = tried.reduce((sum, g) => sum + g.tries, 0);
  const mean = tried.reduce((sum, g) => sum + g.successes, 0) / tries;
  const noise = mean * (1 - mean);
  if (!(noise > 0) || tried.length < 2) return MOST;
  const spread = tried.reduce((sum, g) => sum + g.tries * (g.successes / g.tries - mean) ** 2, 0);
  const squares = tried.reduce((sum, g) => sum + g.tries ** 2, 0);
  const free = tried.length - 1;
  const correlation = (spread - noise * free) / (noise * (tries - squares / tries - free));
  return Math.min(MOST, Math.max(LEAST, correlation > 0 ? 1 / correlation - 1 : MOST));
}
