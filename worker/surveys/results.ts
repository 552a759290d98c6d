/** Results of a survey, computed from its answers. */
import type { SurveyResults } from "../../shared/contract/survey-results.ts";
import type { SurveyBody } from "../../shared/contract/survey.ts";
import type { Policy } from "../../shared/scoring/policy.ts";
import { monthOf } from "../../shared/scoring/snapshot/month.ts";
import { wilson } from "../../shared/scoring/numerics/proportion.ts";
import { addItemSums, commonestScale } from "../../shared/scoring/trust/item-sums.ts";
import { DIMENSIONS } from "../../shared/scoring/trust/questionnaires.ts";
import { reliabilityOf } from "../../shared/scoring/trust/reliability.ts";
import { scoreItems } from "../../shared/scoring/trust/score-items.ts";
import { FEWEST_IN_GROUP } from "../../shared/surveys/results/hidden-groups.ts";
import { bandOf, meanOf, metricFigures } from "../../shared/surveys/results/metric-figures.ts";
import { publishedMonths } from "../../shared/surveys/results/published-months.ts";
import { metricKinds } from "../../shared/surveys/survey-faults.ts";
import { themesOf, type Said } from "../../shared/surveys/themes/themes.ts";
import type { AnonymousScores, CountedAnswer, ResultCounts } from "../store/survey-results.ts";
import { breakdownsOf, peopleOf } from "./breakdowns.ts";
import type { Answers } from "./read-form.ts";

/** Answers that figures are computed of at most, the newest. */
export const MOST_ANSWERS = 2000;
/** Answers that are opened at most: each is sealed under its customer's own key. */
export const MOST_OPENED = 500;

/** An answer with what was opened of it. */
export type OpenedAnswer = { row: CountedAnswer; answers: Answers; body: SurveyBody };
type Names = Record<"segment" | "owner", Record<string, string>>;

/** Figures of each metric; none of fewer than five people. */
const metricsOf = (rows: readonly CountedAnswer[]) =>
  metricKinds.flatMap((metric) => {
    const own = rows.filter((row) => row[metric] !== null);
    if (peopleOf(own) < FEWEST_IN_GROUP) return [];
    return (
      metricFigures(
        metric,
        own.map((row) => row[metric] ?? 0),
      ) ?? []
    );
  });

/** Values of a driver question, with the answer that each stands in. */
export const driverValues = (opened: readonly OpenedAnswer[], key: string) =>
  opened.flatMap(({ row, answers }) => {
    const value = answers[key];
    return typeof value === "number" ? [{ row, value }] : [];
  });

/** The mean of values; null of fewer than five people. */
const meanOfPeople = (values: readonly { row: CountedAnswer; value: number }[]) =>
  peopleOf(values.map(({ row }) => row)) < FEWEST_IN_GROUP
    ? null
    : meanOf(values.map(({ value }) => value));

/** Means of the driver questions that the newest version asks. */
function driversOf(opened: readonly OpenedAnswer[], { questions }: SurveyBody) {
  return questions.flatMap(({ key, kind, label }) => {
    if (kind !== "driver") return [];
    const found = meanOfPeople(driverValues(opened, key));
    return found === null ? [] : [{ key, label, ...found }];
  });
}

/** Trust as each answer says it, reversed statements turned round. */
export const trustScores = (opened: readonly OpenedAnswer[]) =>
  opened.map(({ row, answers, body }) => {
    const numbers = Object.fromEntries(
      Object.entries(answers).filter(([, value]) => typeof value === "number"),
    ) as Record<string, number>;
    const items = body.questions.filter((one) => one.kind === "trust");
    return { row, said: scoreItems(items, numbers) };
  });

/** Means of the dimensions of trust, with the reliability of their items. */
function trustOf(opened: readonly OpenedAnswer[]): SurveyResults["trust"] {
  const scored = trustScores(opened);
  const sums = addItemSums(scored.map(({ said }) => said.items ?? {}));
  return DIMENSIONS.flatMap((dimension) => {
    const values = scored.flatMap(({ row, said }) =>
      said[dimension] == null ? [] : [{ row, value: said[dimension] }],
    );
    const found = meanOfPeople(values);
    if (found === null) return [];
    const scale = sums === null ? null : commonestScale([sums], dimension);
    const known = scale && reliabilityOf(scale.items, scale.total, FEWEST_IN_GROUP);
    return [
      {
        ...found,
        dimension,
        alpha: known?.alpha ?? null,
        alphaLow: known?.low ?? null,
        alphaHigh: known?.high ?? null,
        questionnaires: known?.questionnaires ?? 0,
      },
    ];
  });
}

/** Words of those who answered, by whether they are happy: by their first metric. */
export function saidOf(opened: readonly OpenedAnswer[]): Said[] {
  const groups = { low: "detractor", middle: "passive", high: "promoter" } as const;
  return opened.flatMap(({ row, answers, body }) => {
    const metric = metricKinds.find((one) => row[one] !== null);
    if (metric === undefined) return [];
    const group = groups[bandOf(metric, row[metric] ?? 0)];
    return body.questions.flatMap(({ key, kind }) => {
      const text = answers[key];
      return kind === "text" && typeof text === "string"
        ? [{ personId: row.contactId, group, text, language: row.language }]
        : [];
    });
  });
}

/** Figures of anonymous answers: of each metric months that are over, five answers at a time. */
function anonymousOf(rows: readonly AnonymousScores[], thisMonth: string) {
  const published = (of: readonly AnonymousScores[]) => {
    const months = [...Map.groupBy(of, ({ month }) => month)].map(([month, own]) => ({
      month,
      answers: own.reduce((sum, { answers }) => sum + answers, 0),
    }));
    const shown = new Set(publishedMonths(months, thisMonth));
    return of.filter(({ month }) => shown.has(month));
  };
  const count = (of: readonly AnonymousScores[]) => of.reduce((sum, one) => sum + one.answers, 0);
  const answers = count(published(rows));
  return {
    answers,
    metrics: metricKinds.flatMap((metric) => {
      const shown = published(rows.filter((one) => one[metric] !== null));
      const scores = shown.flatMap((one) =>
        Array.from({ length: one.answers }, () => one[metric] ?? 0),
      );
      return metricFigures(metric, scores) ?? [];
    }),
    isWaiting: answers < count(rows),
  };
}

/** Computes the results of a survey. */
export function resultsOf(
  survey: { id: string; body: SurveyBody },
  counts: ResultCounts,
  rows: readonly CountedAnswer[],
  opened: readonly OpenedAnswer[],
  anonymous: readonly AnonymousScores[],
  names: Names,
  { now, policy }: { now: number; policy: Pick<Policy, "book"> },
): SurveyResults {
  const { asked, answered } = counts;
  return {
    ...counts,
    id: survey.id,
    name: survey.body.name,
    responseRate:
      asked === 0 ? null : { share: answered / asked, ...wilson(Math.min(answered, asked), asked) },
    read: { answers: rows.length, opened: opened.length, isAll: rows.length < MOST_ANSWERS },
    metrics: metricsOf(rows),
    drivers: driversOf(opened, survey.body),
    trust: trustOf(opened),
    breakdowns: breakdownsOf(rows, policy).map(({ by, groups, hidden }) => ({
      by,
      hidden,
      groups: groups.map(([key, own]) => ({
        key: key === "" ? null : key,
        name: by === "segment" || by === "owner" ? (names[by][key] ?? null) : null,
        people: peopleOf(own),
        metrics: metricsOf(own),
      })),
    })),
    anonymous: anonymousOf(anonymous, monthOf(now, policy)),
    themes: themesOf(saidOf(opened)),
  };
}
