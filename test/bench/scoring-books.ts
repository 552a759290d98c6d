/**
 * Books to fit: the CDNOW sample, and books drawn from the models as they fit it, by a fixed seed.
 * Weeks, whole days, cents.
 */
import { existsSync, readFileSync } from "node:fs";
import { bgNbd, type PurchaseSummary } from "../../shared/scoring/index.ts";
import { seeded } from "../../shared/scoring/numerics/random.ts";

const file = "../shared/data/cdnow_customers_summary_with_transactions.csv";
export const cdnowIsHere = (): boolean => existsSync(file);
export const seed = 19970101;

/**
 * Of BG/NBD and Gamma-Gamma for the CDNOW sample (Fader, Hardie & Lee 2005; Fader & Hardie 2013).
 */
export const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
export const spend = { p: 6.25, q: 3.74, gamma: 15.44 };

/** Of the sample, 2,357 customers. */
export function cdnow(): PurchaseSummary[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [id = "", ...figures] = line.split(",");
      const [frequency = 0, recency = 0, age = 0, monetary = 0] = figures.map(Number);
      return { id, frequency, recency, age, monetary };
    });
}

/**
 * So many customers who first bought within twelve weeks and were watched for `weeks` at most.
 * Books know days, so times are whole days; `exact` leaves them as drawn, so that hardly two
 * customers are alike.
 */
export function drawn(customers: number, { weeks = 39, exact = false } = {}): PurchaseSummary[] {
  const ages = Array.from({ length: customers }, (_, at) => weeks - (at % 84) / 7);
  const random = seeded(seed);
  return bgNbd.simulate(parameters, ages, seed).map(({ id, frequency, recency, age }) => {
    // Mean of x draws from a gamma of shape p and rate ν, where ν is gamma of shape q and rate γ.
    const mean =
      frequency === 0
        ? 0
        : (random.gamma(spend.p * frequency) * spend.gamma) / (frequency * random.gamma(spend.q));
    const days = Math.min(Math.ceil(7 * recency), Math.round(7 * age));
    return {
      id,
      frequency,
      recency: exact ? recency : days / 7,
      age,
      monetary: exact ? mean : Math.max(1, Math.round(100 * mean)) / 100,
    };
  });
}

/** A book by its name on the command line: "cdnow", "23570", "1000000", "1000000-exact". */
export function bookOf(name: string): PurchaseSummary[] {
  return name === "cdnow"
    ? cdnow()
    : drawn(Number.parseInt(name, 10), { exact: name.endsWith("-exact") });
}
