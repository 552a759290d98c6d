/** Words of a case: what they said, and when somebody has to be in touch. */
import type { OpenCase } from "../../../../shared/contract/card.ts";
import { time } from "../../../../shared/locales/format.ts";
import type { Tools } from "../../tools.ts";

export type CaseShown = Pick<
  OpenCase,
  "id" | "reason" | "metric" | "score" | "state" | "dueAt" | "contactedAt"
>;

/** Returns true for a case that nobody was in touch about in time. */
export const isOverdue = ({ state, dueAt }: Pick<CaseShown, "state" | "dueAt">, now: number) =>
  state === "new" && Date.parse(dueAt) < now;

/** Returns what they said: a score, the wish to be called, or both. */
export function saidIn({ reason, metric, score }: CaseShown, { t }: Pick<Tools, "t">): string {
  if (metric === null || score === null) return t("panel.case.wants_call");
  const key = reason === "wants_call" ? "both" : "low_score";
  return t(`panel.case.${key}`, { value: score, metric });
}

/** Returns an instant's day where the reader is, "2026-12-04". */
const dayOf = (iso: string): string => {
  const at = new Date(iso);
  const padded = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${padded(at.getMonth() + 1)}-${padded(at.getDate())}`;
};

/** Returns when somebody has to be in touch, or that somebody was. */
export function dueIn(one: CaseShown, { t, due, moment, locale }: Tools, now: number): string {
  if (one.state === "contacted" && one.contactedAt !== null)
    return t("panel.case.since", { at: moment(one.contactedAt) });
  return t(isOverdue(one, now) ? "panel.case.overdue" : "panel.case.due", {
    due: due(dayOf(one.dueAt)),
    time: time(locale, one.dueAt),
  });
}
