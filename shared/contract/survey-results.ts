/** Results of a survey: figures over its answers, small groups hidden. */
import { z } from "@hono/zod-openapi";
import { dimensionName } from "./fields.ts";
import { breakdownNames } from "../surveys/results/bar.ts";
import { surveyKey } from "./survey.ts";

const share = z.number().min(0).max(1);
/** A mean with its 95 % interval; its ends are null of one value. */
const mean = z.strictObject({
  n: z.int(),
  mean: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
const metricFigures = z.strictObject({
  metric: z.enum(["nps", "csat", "ces"]),
  n: z.int(),
  /** NPS −100 to 100; of CSAT and CES the share of the two highest scores. */
  score: z.number(),
  low: z.number(),
  high: z.number(),
  mean,
  bands: z.strictObject({ low: z.int(), middle: z.int(), high: z.int() }),
});
export const breakdownName = z.enum(breakdownNames);

export const surveyResults = z
  .strictObject({
    id: surveyKey,
    name: z.string(),
    /** Invitations that count as asked, and those of them that were answered. */
    asked: z.int(),
    answered: z.int(),
    responseRate: z.strictObject({ share, low: share, high: share }).nullable(),
    /** Answers in no figure: flagged as a program's, or taken back by a manager. */
    held: z.int(),
    withdrawn: z.int(),
    /** Answers that count and carry a flag. */
    flagged: z.int(),
    /** The figures are of so many, the newest; `isAll` where there are no more. */
    read: z.strictObject({ answers: z.int(), opened: z.int(), isAll: z.boolean() }),
    metrics: z.array(metricFigures),
    drivers: z.array(mean.extend({ key: surveyKey, label: z.record(z.string(), z.string()) })),
    trust: z.array(
      mean.extend({
        dimension: dimensionName,
        /** Cronbach's alpha with its interval, and the questionnaires it rests on. */
        alpha: z.number().nullable(),
        alphaLow: z.number().nullable(),
        alphaHigh: z.number().nullable(),
        questionnaires: z.int(),
      }),
    ),
    breakdowns: z.array(
      z.strictObject({
        by: breakdownName,
        groups: z.array(
          z.strictObject({
            key: z.string().nullable(),
            name: z.string().nullable(),
            people: z.int(),
            metrics: z.array(metricFigures),
          }),
        ),
        /** Groups that are not shown: of fewer than five people, or they would tell of one. */
        hidden: z.int(),
      }),
    ),
    /** Answers by the company's own links: nobody's, and in no other figure. */
    anonymous: z.strictObject({
      answers: z.int(),
      metrics: z.array(metricFigures),
      /** True while some wait to be shown five at a time. */
      isWaiting: z.boolean(),
    }),
    themes: z.strictObject({
      promoters: z.int(),
      detractors: z.int(),
      terms: z.array(
        z.strictObject({
          term: z.string(),
          people: z.int(),
          logOdds: z.number(),
          low: z.number(),
          high: z.number(),
          z: z.number(),
        }),
      ),
    }),
  })
  .openapi("SurveyResults");
export type SurveyResults = z.infer<typeof surveyResults>;
