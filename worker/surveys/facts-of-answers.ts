/** Answers to a survey as the facts that scores rest on. */
import type { Metric } from "../../shared/contract/fields.ts";
import type { SurveyBody } from "../../shared/contract/survey.ts";
import type { TrustAnswers } from "../../shared/contract/trust-answers.ts";
import { scoreItems } from "../../shared/scoring/trust/score-items.ts";
import type { Answers } from "./read-form.ts";

export type FactsOfAnswers = {
  metrics: { metric: Metric; value: number }[];
  /** Reversed statements turned round; null where none was answered. */
  trust: TrustAnswers | null;
  /** Their words to the first question of text. */ comment: string | null;
};

/** Returns the facts that answers say. */
export function factsOfAnswers({ questions }: SurveyBody, answers: Answers): FactsOfAnswers {
  const scores: Record<string, number> = {};
  const metrics: FactsOfAnswers["metrics"] = [];
  let comment: string | null = null;
  for (const { key, kind } of questions) {
    const value = answers[key];
    if (kind === "text" && typeof value === "string") comment ??= value;
    if (typeof value !== "number") continue;
    scores[key] = value;
    if (kind === "nps" || kind === "csat" || kind === "ces") metrics.push({ metric: kind, value });
  }
  const items = questions.filter((question) => question.kind === "trust");
  const trust = scoreItems(items, scores);
  return { metrics, trust: Object.keys(trust).length === 0 ? null : trust, comment };
}
