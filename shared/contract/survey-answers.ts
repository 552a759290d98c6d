/** Answers to a survey one by one: lists behind figures, words, and what managers decide of them. */
import { z } from "@hono/zod-openapi";
import { LONGEST_BAR, readBar } from "../surveys/results/bar.ts";
import { caseState, id, instant, text } from "./fields.ts";
import { place } from "./route-parts.ts";
import { surveyKey } from "./survey.ts";

export const answerState = z.enum(["counted", "held", "replaced", "withdrawn"]);
export const answerFlag = z.enum([
  "trap",
  "head",
  "two_scores",
  "too_fast",
  "address_changed",
  "own_domain",
  "same_device",
]);
export type AnswerFlag = z.infer<typeof answerFlag>;
export const answerDecision = z.enum(["withdrawn", "accepted"]);
export type AnswerDecision = z.infer<typeof answerDecision>;

/** Answers at most in one list, or opened at once. */
export const MOST_LISTED = 50;

export const answersQuery = z.strictObject({
  /** The bar of the results: "metric.nps", "band.nps.low", "group.nps.tier.high", "held". */
  bar: text(LONGEST_BAR).refine((bar) => readBar(bar) !== null, {
    message: "name a bar of the results",
  }),
  after: place.optional(),
  limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(25),
});

const score = z.int().nullable();
export const listedAnswer = z
  .strictObject({
    id,
    answeredAt: instant,
    /** Null where the reader may not see the customer, or it is gone. */
    customer: z.strictObject({ id, name: z.string().nullable() }).nullable(),
    contact: z.string().nullable(),
    nps: score,
    csat: score,
    ces: score,
    /** The figure that the bar is of, where it is another: a driver, a dimension of trust. */
    value: z.number().nullable(),
    wantsCall: z.boolean(),
    flags: z.array(answerFlag),
    state: answerState,
    /** True where they wrote something, which is opened apart. */
    hasWords: z.boolean(),
    case: z.strictObject({ id, state: caseState }).nullable(),
    /** The newest decision that stands; `reason` in the manager's own words. */
    decision: z
      .strictObject({
        id,
        decision: answerDecision,
        by: z.string().nullable(),
        reason: z.string().nullable(),
        at: instant,
      })
      .nullable(),
  })
  .openapi("SurveyAnswer");
export type ListedAnswer = z.infer<typeof listedAnswer>;

export const listedAnswers = z
  .strictObject({
    survey: z.strictObject({ id: surveyKey, name: z.string() }),
    /** Name of the bar's segment or owner. */
    name: z.string().nullable(),
    /** Label of the bar's driver by language. */
    label: z.record(z.string(), z.string()).nullable(),
    /** Answers of the bar, and people who gave them, beyond this page too; null after the first. */
    count: z.int().nullable(),
    people: z.int().nullable(),
    answers: z.array(listedAnswer),
    next: z.string().nullable(),
  })
  .openapi("SurveyAnswers");
export type ListedAnswers = z.infer<typeof listedAnswers>;

export const openWords = z
  .strictObject({ answers: z.array(id).min(1).max(MOST_LISTED) })
  .openapi("OpenWords");
export const openedWords = z
  .strictObject({
    answers: z.array(
      z.strictObject({
        id,
        words: z.array(
          z.strictObject({ label: z.record(z.string(), z.string()), text: z.string() }),
        ),
      }),
    ),
  })
  .openapi("OpenedWords");
export type OpenedWords = z.infer<typeof openedWords>["answers"][number]["words"];

export const newAnswerDecision = z
  .strictObject({ decision: answerDecision, reason: text(500) })
  .openapi("NewAnswerDecision");

/** `kept`: somebody follows a case up already, or it is closed; it is left to them. */
export const caseOutcome = z.enum(["none", "opened", "closed", "kept"]);
export const decidedAnswer = z
  .strictObject({ id, answerId: id, state: answerState, case: caseOutcome })
  .openapi("DecidedAnswer");
export type DecidedAnswer = z.infer<typeof decidedAnswer>;
