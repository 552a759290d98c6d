/** The loyalty page: cohorts, churn and win-back by month, early warnings. */
import type { LoyaltyBody } from "../../contract/snapshot.ts";
import { momentIn } from "../../time/days.ts";
import { activeSpells, type Spell } from "../active-spells.ts";
import { firstDayOf, lastComplete, nameOf, periodOf } from "../cohorts.ts";
import { byText } from "../numerics/order.ts";
import { DAY, dayOf, type PurchaseDay } from "../summarise.ts";
import { addSums } from "./add-sums.ts";
import { monthOfDay } from "./month.ts";
import type { Page, SnapshotContext } from "./page.ts";
import { rateOf } from "./rate-of.ts";

const PERIOD = "quarter";
/** Cohorts, and months, that are shown. */
const [mostCohorts, mostMonths] = [24, 24];

/** By the k-th period after the first: who bought, and for how much. */
type Cohort = { customers: number; active: number[]; revenue: number[] };
type Month = {
  firstBuyers: number;
  active: number;
  churned: number;
  lapsed: number;
  wonBack: number;
};
type Warned = { customers: number; value: number };
type LoyaltyTally = {
  /** By the number of the first period. */ cohorts: Record<string, Cohort>;
  months: Record<string, Month>;
  /** By level, then by leading sign. */ warnings: Record<string, Record<string, Warned>>;
};

function addToCohort(cohorts: LoyaltyTally["cohorts"], days: readonly PurchaseDay[], now: number) {
  const first = periodOf(days[0]!.day, PERIOD);
  const length = periodOf(now, PERIOD) - first + 1;
  const zeros = () => Array.from({ length }, () => 0);
  const cohort = (cohorts[first] ??= { customers: 0, active: zeros(), revenue: zeros() });
  cohort.customers++;
  let last = -1;
  for (const { day, amount } of days) {
    const k = periodOf(day, PERIOD) - first;
    if (k >= length) continue;
    if (k !== last) cohort.active[k]!++;
    cohort.revenue[k]! += amount;
    last = k;
  }
}

type ShownMonth = { name: string; from: number; to: number };
const shownMonths = new WeakMap<SnapshotContext, ShownMonth[]>();

/** The months shown: from the first day of each to that of the next. */
function monthsShown(context: SnapshotContext): ShownMonth[] {
  const known = shownMonths.get(context);
  if (known) return known;
  const last = periodOf(dayOf(context.now, context.policy.book.timeZone), "month");
  const months = Array.from({ length: mostMonths }, (_, i) => {
    const n = last - mostMonths + 1 + i;
    const from = firstDayOf(n, "month");
    return { name: monthOfDay(from), from, to: firstDayOf(n + 1, "month") };
  });
  shownMonths.set(context, months);
  return months;
}

const newMonth = (): Month => ({ firstBuyers: 0, active: 0, churned: 0, lapsed: 0, wonBack: 0 });

/** Adds one customer to the months shown; both months and spells go forward. */
function addToMonths(
  months: LoyaltyTally["months"],
  spells: readonly Spell[],
  shown: readonly ShownMonth[],
): void {
  const first = spells[0]!.from;
  // The last spell that began before the month.
  let at = -1;
  for (const { name, from, to } of shown) {
    if (first >= to) continue;
    const month = (months[name] ??= newMonth());
    if (first >= from) month.firstBuyers++;
    while (at + 1 < spells.length && spells[at + 1]!.from < from) at++;
    if (at < 0) continue;
    const { until } = spells[at]!;
    if (until === null || until >= from) {
      month.active++;
      if (until !== null && until < to) month.churned++;
    } else {
      month.lapsed++;
      if (at + 1 < spells.length && spells[at + 1]!.from < to) month.wonBack++;
    }
  }
}

function cohortsOf(
  cohorts: LoyaltyTally["cohorts"],
  complete: number,
  { policy }: SnapshotContext,
): LoyaltyBody["cohorts"] {
  const instantOf = (n: number) =>
    new Date(momentIn(policy.book.timeZone, firstDayOf(n, PERIOD) * DAY)).toISOString();
  return Object.entries(cohorts)
    .map(([first, cohort]) => ({ first: Number(first), ...cohort }))
    .sort((p, q) => p.first - q.first)
    .slice(-mostCohorts)
    .map(({ first, customers, active, revenue }) => ({
      name: nameOf(first, PERIOD),
      customers,
      filter: { field: "firstPurchaseAt", from: instantOf(first), below: instantOf(first + 1) },
      periods: active.map((count, k) => ({
        k,
        complete: first + k <= complete,
        retention: rateOf(count, customers),
        revenue: revenue[k]!,
        revenuePerCustomer: revenue[k]! / customers,
      })),
    }));
}

/** Means over the cohorts shown, of periods that are over. */
function meansOf(cohorts: LoyaltyBody["cohorts"]): LoyaltyBody["means"] {
  const longest = Math.max(0, ...cohorts.map(({ periods }) => periods.length));
  return Array.from({ length: longest }, (_, k) => k).flatMap((k) => {
    const known = cohorts.flatMap(({ periods }) => (periods[k]?.complete ? [periods[k]] : []));
    if (known.length === 0) return [];
    const of = known.reduce((sum, { retention }) => sum + retention.of, 0);
    const count = known.reduce((sum, { retention }) => sum + retention.count, 0);
    const revenue = known.reduce((sum, one) => sum + one.revenue, 0);
    return [{ k, retention: rateOf(count, of), revenuePerCustomer: revenue / of }];
  });
}

function warningsOf(warnings: LoyaltyTally["warnings"]): LoyaltyBody["warnings"] {
  return (["act", "watch"] as const).map((level) => {
    const signs = Object.entries(warnings[level] ?? {})
      .map(([sign, warned]) => ({
        sign,
        ...warned,
        filter: {
          all: [
            { field: "warning" as const, in: [level] },
            { field: "warningSign" as const, in: [sign] },
          ],
        },
      }))
      .sort((p, q) => q.value - p.value || byText(p.sign, q.sign));
    return {
      level,
      customers: signs.reduce((sum, { customers }) => sum + customers, 0),
      value: signs.reduce((sum, { value }) => sum + value, 0),
      signs,
      filter: { field: "warning", in: [level] },
    };
  });
}

export const loyaltyPage: Page<LoyaltyTally, LoyaltyBody> = {
  empty: () => ({ cohorts: {}, months: {}, warnings: {} }),

  add(tally, { scores, seen: { days } }, context) {
    const { policy, model, now } = context;
    const { warning, value } = scores;
    if (warning)
      addSums(tally.warnings, {
        [warning.level]: {
          [warning.signs[0]!.code]: { customers: 1, value: value.lifetimeValue ?? 0 },
        },
      });
    if (days.length === 0) return;
    const today = dayOf(now, policy.book.timeZone);
    addToCohort(tally.cohorts, days, today);
    const spells = activeSpells(days, today, model.intervalDays, policy.lifecycle);
    addToMonths(tally.months, spells, monthsShown(context));
  },

  merge: addSums,

  body(tally, context) {
    const { policy, now } = context;
    const zone = policy.book.timeZone;
    const cohorts = cohortsOf(tally.cohorts, lastComplete(now, PERIOD, zone), context);
    const complete = lastComplete(now, "month", zone);
    return {
      period: PERIOD,
      cohorts,
      means: meansOf(cohorts),
      months: monthsShown(context).flatMap(({ name, from }) => {
        const month = tally.months[name];
        if (!month || month.firstBuyers + month.active + month.lapsed === 0) return [];
        return [
          {
            month: name,
            complete: periodOf(from, "month") <= complete,
            firstBuyers: month.firstBuyers,
            churn: rateOf(month.churned, month.active),
            wonBack: rateOf(month.wonBack, month.lapsed),
          },
        ];
      }),
      warnings: warningsOf(tally.warnings),
    };
  },
};
