/**
 * Thompson sampling (Thompson 1933; Russo et al. 2018, "A tutorial on Thompson sampling"): an
 * action is chosen as often as it may well be the best. Each probability is drawn from what is
 * believed of it, and the largest worth by the draws goes first: what is uncertain gets its tries,
 * what is known to be worse gets none.
 */
import type { Tries } from "../measures.ts";
import type { ActionEntry } from "../policy.ts";
import type { TierName } from "../../contract/fields.ts";
import { seeded, seedOf } from "../numerics/random.ts";

/** Beta(successes, failures) over the probability that an action is taken up and works. */
export type Belief = { successes: number; failures: number };

export const mean = ({ successes, failures }: Belief): number => successes / (successes + failures);

/**
 * Returns the belief about an action in one tier: the policy's prior, moved towards what the other
 * tiers saw, but held no more firmly than before, plus the tier's own tries. With prior (s₀, f₀),
 * n₀ = s₀ + f₀, and S of N tries elsewhere: m = (s₀ + S)/(n₀ + N), then Beta(n₀ m + s, n₀ (1 − m) +
 * f). So a tier that was never tried starts from the others' rate and soon goes by its own.
 */
export function beliefOf(
  { prior }: Pick<ActionEntry, "prior">,
  tier: TierName,
  tried: Partial<Record<TierName, Tries>> = {},
): Belief {
  const own = tried[tier] ?? { tries: 0, successes: 0 };
  const all = Object.values(tried).reduce(
    (sum, t) => ({ tries: sum.tries + t.tries, successes: sum.successes + t.successes }),
    { tries: 0, successes: 0 },
  );
  const firmness = prior.successes + prior.failures;
  const m = (prior.successes + all.successes - own.successes) / (firmness + all.tries - own.tries);
  return {
    successes: firmness * m + own.successes,
    failures: firmness * (1 - m) + own.tries - own.successes,
  };
}

/**
 * A probability drawn from the belief, the same for one customer, action and model version, so that
 * a card does not change while nothing was learned.
 */
export function drawn(
  { successes, failures }: Belief,
  customerId: string,
  key: string,
  version: number,
): number {
  return seeded(seedOf(`${customerId} ${key} ${version}`)).beta(successes, failures);
}
