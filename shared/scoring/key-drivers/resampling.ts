/** Resampling of answers by customer: intervals of key drivers, and what chance alone would give. */
import { quantile } from "../numerics/percentile.ts";
import { seeded, type Random } from "../numerics/random.ts";
import { driverShares, type Method } from "./driver-shares.ts";

/** Rows of driver values with the outcome last. */
export type Rows = readonly (readonly number[])[];
type Interval = { low: number; high: number };

/** Permuted columns that the yardstick rests on. */
const NOISE_DRAWS = 100;

const middle = (values: readonly number[]): Interval => {
  const sorted = [...values].sort((a, b) => a - b);
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
};

/** The place of each share among all, 1 the largest. */
const ranksOf = (shares: readonly number[]) =>
  shares.map((share) => 1 + shares.filter((other) => other > share).length);

/**
 * Percentile intervals (Efron 1979) of each driver's share and rank. Whole customers are drawn,
 * with all their answers (Cameron, Gelbach & Miller 2008): answers of one customer go together.
 * Samples that cannot be fitted are passed over; null where half cannot.
 */
export function bootstrapIntervals(
  customers: readonly Rows[],
  method: Method,
  { bootstrap, seed }: { bootstrap: number; seed: number },
): { share: Interval; rank: Interval }[] | null {
  const random = seeded(seed);
  const draws = Array.from({ length: bootstrap }, () =>
    driverShares(
      customers.flatMap(() => customers[Math.floor(random.uniform() * customers.length)]!),
      method,
    ),
  ).flatMap((draw) => (draw.refused === null ? [draw.shares] : []));
  if (draws.length === 0 || draws.length < bootstrap / 2) return null;
  const ranks = draws.map(ranksOf);
  return draws[0]!.map((_, j) => {
    const { low, high } = middle(ranks.map((rank) => rank[j]!));
    return {
      share: middle(draws.map((shares) => shares[j]!)),
      rank: { low: Math.round(low), high: Math.round(high) },
    };
  });
}

/** A random order of so many places (Fisher & Yates). */
function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/**
 * The part of R² that a column without any meaning gets beside the drivers: each in turn is dealt
 * out anew, every customer getting the values of another, so that what goes together in a customer
 * stays together. The mean of its part, and what it stays under in 95 of 100 draws.
 */
export function noiseShare(
  customers: readonly Rows[],
  method: Method,
  seed: number,
): { share: number; high: number } | null {
  // Another stream than the bootstrap's of the same seed.
  const random = seeded(seed ^ 0x5eed);
  const drivers = customers[0]![0]!.length - 1;
  const shares: number[] = [];
  for (let draw = 0; draw < NOISE_DRAWS; draw++) {
    const order = shuffled(customers.length, random);
    const column = draw % drivers;
    const rows = customers.flatMap((own, at) => {
      const other = customers[order[at]!]!;
      return own.map((row, i) => [
        ...row.slice(0, -1),
        other[i % other.length]![column]!,
        row.at(-1)!,
      ]);
    });
    const known = driverShares(rows, method);
    if (known.refused === null) shares.push(known.shares.at(-1)!);
  }
  if (shares.length < NOISE_DRAWS / 2) return null;
  const sorted = shares.sort((a, b) => a - b);
  return {
    share: shares.reduce((sum, s) => sum + s, 0) / shares.length,
    high: quantile(sorted, 0.95),
  };
}
