/** Books of customers drawn from BG/NBD, MBG/NBD and MBG/CNBD-k, to test what is fitted to them. */
import type { BgNbdParameters, First } from "./likelihood.ts";
import type { Simulated } from "../purchase-model.ts";
import { seeded } from "../../numerics/random.ts";

/**
 * A customer for each age, told by the model's story: a rate and a probability of leaving of their
 * own, times between purchases that are the sum of k exponential ones, after each a throw. `leftAt`
 * is Infinity for who is still there at that age.
 */
export function simulateWith(
  first: First,
  { r, alpha, a, b }: BgNbdParameters,
  ages: readonly number[],
  seed: number,
  k = 1,
): Simulated[] {
  const random = seeded(seed);
  return ages.map((age, i) => {
    const [rate, leaving] = [random.gamma(r) / alpha, random.beta(a, b)];
    const times: number[] = [];
    let recency = 0;
    let leaves = first === 1 && random.uniform() < leaving;
    while (!leaves) {
      let next = recency;
      for (let tick = 0; tick < k; tick++) next += random.exponential() / rate;
      if (!(next <= age)) break;
      recency = next;
      times.push(next);
      leaves = random.uniform() < leaving;
    }
    const leftAt = leaves ? recency : Infinity;
    return { id: String(i + 1), frequency: times.length, recency, age, leftAt, times };
  });
}
