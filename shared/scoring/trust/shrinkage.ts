/** Shrinkage of a customer's answers towards the book they are part of (Efron & Morris 1975). */
import { remaining } from "../forgetting.ts";
import type { Milliseconds } from "../types.ts";

/** The spread of answers on one scale, in points. */
export type TrustScale = {
  /** m: the mean of customers. */ mean: number;
  /** τ²: variance between customers. */ between: number;
  /** σ²: variance between questionnaires of one customer. */ within: number;
  questionnaires: number;
  /** False where there are too few answers, and the policy's priors stand. */ fitted: boolean;
};

/**
 * Answers on one scale in sums: `weights` add up to 1 and halve with every half-life before the
 * newest, `count` is Kish's effective number of equal answers, (Σw)²/Σw².
 */
export type Answered = { count: number; mean: number; weights: number[]; newest: Milliseconds };

/** Weighs answers by their age; null without any. */
export function weighAnswers(
  answers: readonly { at: Milliseconds; value: number }[],
  halfLifeDays: number,
): Answered | null {
  if (answers.length === 0) return null;
  const newest = Math.max(...answers.map(({ at }) => at));
  const left = answers.map(({ at }) => remaining(at, newest, halfLifeDays));
  const sum = left.reduce((all, w) => all + w, 0);
  const weights = left.map((w) => w / sum);
  return {
    count: 1 / weights.reduce((all, w) => all + w * w, 0),
    mean: answers.reduce((all, { value }, i) => all + weights[i]! * value, 0),
    weights,
    newest,
  };
}

/** Returns how far the answers are believed: B = τ²/(τ² + σ²/n). */
export const belief = (count: number, { between, within }: TrustScale): number =>
  between / (between + within / count);

/** The figure of a customer with these answers: m + B(ȳ − m). */
export const believed = (
  { count, mean }: Pick<Answered, "count" | "mean">,
  scale: TrustScale,
): number => scale.mean + belief(count, scale) * (mean - scale.mean);
