/** Words of a case: what they said, and when somebody has to be in touch. */
import type { OpenCase } from "../../../shared/contract/card.ts";
import { time } from "../../../shared/locales/format.ts";
import { dayOf } from "../promises/due-day.ts";
import type { Tools } from "../tools.ts";

/** Returns true for a case that nobody was in touch about in time. */
export const isOverdue = ({ state, dueAt }: Pick<OpenCase, "state" | "dueAt">, now: number) =>
  state === "new" && Date.parse(dueAt) < now;

/** Returns what they said: a score, the wish to be called, or both. */
export function saidIn({ reason, metric, score }: OpenCase, { t }: Pick<Tools, "t">): string {
  if (metric === null || score === null) return t("panel.case.wants_call");
  const key = reason === "wants_call" ? "both" : "low_score";
  return t(`panel.case.${key}`, { value: score, metric });
}

/** Returns when somebody has to be in touch, or that somebody was. */
export function dueIn(
  one: OpenCase,
  { t, due, moment, locale }: Pick<Tools, "t" | "due" | "moment" | "locale">,
  now: number,
): string {
  if (one.state !== "new" && one.contactedAt !== null)
    return t("panel.case.since", { at: moment(one.contactedAt) });
  return t(isOverdue(one, now) ? "panel.case.overdue" : "panel.case.due", {
    due: due(dayOf(new Date(one.dueAt))),
    time: time(locale, one.dueAt),
  });
}
