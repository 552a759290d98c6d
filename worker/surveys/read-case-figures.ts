/** Reading the figures of follow-ups. */
import type { Context } from "hono";
import type { CaseFigures } from "../../shared/contract/cases.ts";
import { metric } from "../../shared/contract/fields.ts";
import { inTimeShare, medianHours, scoreChange } from "../../shared/surveys/case-figures.ts";
import { DAY_MS } from "../../shared/time/days.ts";
import type { App } from "../context.ts";
import { instant } from "../scoring/card.ts";
import { answerPairs, caseTimes } from "../store/case-figures.ts";
import { namesOf } from "./read-cases.ts";

/** Figures are of cases and answers of so many days. */
const DAYS = 365;

/** Returns how soon cases of the last year were followed up, and what people answered next. */
export async function readCaseFigures(c: Context<App>): Promise<CaseFigures> {
  const { db, sealer, now } = c.var;
  const since = now - DAYS * DAY_MS;
  const [cases, pairs] = await Promise.all([caseTimes(db, since), answerPairs(db, since)]);
  const byOwner = Map.groupBy(cases, ({ ownerId }) => ownerId);
  const names = await namesOf(
    db,
    sealer,
    [...byOwner.keys()].filter((id) => id !== null),
  );
  const isOpen = ({ state }: (typeof cases)[number]) => state === "new" || state === "contacted";
  const counted = (holds: (one: (typeof cases)[number]) => boolean) => cases.filter(holds).length;
  return {
    days: DAYS,
    since: instant(since),
    opened: cases.length,
    open: counted(isOpen),
    overdue: counted(({ state, dueAt }) => state === "new" && dueAt < now),
    resolved: counted(({ state }) => state === "resolved"),
    cannot: counted(({ state }) => state === "cannot"),
    inTime: inTimeShare(cases, now),
    medianHours: medianHours(cases, now),
    owners: [...byOwner]
      .map(([id, own]) => ({
        owner: id === null ? null : { id, name: names.get(id) ?? null },
        open: own.filter(isOpen).length,
        inTime: inTimeShare(own, now),
      }))
      .sort((a, b) => b.inTime.of - a.inTime.of || b.open - a.open),
    changes: metric.options.map((name) => {
      const of = pairs.filter((pair) => pair.metric === name);
      return {
        metric: name,
        followed: scoreChange(of.filter(({ followed }) => followed === 1)),
        others: scoreChange(of.filter(({ followed }) => followed === 0)),
      };
    }),
  };
}
