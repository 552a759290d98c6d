/** The value page: how the worth of the next months is spread over the book. */
import type { Filter } from "../../contract/customer-filter.ts";
import type { AbcClass } from "../../contract/fields.ts";
import type { ValueBody } from "../../contract/snapshot.ts";
import { bookValue } from "../book-value.ts";
import { addSums } from "./add-sums.ts";
import { addAmount, type AmountBins, medianOf, spreadOf } from "./amount-bins.ts";
import { groupOf, type Groups, largest, mergeGroups } from "./groups.ts";
import type { Page, SnapshotContext } from "./page.ts";

type Group = { customers: number; known: number; total: number; bins: AmountBins };
type ValueTally = {
  customers: number;
  known: number;
  total: number;
  /** Of the customers' values, about what is expected. */ variance: number;
  bins: AmountBins;
  /** Number and sum by the step of the histogram. */ steps: Record<string, [number, number]>;
  /** Number and sales by class. */ abc: Record<string, [number, number]>;
  segments: Groups<Group>;
  owners: Groups<Group>;
};

const SHARE = 0.8;
const mostShown = 50;

const newGroup = (): Group => ({ customers: 0, known: 0, total: 0, bins: {} });

/** Steps of 1, 2, 5, 10, 20, 50 …: the least amount of each from the first on. */
const leastOfStep = (step: number): number =>
  step === 0 ? 0 : [1, 2, 5][(step - 1) % 3]! * 10 ** Math.floor((step - 1) / 3);

function stepOf(amount: number): number {
  let step = 0;
  while (amount >= leastOfStep(step + 1)) step++;
  return step;
}

function addTo(group: Group, value: number | null): void {
  group.customers++;
  if (value === null) return;
  group.known++;
  group.total += value;
  addAmount(group.bins, value);
}

function expectedOf(
  { known, total, variance }: ValueTally,
  { model }: SnapshotContext,
): ValueBody["expected"] {
  const worth = bookValue({ customers: known, total, variance }, model.backTest?.spend ?? null);
  if (worth === null) return null;
  const { customers: n, ...range } = worth;
  return { ...range, n };
}

const filterOfGroup = (field: "segment" | "owner", key: string | null): Filter =>
  key === null ? { field, known: false } : { field, in: [key] };

function groupsShown(groups: Groups<Group>, field: "segment" | "owner", bookTotal: number) {
  return largest(groups, ({ total }) => total, mostShown).map(({ key, group }) => ({
    key,
    customers: group.customers,
    known: group.known,
    total: group.total,
    median: medianOf(group.bins),
    share: bookTotal > 0 ? group.total / bookTotal : 0,
    filter: filterOfGroup(field, key),
  }));
}

function histogramOf(steps: ValueTally["steps"]): ValueBody["histogram"] {
  const known = Object.keys(steps).map(Number);
  if (known.length === 0) return [];
  const least = Math.min(...known.filter((step) => step > 0), Math.max(...known));
  const shown = Array.from({ length: Math.max(...known) - least + 1 }, (_, i) => least + i);
  return [...new Set([...(known.includes(0) ? [0] : []), ...shown])].map((step) => {
    const [from, below] = [leastOfStep(step), leastOfStep(step + 1)];
    const [customers, total] = steps[step] ?? [0, 0];
    return { from, below, customers, total, filter: { field: "value", from, below } };
  });
}

function abcOf(abc: ValueTally["abc"]): ValueBody["abc"] {
  const all = Object.values(abc).reduce((sum, [, sales]) => sum + Math.max(0, sales), 0);
  return (["a", "b", "c"] as AbcClass[]).flatMap((name) => {
    const [customers, sales] = abc[name] ?? [0, 0];
    if (Object.keys(abc).length === 0) return [];
    const share = all > 0 ? Math.max(0, sales) / all : 0;
    return [
      { class: name, customers, sales, share, filter: { field: "abc", in: [name] } as const },
    ];
  });
}

export const valuePage: Page<ValueTally, ValueBody> = {
  empty: () => ({
    customers: 0,
    known: 0,
    total: 0,
    variance: 0,
    bins: {},
    steps: {},
    abc: {},
    segments: {},
    owners: {},
  }),

  add(tally, { scores, seen, owner, segment }) {
    const value = scores.value.lifetimeValue;
    tally.customers++;
    addTo(groupOf(tally.segments, segment, newGroup), value);
    addTo(groupOf(tally.owners, owner, newGroup), value);
    if (scores.abc) addSums(tally.abc, { [scores.abc.class]: [1, seen.abcSales] });
    if (value === null) return;
    tally.known++;
    tally.total += value;
    tally.variance += seen.valueVariance ?? 0;
    addAmount(tally.bins, value);
    addSums(tally.steps, { [stepOf(value)]: [1, value] });
  },

  merge(into, { segments, owners, ...other }) {
    const { segments: _, owners: __, ...sums } = into;
    addSums(sums, other);
    Object.assign(into, sums);
    mergeGroups(into.segments, segments, newGroup);
    mergeGroups(into.owners, owners, newGroup);
  },

  body(tally, context) {
    const spread = spreadOf(tally.bins, SHARE);
    const { policy, model } = context;
    return {
      horizonMonths: policy.value.months,
      customers: tally.customers,
      known: tally.known,
      total: tally.total,
      mean: tally.known > 0 ? tally.total / tally.known : null,
      median: medianOf(tally.bins),
      expected: expectedOf(tally, context),
      lorenz: spread?.lorenz ?? [],
      gini: spread?.gini ?? null,
      pareto: spread && {
        customers: spread.top.customers,
        of: spread.top.of,
        share: spread.top.share,
        filter: { field: "value", from: spread.top.from },
      },
      abcDays: model.abc?.windowDays ?? null,
      abc: abcOf(tally.abc),
      histogram: histogramOf(tally.steps),
      segments: groupsShown(tally.segments, "segment", tally.total),
      owners: groupsShown(tally.owners, "owner", tally.total),
    };
  },
};
