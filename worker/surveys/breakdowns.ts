/** Breakdowns of counted answers, small groups hidden, and what would tell of them. */
import type { Policy } from "../../shared/scoring/policy.ts";
import { monthOf } from "../../shared/scoring/snapshot/month.ts";
import { type BreakdownName, breakdownNames } from "../../shared/surveys/results/bar.ts";
import {
  FEWEST_IN_GROUP,
  hiddenGroups,
  MOST_GROUPS,
} from "../../shared/surveys/results/hidden-groups.ts";
import { metricKinds } from "../../shared/surveys/survey-faults.ts";
import type { CountedAnswer } from "../store/survey-results.ts";

type Book = Pick<Policy, "book">;

/** Returns how many people gave answers. */
export const peopleOf = (rows: readonly Pick<CountedAnswer, "contactId">[]): number =>
  new Set(rows.map((one) => one.contactId)).size;

const keysBy: Record<BreakdownName, (row: CountedAnswer, book: Book) => string> = {
  month: ({ answeredAt }, book) => monthOf(answeredAt, book),
  tier: ({ tier }) => tier ?? "",
  segment: ({ segmentIndex }) => segmentIndex ?? "",
  owner: ({ ownerId }) => ownerId ?? "",
};
const OTHERS = "others";

/** Groups of a breakdown; the smallest of many are joined, of months the oldest. */
function groupsBy(rows: readonly CountedAnswer[], by: BreakdownName, book: Book) {
  const all = [...Map.groupBy(rows, (row) => keysBy[by](row, book))].toSorted(
    ([one, a], [other, b]) =>
      by === "month" ? (one < other ? 1 : -1) : b.length - a.length || (one < other ? -1 : 1),
  );
  const kept = all.length > MOST_GROUPS ? all.slice(0, MOST_GROUPS - 1) : all;
  const rest = all.slice(kept.length).flatMap(([, own]) => own);
  return rest.length === 0 ? kept : [...kept, [OTHERS, rest] as const];
}

export type ShownBreakdown = {
  by: BreakdownName;
  /** Each shown group with its answers. */
  groups: (readonly [key: string, rows: CountedAnswer[]])[];
  hidden: number;
};

/** Returns the groups that may be shown: by the answers of each metric, and by all of them. */
export function breakdownsOf(rows: readonly CountedAnswer[], book: Book): ShownBreakdown[] {
  if (peopleOf(rows) < FEWEST_IN_GROUP) return [];
  const all = breakdownNames.map((by) => ({ by, groups: groupsBy(rows, by, book) }));
  const people = new Map(rows.map(({ id, contactId }) => [id, contactId]));
  const hides = (isIn: (row: CountedAnswer) => boolean) =>
    hiddenGroups(
      all.map(({ groups }) => ({
        groups: groups.map(([key, own]) => ({
          key,
          members: own.filter(isIn).map(({ id }) => id),
        })),
      })),
      (id) => people.get(id) ?? id,
    );
  const asked = metricKinds.filter((metric) => rows.some((row) => row[metric] !== null));
  const hidden = [
    hides(() => true),
    ...asked.map((metric) => hides((row) => row[metric] !== null)),
  ];
  return all.map(({ by, groups }, at) => {
    const shown = groups.filter(([key]) => !hidden.some((keys) => keys[at]?.has(key) === true));
    return {
      by,
      groups: shown.map(([key, own]) => [key, [...own]] as const),
      hidden: groups.length - shown.length,
    };
  });
}
