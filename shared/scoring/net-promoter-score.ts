/** Net promoter score of many answers (Reichheld 2003), with intervals. */
import { clusteredShare, customerMeans } from "./numerics/clustered.ts";
import { Z95 } from "./numerics/normal.ts";
import type { Interval } from "./numerics/proportion.ts";

export type Answers = { promoters: number; passives: number; detractors: number };
export type NetPromoterScore = {
  score: number;
  /** The adjusted Wald interval, 95 %. */ low: number;
  high: number;
  /** The plain Wald interval: too narrow with few answers, without width when all agree. */
  wald: Interval;
  standardError: number;
  answers: number;
};

/** An answer from 0 to 10. */
export type CustomerAnswer = { customerId: string; value: number };
/** The score of customers who may each have answered several times. */
export type CustomersNetPromoterScore = {
  score: number;
  /** 95 %, within ±100. */ low: number;
  high: number;
  standardError: number;
  answers: number;
  customers: number;
};

/**
 * Standard error of the difference of two shares of one multinomial: √[(p₊ + p₋ − (p₊ − p₋)²) / n].
 */
const errorOf = (up: number, down: number, n: number) =>
  Math.sqrt(Math.max(0, up + down - (up - down) ** 2) / n);

/**
 * NPS, −100 to 100: share of promoters (9–10) less share of detractors (0–6). Null without answers.
 * Of answers with a customer id it is the mean of the customers' own scores, so that nobody has
 * more votes by answering more often, and the interval takes customers for independent, not answers
 * (`numerics/clustered.ts`). Of counts it is the plain formula, for answers of one each.
 */
export function netPromoterScore(
  answers: readonly CustomerAnswer[],
): CustomersNetPromoterScore | null;
export function netPromoterScore(answers: Answers): NetPromoterScore | null;
export function netPromoterScore(
  answers: Answers | readonly CustomerAnswer[],
): NetPromoterScore | CustomersNetPromoterScore | null {
  return "promoters" in answers ? ofCounts(answers) : ofCustomers(answers);
}

function ofCustomers(answers: readonly CustomerAnswer[]): CustomersNetPromoterScore | null {
  // 0 for a detractor, ½ for a passive, 1 for a promoter: a share, whose double less 1 is the score.
  const known = clusteredShare(
    customerMeans(answers, ({ value }) => (value >= 9 ? 1 : value <= 6 ? 0 : 0.5)),
  );
  return (
    known && {
      score: 100 * (2 * known.share - 1),
      low: 100 * (2 * known.low - 1),
      high: 100 * (2 * known.high - 1),
      standardError: 200 * known.standardError,
      answers: answers.length,
      customers: known.clusters,
    }
  );
}

/**
 * The plain score. `low` and `high` are the adjusted Wald: three answers are added, three quarters
 * of a promoter and of a detractor and one and a half passives (Agresti & Min 2005, as Lewis &
 * Sauro apply it to NPS). They may pass ±100, which tells of few answers.
 */
function ofCounts({ promoters, passives, detractors }: Answers): NetPromoterScore | null {
  const answers = promoters + passives + detractors;
  if (answers === 0) return null;
  const standardError = 100 * errorOf(promoters / answers, detractors / answers, answers);
  const score = (100 * (promoters - detractors)) / answers;
  const [up, down] = [(promoters + 0.75) / (answers + 3), (detractors + 0.75) / (answers + 3)];
  const centre = 100 * (up - down);
  const half = 100 * Z95 * errorOf(up, down, answers + 3);
  return {
    score,
    low: centre - half,
    high: centre + half,
    wald: { low: score - Z95 * standardError, high: score + Z95 * standardError },
    standardError,
    answers,
  };
}

/**
 * Returns what the answers say of the NPS of all customers under a Dirichlet prior of `prior`
 * answers of each kind (½: Jeffreys, 1: uniform): posterior mean and standard deviation, in points.
 * Known without any answer, too.
 */
export function netPromoterPosterior(
  { promoters, passives, detractors }: Answers,
  prior: number,
): { mean: number; standardDeviation: number } {
  const n = promoters + passives + detractors + 3 * prior;
  const [up, down] = [(promoters + prior) / n, (detractors + prior) / n];
  return { mean: 100 * (up - down), standardDeviation: 100 * errorOf(up, down, n + 1) };
}
