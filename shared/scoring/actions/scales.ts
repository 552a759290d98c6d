/**
 * Shrinkage towards "no effect" by a normal prior of unknown scale: actions that look good are, for
 * the most part, lucky ones, and the more of them are compared the more so.
 */
import { normalCdf } from "../numerics/normal.ts";

/** An estimate and its standard error, minor units. */
export type Estimate = { estimate: number; error: number };
/** A scale of effects (standard deviation, minor units) and the belief in it; beliefs add up to 1. */
export type Scale = { scale: number; belief: number };

/**
 * Belief, before anything is seen, that no action makes a difference: of controlled trials of ideas
 * that people believed in, 10 to 20 % find an improvement (Kohavi, Tang & Xu 2020, chapter 1).
 */
const NOTHING = 0.9;
/** Scales tried, in standard errors of the actions' middle one. */
const steps = [0.25, 0.5, 1, 2, 4, 8];

/** Beliefs about the scale from the estimates of all actions: Bayes' rule over a grid. */
export function normalScales(estimates: readonly Estimate[]): Scale[] {
  if (estimates.length === 0) return [];
  const errors = estimates.map(({ error }) => error).sort((a, b) => a - b);
  const unit = errors[Math.floor(errors.length / 2)]!;
  const prior: Scale[] = [
    { scale: 0, belief: NOTHING },
    ...steps.map((step) => ({ scale: step * unit, belief: (1 - NOTHING) / steps.length })),
  ];
  const logs = prior.map(({ scale, belief }) =>
    estimates.reduce((sum, { estimate, error }) => {
      const variance = error * error + scale * scale;
      return sum - 0.5 * (Math.log(variance) + (estimate * estimate) / variance);
    }, Math.log(belief)),
  );
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return prior.map(({ scale }, i) => ({ scale, belief: weights[i]! / total }));
}

/** An effect as it is believed once chance is allowed for: a mixture of normals. */
export type Posterior = {
  mean: number;
  /** P(effect > amount). */ above(amount: number): number;
  /** The amount below which the effect lies with this probability. */ quantile(p: number): number;
};

/** The posterior of an effect of which an estimate is known. */
export function posteriorOf({ estimate, error }: Estimate, scales: readonly Scale[]): Posterior {
  const parts = scales.map(({ scale, belief }) => {
    const kept = scale ** 2 / (scale ** 2 + error ** 2);
    return { belief, mean: kept * estimate, deviation: Math.sqrt(kept) * error };
  });
  const below = (amount: number) =>
    parts.reduce(
      (sum, { belief, mean, deviation }) =>
        sum +
        belief * (deviation > 0 ? normalCdf((amount - mean) / deviation) : amount >= mean ? 1 : 0),
      0,
    );
  const reach = Math.abs(estimate) + 10 * error;
  return {
    mean: parts.reduce((sum, { belief, mean }) => sum + belief * mean, 0),
    above: (amount) => 1 - below(amount),
    quantile(p) {
      let [low, high] = [-reach, reach];
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2;
        if (below(middle) < p) low = middle;
        else high = middle;
      }
      return high;
    },
  };
}
