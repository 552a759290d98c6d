/** The answers that a bar of the results counts: the same rows that its figure is computed of. */
import type { Policy } from "../../shared/scoring/policy.ts";
import type { Bar } from "../../shared/surveys/results/bar.ts";
import { FEWEST_IN_GROUP } from "../../shared/surveys/results/hidden-groups.ts";
import { bandOf } from "../../shared/surveys/results/metric-figures.ts";
import { termsOf } from "../../shared/surveys/themes/terms-of.ts";
import { themesOf } from "../../shared/surveys/themes/themes.ts";
import type { CountedAnswer } from "../store/survey-results.ts";
import { breakdownsOf, peopleOf } from "./breakdowns.ts";
import { driverValues, type OpenedAnswer, saidOf, trustScores } from "./results.ts";

/** Bars of figures, which stand on answers that count; states are read from the store. */
export type FigureBar = Exclude<Bar, { kind: "state" }>;
export type BarAnswer = { row: CountedAnswer; value: number | null };

/** True for bars whose answers must be opened to find them. */
export const isOfOpened = ({ kind }: Bar): boolean =>
  kind === "driver" || kind === "trust" || kind === "theme";

/**
 * Returns the answers of a bar; null for one that the results do not show: of fewer than five
 * people, or of a group that would tell of so few.
 */
export function barAnswers(
  bar: FigureBar,
  rows: readonly CountedAnswer[],
  opened: readonly OpenedAnswer[],
  book: Pick<Policy, "book">,
): BarAnswer[] | null {
  const found = isOfOpened(bar) ? openedOf(bar, opened) : rowsOf(bar, rows, book);
  return found === null || (bar.kind !== "band" && isSmall(found)) ? null : found;
}

const isSmall = (answers: readonly BarAnswer[]): boolean =>
  peopleOf(answers.map(({ row }) => row)) < FEWEST_IN_GROUP;

function rowsOf(
  bar: FigureBar,
  rows: readonly CountedAnswer[],
  book: Pick<Policy, "book">,
): BarAnswer[] | null {
  if (bar.kind !== "metric" && bar.kind !== "band" && bar.kind !== "group") return null;
  const { metric } = bar;
  const having = (from: readonly CountedAnswer[]) =>
    from.filter((row) => row[metric] !== null).map((row) => ({ row, value: null }));
  if (bar.kind === "group") {
    const shown = breakdownsOf(rows, book).find(({ by }) => by === bar.by);
    const group = shown?.groups.find(([key]) => key === bar.key);
    return group === undefined ? null : having(group[1]);
  }
  const all = having(rows);
  if (bar.kind === "metric") return all;
  // Bands are shown with their metric, small ones too: they are of scores, not of groups.
  if (isSmall(all)) return null;
  return all.filter(({ row }) => bandOf(metric, row[metric] ?? 0) === bar.band);
}

function openedOf(bar: FigureBar, opened: readonly OpenedAnswer[]): BarAnswer[] | null {
  if (bar.kind === "driver") return driverValues(opened, bar.key);
  if (bar.kind === "trust")
    return trustScores(opened).flatMap(({ row, said }) => {
      const value = said[bar.dimension];
      return value == null ? [] : [{ row, value }];
    });
  if (bar.kind !== "theme") return null;
  const isShown = themesOf(saidOf(opened)).terms.some(({ term }) => term === bar.term);
  if (!isShown) return null;
  return opened
    .filter((one) =>
      saidOf([one]).some(({ text, language }) => termsOf(text, language).has(bar.term)),
    )
    .map(({ row }) => ({ row, value: null }));
}
