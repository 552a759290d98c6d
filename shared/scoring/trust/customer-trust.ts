/**
 * The customer's own figure of trust: empirical Bayes over the questionnaires that they answered
 * (Efron & Morris 1975). Nothing that a rep logs is read here.
 */
import type { Factor, Scores } from "../../contract/card.ts";
import type { DimensionName } from "../../contract/fields.ts";
import { explain, onGrid } from "../explain.ts";
import { byText } from "../numerics/order.ts";
import type { Policy } from "../policy.ts";
import { DAY } from "../summarise.ts";
import type { Milliseconds } from "../types.ts";
import { DIMENSIONS, type Questionnaire } from "./questionnaires.ts";
import { belief, believed, weighAnswers, type Answered, type TrustScale } from "./shrinkage.ts";
import type { TrustBook } from "./trust-book.ts";

export type Side = NonNullable<Scores["trust"]["ours"]>;

/** The 95 % quantile of the normal: 90 % lie between it and its negative. */
const Z90 = 1.6448536269514722;
const YEAR = 365.25 * DAY;
const UNKNOWN = { score: null, low: null, high: null };

/**
 * 90 % interval, score ± 1.645·√(τ²(1 − B) + q²Δt), within 0 to 100: Δt is the age of the newest
 * answer in years, q the points that trust drifts in one.
 */
function intervalOf(
  score: number,
  { count, newest }: Answered,
  scale: TrustScale,
  { driftPerYear }: Policy["trust"]["book"],
  now: Milliseconds,
) {
  const variance =
    scale.between * (1 - belief(count, scale)) +
    driftPerYear ** 2 * (Math.max(0, now - newest) / YEAR);
  const half = Z90 * Math.sqrt(variance);
  return { score, low: Math.max(0, score - half), high: Math.min(100, score + half) };
}

/** Returns what a dimension's answers add to the overall figure; none without answers. */
function factorOf(
  dimension: DimensionName,
  all: readonly Questionnaire[],
  { weights }: Answered,
  scale: TrustScale,
  b: number,
): Factor[] {
  let points = 0;
  const dates: Milliseconds[] = [];
  all.forEach(({ at, points: of, parts }, i) => {
    if (of[dimension] === undefined) return;
    dates.push(at);
    points += b * weights[i]! * (parts[dimension] ?? 0) * (of[dimension] - scale.mean);
  });
  if (dates.length === 0) return [];
  return [
    {
      code: "trust_answer_customer",
      points,
      parameters: { dimension, count: dates.length, date: new Date(dates.at(-1)!).toISOString() },
    },
  ];
}

/** Those of the questionnaires that say something overall, and what they come to. */
function overallOf(questionnaires: readonly Questionnaire[], { halfLifeDays }: Policy["trust"]) {
  const counted = questionnaires.filter(({ overall }) => overall !== null);
  const answered = weighAnswers(
    counted.map(({ at, overall }) => ({ at, value: overall! })),
    halfLifeDays,
  );
  return answered && { counted, answered };
}

/**
 * The overall figure alone, as it was known at a moment by today's book; null where the customer
 * had not answered by then.
 */
export function customerTrustAt(
  questionnaires: readonly Questionnaire[],
  book: TrustBook,
  policy: Policy["trust"],
  then: Milliseconds,
): number | null {
  const known = overallOf(
    questionnaires.filter(({ at }) => at <= then),
    policy,
  );
  return known && onGrid(believed(known.answered, book.overall));
}

/** Each dimension on its own scale of the book. */
function dimensionsOf(
  questionnaires: readonly Questionnaire[],
  book: TrustBook,
  policy: Policy["trust"],
  now: Milliseconds,
): Side["dimensions"] {
  return DIMENSIONS.map((dimension) => {
    const answers = questionnaires.flatMap(({ at, points }) =>
      points[dimension] === undefined ? [] : [{ at, value: points[dimension] }],
    );
    const answered = weighAnswers(answers, policy.halfLifeDays);
    const scale = book.dimensions[dimension];
    return {
      dimension,
      evidence: answers.length,
      ...(answered
        ? intervalOf(believed(answered, scale), answered, scale, policy.book, now)
        : UNKNOWN),
    };
  });
}

/**
 * Trust by the customer's own answers: m + B(ȳ − m) with B = τ²/(τ² + σ²/n), where
 * m, τ² and σ² are the book's. Newer answers count more (half with every half-life), and n is the
 * number of equal answers that says as much. Null where they never answered.
 */
export function customerTrust(
  questionnaires: readonly Questionnaire[],
  book: TrustBook,
  policy: Policy["trust"],
  now: Milliseconds,
): Side {
  const dimensions = dimensionsOf(questionnaires, book, policy, now);
  const known = overallOf(questionnaires, policy);
  if (!known) return { ...UNKNOWN, change: null, dimensions, explanation: null };
  const { counted, answered } = known;
  const scale = book.overall;
  const b = belief(answered.count, scale);
  const factors = DIMENSIONS.flatMap((dimension) =>
    factorOf(dimension, counted, answered, scale, b),
  ).sort((p, q) => Math.abs(q.points) - Math.abs(p.points) || byText(p.code, q.code));
  const explanation = explain(scale.mean, factors, counted.length);
  const before = customerTrustAt(questionnaires, book, policy, now - policy.changeDays * DAY);
  return {
    ...intervalOf(explanation.total, answered, scale, policy.book, now),
    change: before === null ? null : onGrid(explanation.total - before),
    dimensions,
    explanation,
  };
}
