/** Results of a survey, computed from its answers. */
import type { SurveyResults } from "../../shared/contract/survey-results.ts";
import type { SurveyBody } from "../../shared/contract/survey.ts";
import { wilson } from "../../shared/scoring/numerics/proportion.ts";
import { addItemSums, commonestScale } from "../../shared/scoring/trust/item-sums.ts";
import { DIMENSIONS } from "../../shared/scoring/trust/questionnaires.ts";
import { reliabilityOf } from "../../shared/scoring/trust/reliability.ts";
import { scoreItems } from "../../shared/scoring/trust/score-items.ts";
import {
  FEWEST_IN_GROUP,
  hiddenGroups,
  MOST_GROUPS,
} from "../../shared/surveys/results/hidden-groups.ts";
import { bandOf, meanOf, metricFigures } from "../../shared/surveys/results/metric-figures.ts";
import { publishedMonths } from "../../shared/surveys/results/published-months.ts";
import { metricKinds } from "../../shared/surveys/survey-faults.ts";
import { themesOf, type Said } from "../../shared/surveys/themes/themes.ts";
import type { AnonymousScores, CountedAnswer, ResultCounts } from "../store/survey-results.ts";
import type { Answers } from "./read-form.ts";

/** Answers that figures are computed of at most, the newest. */
export const MOST_ANSWERS = 2000;
/** Answers that are opened at most: each is sealed under its customer's own key. */
export const MOST_OPENED = 500;

type Scores = { nps: number | null; csat: number | null; ces: number | null };
/** An answer with what was opened of it. */
export type OpenedAnswer = { row: CountedAnswer; answers: Answers; body: SurveyBody };
type Names = Record<"segment" | "owner", Record<string, string>>;

const peopleOf = (rows: readonly CountedAnswer[]) => new Set(rows.map((one) => one.contactId)).size;
const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** Figures of each metric; none of fewer than five answers. */
const metricsOf = (rows: readonly Scores[]) =>
  metricKinds.flatMap((metric) => {
    const scores = rows.flatMap((one) => one[metric] ?? []);
    return scores.length < FEWEST_IN_GROUP ? [] : (metricFigures(metric, scores) ?? []);
  });

const keysBy = {
  month: ({ answeredAt }: CountedAnswer) => monthOf(answeredAt),
  tier: ({ tier }: CountedAnswer) => tier ?? "",
  segment: ({ segmentIndex }: CountedAnswer) => segmentIndex ?? "",
  owner: ({ ownerId }: CountedAnswer) => ownerId ?? "",
};
const OTHERS = "others";

/** Groups of a breakdown; the smallest of many are joined, of months the oldest. */
function groupsBy(rows: readonly CountedAnswer[], by: keyof typeof keysBy) {
  const all = [...Map.groupBy(rows, keysBy[by])].toSorted(([one, a], [other, b]) =>
    by === "month" ? (one < other ? 1 : -1) : b.length - a.length || (one < other ? -1 : 1),
  );
  const kept = all.length > MOST_GROUPS ? all.slice(0, MOST_GROUPS - 1) : all;
  const rest = all.slice(kept.length).flatMap(([, own]) => own);
  return rest.length === 0 ? kept : [...kept, [OTHERS, rest] as const];
}

/** Breakdowns of which small groups are hidden, and what would tell of them. */
function breakdownsOf(rows: readonly CountedAnswer[], names: Names): SurveyResults["breakdowns"] {
  if (peopleOf(rows) < FEWEST_IN_GROUP) return [];
  const all = (["month", "tier", "segment", "owner"] as const).map((by) => ({
    by,
    groups: groupsBy(rows, by),
  }));
  // Who answered twice is in a group once for each answer: people are told apart by answers too.
  const sized = (ofMetric: (row: CountedAnswer) => boolean) =>
    all.map(({ groups }) => ({
      groups: groups.map(([key, own]) => ({
        key,
        members: own.filter(ofMetric).map(({ id }) => id),
      })),
    }));
  const asked = metricKinds.filter((metric) => rows.some((row) => row[metric] !== null));
  const hides = asked.map((metric) => hiddenGroups(sized((row) => row[metric] !== null)));
  const smallPeople = all.map(({ groups }) =>
    groups.filter(([, own]) => peopleOf(own) < FEWEST_IN_GROUP).map(([key]) => key),
  );
  return all.map(({ by, groups }, at) => {
    const isHidden = (key: string) => hides.some((hidden) => hidden[at]?.has(key) === true);
    const isWhole = smallPeople[at]!.every(isHidden);
    const shown = isWhole ? groups.filter(([key]) => !isHidden(key)) : [];
    return {
      by,
      groups: shown.map(([key, own]) => ({
        key: key === "" ? null : key,
        name: by === "segment" || by === "owner" ? (names[by][key] ?? null) : null,
        people: peopleOf(own),
        metrics: metricsOf(own),
      })),
      hidden: groups.length - shown.length,
    };
  });
}

/** Means of the driver questions that the newest version asks. */
function driversOf(opened: readonly OpenedAnswer[], { questions }: SurveyBody) {
  return questions.flatMap(({ key, kind, label }) => {
    if (kind !== "driver") return [];
    const values = opened.flatMap(({ answers }) => {
      const value = answers[key];
      return typeof value === "number" ? [value] : [];
    });
    const found = values.length < FEWEST_IN_GROUP ? null : meanOf(values);
    return found === null ? [] : [{ key, label, ...found }];
  });
}

/** Means of the dimensions of trust, with the reliability of their items. */
function trustOf(opened: readonly OpenedAnswer[]): SurveyResults["trust"] {
  const scored = opened.map(({ answers, body }) => {
    const numbers = Object.fromEntries(
      Object.entries(answers).filter(([, value]) => typeof value === "number"),
    ) as Record<string, number>;
    const items = body.questions.filter((one) => one.kind === "trust");
    return scoreItems(items, numbers);
  });
  const sums = addItemSums(scored.map(({ items }) => items ?? {}));
  return DIMENSIONS.flatMap((dimension) => {
    const values = scored.flatMap((one) => one[dimension] ?? []);
    const found = values.length < FEWEST_IN_GROUP ? null : meanOf(values);
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
function saidOf(opened: readonly OpenedAnswer[]): Said[] {
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

/** Figures of anonymous answers: months that are over, five answers at a time. */
function anonymousOf(rows: readonly AnonymousScores[], now: number): SurveyResults["anonymous"] {
  const months = [...Map.groupBy(rows, ({ month }) => month)].map(([month, own]) => ({
    month,
    answers: own.length,
  }));
  const published = new Set(publishedMonths(months, monthOf(now)));
  const shown = rows.filter(({ month }) => published.has(month));
  return {
    answers: shown.length,
    metrics: metricsOf(shown),
    isWaiting: shown.length < rows.length,
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
  now: number,
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
    breakdowns: breakdownsOf(rows, names),
    anonymous: anonymousOf(anonymous, now),
    themes: themesOf(saidOf(opened)),
  };
}
