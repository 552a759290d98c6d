/** Answers to a survey as the facts that scores rest on. */
import type { DimensionName, Metric } from "../../shared/contract/fields.ts";
import type { SurveyBody } from "../../shared/contract/survey.ts";
import type { Answers } from "./read-form.ts";

export type AnsweredMetric = { metric: Metric; value: number };
export type AnsweredTrust = {
  /** The mean of each dimension's items, 1 to 7, reversed ones turned round. */
  dimensions: Partial<Record<DimensionName, number>>;
  /** Each item, turned round where it is reversed, by dimension in the survey's order. */
  items: Partial<Record<DimensionName, number[]>>;
};
export type FactsOfAnswers = {
  metrics: AnsweredMetric[];
  /** Null where no statement of trust was answered. */ trust: AnsweredTrust | null;
  /** Their words to the first question of text. */ comment: string | null;
};

/** A reversed item turned round: 7 becomes 1. */
const turned = (value: number, isReversed: boolean): number => (isReversed ? 8 - value : value);

/** Returns the facts that answers say. */
export function factsOfAnswers({ questions }: SurveyBody, answers: Answers): FactsOfAnswers {
  const metrics: AnsweredMetric[] = [];
  const items: Partial<Record<DimensionName, number[]>> = {};
  let comment: string | null = null;
  for (const question of questions) {
    const value = answers[question.key];
    if (question.kind === "text" && typeof value === "string") comment ??= value;
    if (typeof value !== "number") continue;
    if (question.kind === "nps" || question.kind === "csat" || question.kind === "ces")
      metrics.push({ metric: question.kind, value });
    if (question.kind === "trust")
      (items[question.dimension] ??= []).push(turned(value, question.isReversed));
  }
  const dimensions = Object.fromEntries(
    Object.entries(items).map(([dimension, values]) => [
      dimension,
      values.reduce((sum, value) => sum + value, 0) / values.length,
    ]),
  );
  return {
    metrics,
    trust: Object.keys(dimensions).length === 0 ? null : { dimensions, items },
    comment,
  };
}
