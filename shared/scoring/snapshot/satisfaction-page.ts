/** The page of satisfaction and trust: over time, by group, what moves it, trust by dimension. */
import type { Filter } from "../../contract/customer-filter.ts";
import { type DimensionName, metric as metricName, type Metric } from "../../contract/fields.ts";
import type { Estimate, SatisfactionBody } from "../../contract/snapshot.ts";
import { dayIn } from "../../time/days.ts";
import { periodOf } from "../cohorts.ts";
import { keyDrivers } from "../key-drivers/key-drivers.ts";
import type { Method } from "../key-drivers/driver-shares.ts";
import { seedOf } from "../numerics/random.ts";
import { studentQuantile } from "../numerics/student.ts";
import { dayOf } from "../summarise.ts";
import { DIMENSIONS, questionnairesOf } from "../trust/questionnaires.ts";
import type { TrustBook } from "../trust/trust-book.ts";
import type { SatisfactionFact } from "../types.ts";
import { addSums } from "./add-sums.ts";
import { addCustomer, type AnswerSums, figureOf, partOf } from "./answer-sums.ts";
import { groupOf, type Groups, largest, mergeGroups } from "./groups.ts";
import { monthOfDay } from "./month.ts";
import type { Page, SnapshotContext, SnapshotCustomer } from "./page.ts";

const [mostMonths, monthsOfGroups, mostGroupsShown] = [24, 12, 50];
/** Customers that key drivers are from: those with the smallest hashes. */
const sampleSize = 1000;
const bootstrap = 200;
const OUTCOME = "satisfaction";
const bandWidth = 20;

/** By `metric source`. */
type Voices = Record<string, AnswerSums>;
type Group = { size: number; voices: Voices };
type Means = { n: number; sum: number; squares: number };
/** Hash of the id, answers by dimension in points, satisfaction. */
type Row = [draw: number, ...values: number[]];
type SatisfactionTally = {
  all: Voices;
  months: Record<string, Voices>;
  tiers: Groups<Group>;
  segments: Groups<Group>;
  /** By side, then by dimension or `overall`. */ trust: Record<string, Record<string, Means>>;
  bands: Record<string, number>;
  rows: Row[];
};

/** Answers of one customer on one metric from one source in one month; `sum` of their parts. */
type Answered = { voice: string; month: string; age: number; count: number; sum: number };

/** The answers of the last months by voice and month, of which a customer has few. */
function answeredBy(
  { seen: { facts } }: SnapshotCustomer,
  { policy, now }: SnapshotContext,
): Answered[] {
  const zone = policy.book.timeZone;
  const last = periodOf(dayOf(now, zone), "month");
  const found: Answered[] = [];
  for (const { metric, source, value, occurredAt } of facts.satisfaction) {
    const day = dayIn(zone, occurredAt);
    const age = last - periodOf(day, "month");
    if (age < 0 || age >= mostMonths) continue;
    const voice = `${metric} ${source}`;
    let one = found.find((other) => other.voice === voice && other.age === age);
    if (!one) found.push((one = { voice, month: monthOfDay(day), age, count: 0, sum: 0 }));
    one.count++;
    one.sum += partOf(metric, value);
  }
  return found;
}

const sumsIn = (voices: Voices, voice: string): AnswerSums =>
  (voices[voice] ??= { answers: 0, n: 0, sum: 0, squares: 0 });

/** Adds one customer, who counts once for each voice, by the mean of all of these answers. */
function addVoices(into: readonly Voices[], answered: readonly Answered[]): void {
  for (const [at, { voice }] of answered.entries()) {
    if (answered.findIndex((one) => one.voice === voice) < at) continue;
    let [count, sum] = [0, 0];
    for (const one of answered) {
      if (one.voice !== voice) continue;
      count += one.count;
      sum += one.sum;
    }
    for (const voices of into) addCustomer(sumsIn(voices, voice), count, sum);
  }
}

function addMean(means: Means, value: number): void {
  means.n++;
  means.sum += value;
  means.squares += value * value;
}

/** Adds the figures of trust that are known of a customer, by side and dimension. */
function addTrust(trust: SatisfactionTally["trust"], { trust: own }: SnapshotCustomer["scores"]) {
  for (const side of ["customer", "ours"] as const) {
    const figures = side === "customer" ? own : own.ours;
    if (!figures) continue;
    const sums = (trust[side] ??= {});
    if (figures.score !== null)
      addMean((sums["overall"] ??= { n: 0, sum: 0, squares: 0 }), figures.score);
    for (const { dimension, score } of figures.dimensions)
      if (score !== null) addMean((sums[dimension] ??= { n: 0, sum: 0, squares: 0 }), score);
  }
}

/** A row for key drivers: null where an answer is missing. */
function rowOf({ scores, seen }: SnapshotCustomer, { policy }: SnapshotContext): Row | null {
  const outcome = scores.satisfaction.customer.score;
  if (outcome === null) return null;
  const asked = questionnairesOf(seen.facts, policy.trust);
  const means = DIMENSIONS.map((dimension) => {
    const known = asked.flatMap(({ points }) => points[dimension] ?? []);
    return known.reduce((sum, v) => sum + v, 0) / known.length;
  });
  return means.every(Number.isFinite) ? [seedOf(seen.facts.customerId), ...means, outcome] : null;
}

const keepSmallest = (rows: Row[]): Row[] =>
  rows.length <= sampleSize ? rows : rows.sort((p, q) => p[0] - q[0]).slice(0, sampleSize);

/** The mean of customers' figures with its 95 % interval by Student's t; of one it has no width. */
function estimateOf(means: Means | undefined): Estimate {
  if (!means || means.n === 0) return { value: null, low: null, high: null, n: 0 };
  const { n, sum, squares } = means;
  const value = sum / n;
  if (n === 1) return { value, low: null, high: null, n };
  const variance = Math.max(0, squares - n * value * value) / (n - 1);
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { value, low: Math.max(0, value - half), high: Math.min(100, value + half), n };
}

function driversOf(rows: readonly Row[], method: Method): SatisfactionBody["drivers"][number] {
  const answers = rows
    .toSorted((p, q) => p[0] - q[0])
    .map(([, ...values]) => {
      const named = [...DIMENSIONS, OUTCOME].map((name, at) => [name, values[at]!] as const);
      return Object.fromEntries(named) as Record<DimensionName | typeof OUTCOME, number>;
    });
  const found = keyDrivers(answers, OUTCOME, { method, bootstrap, seed: 1 });
  const { refused, rows: complete, customers } = found;
  const about = { method, outcome: OUTCOME, refused, rows: complete, customers };
  if (found.refused !== null)
    return { ...about, rSquared: null, adjustedRSquared: null, drivers: [], noise: null };
  const { rSquared, adjustedRSquared, noise } = found;
  const drivers = found.drivers.map(({ driver, share, low, high, coefficient }) => ({
    driver,
    share,
    low,
    high,
    coefficient,
  }));
  return { ...about, rSquared, adjustedRSquared, drivers, noise };
}

type Voice = { metric: Metric; source: SatisfactionFact["source"] };
const voices: readonly Voice[] = metricName.options.flatMap((metric) =>
  (["customer", "rep"] as const).map((source) => ({ metric, source })),
);
const nothing: AnswerSums = { answers: 0, n: 0, sum: 0, squares: 0 };

function seriesOf({ all, months }: SatisfactionTally): SatisfactionBody["series"] {
  return voices.flatMap(({ metric, source }) => {
    const voice = `${metric} ${source}`;
    if (!all[voice]) return [];
    return [
      {
        metric,
        source,
        all: figureOf(metric, all[voice]),
        months: Object.keys(months)
          .sort()
          .map((month) => ({ month, ...figureOf(metric, months[month]![voice] ?? nothing) })),
      },
    ];
  });
}

const filterOf = (field: "tier" | "segment", key: string | null): Filter =>
  key === null ? { field, known: false } : { field, in: [key] };

function groupsOf(groups: Groups<Group>, by: "tier" | "segment"): SatisfactionBody["groups"] {
  return largest(groups, ({ size }) => size, mostGroupsShown).flatMap(({ key, group }) =>
    voices.flatMap(({ metric, source }) => {
      const sums = group.voices[`${metric} ${source}`];
      if (!sums) return [];
      const { size } = group;
      const filter = filterOf(by, key);
      return [{ metric, source, by, key, size, filter, ...figureOf(metric, sums) }];
    }),
  );
}

const figuresOf = (side: Record<string, Means> = {}) => ({
  overall: estimateOf(side["overall"]),
  dimensions: DIMENSIONS.map((dimension) => ({ dimension, ...estimateOf(side[dimension]) })),
});

const bandOf = (trust: number) =>
  Math.min(100 - bandWidth, bandWidth * Math.floor(trust / bandWidth));

/** Bands of trust; the last one has full marks in it. */
function bandsOf(bands: Record<string, number>): SatisfactionBody["trustBands"] {
  return Array.from({ length: 100 / bandWidth }, (_, at) => {
    const [from, below] = [at * bandWidth, (at + 1) * bandWidth];
    const filter: Filter = below < 100 ? { field: "trust", from, below } : { field: "trust", from };
    return { from, below, customers: bands[from] ?? 0, filter };
  });
}

/** The reliability of the trust questionnaire as the review fitted it, overall first. */
const reliabilityRows = ({ reliability }: TrustBook): SatisfactionBody["reliability"] =>
  (["overall", ...DIMENSIONS] as const).map((scale) => {
    const one = scale === "overall" ? reliability.overall : reliability.dimensions[scale];
    const { items, questionnaires: n, alpha, unknownBecause } = one;
    const { low = null, high = null, spearmanBrown = null } = one;
    return { scale, items, n, alpha, low, high, spearmanBrown, unknownBecause };
  });

const newGroup = (): Group => ({ size: 0, voices: {} });

export const satisfactionPage: Page<SatisfactionTally, SatisfactionBody> = {
  empty: () => ({
    all: {},
    months: {},
    tiers: {},
    segments: {},
    trust: {},
    bands: {},
    rows: [],
  }),

  add(tally, customer, context) {
    const { scores, segment, seen } = customer;
    const groups = [
      groupOf(tally.tiers, scores.tier.tier, newGroup),
      groupOf(tally.segments, segment, newGroup),
    ];
    for (const group of groups) group.size++;
    addTrust(tally.trust, scores);
    if (scores.trust.score !== null) addSums(tally.bands, { [bandOf(scores.trust.score)]: 1 });
    if (seen.facts.satisfaction.length === 0) return;
    const answered = answeredBy(customer, context);
    for (const { voice, month, count, sum } of answered)
      addCustomer(sumsIn((tally.months[month] ??= {}), voice), count, sum);
    addVoices([tally.all], answered);
    addVoices(
      groups.map((group) => group.voices),
      answered.filter(({ age }) => age < monthsOfGroups),
    );
    const row = rowOf(customer, context);
    if (row) tally.rows.push(row);
  },

  merge(into, { tiers, segments, rows, ...other }) {
    const { all, months, trust, bands } = into;
    addSums({ all, months, trust, bands }, other);
    mergeGroups(into.tiers, tiers, newGroup);
    mergeGroups(into.segments, segments, newGroup);
    into.rows = keepSmallest([...into.rows, ...rows]);
  },

  body: (tally, { model }) => ({
    series: seriesOf(tally),
    groups: [...groupsOf(tally.tiers, "tier"), ...groupsOf(tally.segments, "segment")],
    drivers: (["relative-weights", "lmg"] as const).map((method) => driversOf(tally.rows, method)),
    trust: {
      customer: figuresOf(tally.trust["customer"]),
      ours: figuresOf(tally.trust["ours"]),
    },
    ...(model.trust && { reliability: reliabilityRows(model.trust) }),
    trustBands: bandsOf(tally.bands),
  }),
};
