/** Snapshots of a made-up book, which the contract accepts: a lost cohort, a hold-out with effect. */
import { models } from "../../../shared/contract/model-answers.ts";
import { me } from "../../../shared/contract/answers.ts";
import type { Filter } from "../../../shared/contract/customer-filter.ts";
import type { Estimate, Rate, Snapshot, SnapshotPage } from "../../../shared/contract/snapshot.ts";
import { snapshot } from "../../../shared/contract/snapshot.ts";
import { drawsFrom } from "../charts/figures.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const months = ["2026-11", "2026-10", "2026-09", "2026-05"];
const owners = { [uuid(11)]: "Robin Okafor", [uuid(12)]: "Wen Li", [uuid(13)]: "Sam Duarte" };
const segments = { s1: "Shipyards", s2: "Restaurants", s3: "Hotels and holiday parks", s4: "学校" };
const tiers = ["high", "mid", "low", "potential"] as const;
const customers = 3204;

/** Wilson's interval, as the Worker states shares. */
function rate(count: number, of: number): Rate {
  if (of === 0) return { count, of, share: null, low: null, high: null };
  const [z, p] = [1.96, count / of];
  const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2));
  return { count, of, share: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
const estimate = (value: number, n: number, spread: number): Estimate =>
  n === 0
    ? { value: null, low: null, high: null, n }
    : { value, low: value - spread / Math.sqrt(n), high: value + spread / Math.sqrt(n), n };
const monthBefore = (ago: number) => {
  const at = new Date(Date.UTC(2026, 10 - ago, 1));
  return at.toISOString().slice(0, 7);
};
const last = (count: number) =>
  Array.from({ length: count }, (_, at) => monthBefore(count - 1 - at));

function valueBody() {
  const total = 128_400_000;
  const lorenz = Array.from({ length: 101 }, (_, at) => ({
    customers: at / 100,
    value: 0.03 * (at / 100) + 0.97 * (at / 100) ** 5,
  }));
  const bins = Array.from({ length: 16 }, (_, at) => ({
    from: at === 0 ? 0 : Math.round(100 * 10 ** ((at - 1) / 3)),
    below: Math.round(100 * 10 ** (at / 3)),
    customers: at === 0 ? 214 : Math.round(460 * Math.exp(-((at - 8) ** 2) / 9)),
    total: 0,
  }));
  const group = (key: string | null, share: number, size: number, filter: Filter) => ({
    key,
    customers: size,
    known: size,
    total: Math.round(total * share),
    median: 21_000,
    share,
    filter,
  });
  return {
    horizonMonths: 12,
    customers,
    known: 2950,
    total,
    mean: total / 2950,
    median: 21_400,
    expected: { value: total, low: total * 0.91, high: total * 1.08, n: 2950, tested: true },
    lorenz,
    gini: 0.63,
    pareto: {
      customers: 826,
      of: 2950,
      share: 0.801,
      filter: { field: "value", from: 42_000 },
    },
    abcDays: 365,
    abc: [
      {
        class: "a",
        customers: 610,
        sales: 96_000_000,
        share: 0.8,
        filter: { field: "abc", in: ["a"] },
      },
      {
        class: "b",
        customers: 540,
        sales: 18_000_000,
        share: 0.15,
        filter: { field: "abc", in: ["b"] },
      },
      {
        class: "c",
        customers: 1800,
        sales: 6_000_000,
        share: 0.05,
        filter: { field: "abc", in: ["c"] },
      },
    ],
    histogram: bins.map((bin) => ({
      ...bin,
      filter: { field: "value", from: bin.from, below: bin.below },
    })),
    segments: [
      group("s1", 0.41, 402, { field: "segment", in: ["Shipyards"] }),
      group("s2", 0.27, 1310, { field: "segment", in: ["Restaurants"] }),
      group("s3", 0.19, 288, { field: "segment", in: ["Hotels and holiday parks"] }),
      group("s4", 0.09, 204, { field: "segment", in: ["学校"] }),
      group(null, 0.04, 1000, { field: "segment", known: false }),
    ],
    owners: [
      group(uuid(11), 0.46, 1102, { field: "owner", in: [uuid(11)] }),
      group(uuid(12), 0.31, 900, { field: "owner", in: [uuid(12)] }),
      group(uuid(13), 0.19, 802, { field: "owner", in: [uuid(13)] }),
      group(null, 0.04, 400, { field: "owner", known: false }),
    ],
  };
}

const rfmNames = [
  "hibernating",
  "about_to_sleep",
  "at_risk",
  "need_attention",
  "promising",
  "new_customers",
  "potential_loyalists",
  "loyal",
  "champions",
];

function rfmBody(month: string) {
  const draw = drawsFrom(Number(month.replace("-", "")));
  const cells = Array.from({ length: 25 }, (_, at) => {
    const [recency, frequency] = [Math.floor(at / 5) + 1, (at % 5) + 1];
    return {
      recency,
      frequency,
      segment: rfmNames[recency + frequency - 2] ?? "loyal",
      customers: Math.round((260 * draw() + 60) / (1 + Math.abs(recency - frequency) ** 1.4)),
      total: Math.round(draw() * 9e6),
      filter: {
        all: [
          { field: "recency", from: recency, below: recency + 1 },
          { field: "frequency", from: frequency, below: frequency + 1 },
        ],
      },
    };
  });
  const all = cells.reduce((sum, one) => sum + one.customers, 0);
  const total = cells.reduce((sum, one) => sum + one.total, 0);
  const bySegment = [...Map.groupBy(cells, ({ segment }) => segment)].map(([segment, own]) => {
    const size = own.reduce((sum, one) => sum + one.customers, 0);
    const sales = own.reduce((sum, one) => sum + one.total, 0);
    return {
      segment,
      customers: size,
      share: size / all,
      total: sales,
      totalShare: sales / total,
      filter: { field: "rfmSegment", in: [segment] },
    };
  });
  const centre = (values: number[]) =>
    ["frequency", "silence", "value"].map((feature, at) => ({
      feature,
      deviations: values[at] ?? 0,
      value: 1,
    }));
  const cluster = (name: string | null, size: number, sales: number, values: number[]) => ({
    name,
    customers: size,
    total: sales,
    stability: name === null ? null : 0.86,
    centre: name === null ? [] : centre(values),
    filter: name === null ? { field: "cluster", known: false } : { field: "cluster", in: [name] },
  });
  const flow = (from: string | null, to: string | null, count: number) => ({
    from,
    to,
    customers: count,
  });
  return {
    customers: all,
    total,
    cells,
    segments: bySegment,
    cuts: { recency: [30, 80, 160, 320], frequency: [1, 2, 4, 9], monetary: [9e3, 2e4, 6e4, 2e5] },
    clusters: [
      cluster("frequency_high_value_high", 402, 61_000_000, [1.6, -0.8, 1.9]),
      cluster("silence_low", 1160, 39_000_000, [0.2, -0.9, 0.1]),
      cluster("silence_high_value_high", 310, 24_000_000, [0.3, 1.2, 1.0]),
      cluster("frequency_low_silence_high", 920, 8_000_000, [-0.9, 1.3, -0.7]),
      cluster(null, 90, 400_000, []),
    ],
    flows:
      month === "2026-05"
        ? null
        : {
            since: monthBefore(1),
            rfm: [
              flow("champions", "champions", 300),
              flow("champions", "loyal", 41),
              flow("loyal", "champions", 22),
              flow("loyal", "loyal", 280),
              flow("loyal", "need_attention", 62),
              flow("need_attention", "at_risk", 71),
              flow("need_attention", "loyal", 30),
              flow("at_risk", "at_risk", 160),
              flow("at_risk", "hibernating", 88),
              flow("hibernating", "hibernating", 600),
              flow("hibernating", "promising", 12),
              flow(null, "new_customers", 64),
            ],
            clusters: [
              flow("frequency_high_value_high", "frequency_high_value_high", 380),
              flow("frequency_high_value_high", "silence_high_value_high", 22),
              flow("silence_low", "silence_low", 1050),
              flow("silence_low", "frequency_low_silence_high", 90),
              flow("silence_high_value_high", "silence_high_value_high", 280),
              flow("frequency_low_silence_high", "frequency_low_silence_high", 820),
              flow("frequency_low_silence_high", "silence_low", 40),
            ],
          },
  };
}

function loyaltyBody() {
  const draw = drawsFrom(3);
  const cohorts = Array.from({ length: 10 }, (_, at) => {
    const index = 2024 * 4 + 2 + at;
    const name = `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
    const size = at === 8 ? 7 : 150 + Math.round(draw() * 120);
    const start = new Date(Date.UTC(Math.floor(index / 4), (index % 4) * 3, 1)).toISOString();
    const end = new Date(Date.UTC(Math.floor(index / 4), (index % 4) * 3 + 3, 1)).toISOString();
    return {
      name,
      customers: size,
      filter: { field: "firstPurchaseAt", from: start, below: end },
      periods: Array.from({ length: 10 - at }, (_, k) => {
        const share = k === 0 ? 1 : (at === 4 ? 0.2 : 0.47) * 0.93 ** k + draw() * 0.04;
        const count = Math.round(size * share);
        const perCustomer = Math.round(count * (9_000 + draw() * 3_000)) / size;
        return {
          k,
          complete: k < 9 - at,
          retention: rate(count, size),
          revenue: perCustomer * size,
          revenuePerCustomer: perCustomer,
        };
      }),
    };
  });
  const means = Array.from({ length: 9 }, (_, k) => {
    const done = cohorts.flatMap(({ periods }) =>
      periods.filter((one) => one.k === k && one.complete),
    );
    const [count, of] = [
      done.reduce((sum, one) => sum + one.retention.count, 0),
      done.reduce((sum, one) => sum + one.retention.of, 0),
    ];
    const revenue = done.reduce((sum, one) => sum + one.revenue, 0);
    return { k, retention: rate(count, of), revenuePerCustomer: revenue / Math.max(of, 1) };
  });
  const warning = (level: "act" | "watch", signs: [string, number, number][]) => ({
    level,
    customers: signs.reduce((sum, [, count]) => sum + count, 0),
    value: signs.reduce((sum, [, , value]) => sum + value, 0),
    signs: signs.map(([sign, count, value]) => ({ sign, customers: count, value })),
    filter: { field: "warning", in: [level] },
  });
  return {
    period: "quarter",
    cohorts,
    means,
    months: last(24).map((month, at) => ({
      month,
      complete: at < 23,
      firstBuyers: Math.round(30 + 25 * draw()),
      churn: rate(Math.round(25 + 20 * draw()), 1400 + at * 9),
      wonBack: at < 2 ? rate(1, 6) : rate(Math.round(8 + 9 * draw()), 380 + at * 11),
    })),
    warnings: [
      warning("act", [
        ["complaint_unsolved", 12, 8_400_000],
        ["silent", 31, 6_100_000],
        ["chance_fell", 18, 2_700_000],
      ]),
      warning("watch", [
        ["silent", 74, 5_900_000],
        ["satisfaction_fell", 22, 3_300_000],
        ["trust_fell", 9, 900_000],
      ]),
    ],
  };
}

function satisfactionBody() {
  const draw = drawsFrom(9);
  const voice = (value: number, n: number, spread: number) => ({
    ...estimate(value, n, spread),
    customers: Math.round(n * 0.8),
  });
  const series = (metric: string, source: string, base: number, spread: number, most: number) => ({
    metric,
    source,
    all: voice(base, most * 14, spread),
    months: last(18).map((month, at) => ({
      month,
      ...voice(
        base + (draw() - 0.5) * spread * 0.1 + at * spread * 0.004,
        at === 6 || at === 7 ? 5 : Math.round(most * (0.6 + draw() * 0.6)),
        spread,
      ),
    })),
  });
  const group = (by: "tier" | "segment", key: string, name: string, value: number, n: number) => ({
    metric: "nps",
    source: "customer",
    by,
    key,
    size: n * 4,
    ...voice(value, n, 120),
    filter: { field: by, in: [name] },
  });
  const driver = (name: string, share: number, half: number) => ({
    driver: name,
    share,
    low: share - half,
    high: share + half,
    coefficient: 0.3,
  });
  const trust = (base: number, n: number) => ({
    overall: estimate(base, n, 30),
    dimensions: ["professionalism", "expertise", "rapport", "benefit"].map((dimension, at) => ({
      dimension,
      ...estimate(base + [6, 3, -4, -7][at]!, at === 3 ? 8 : n, 34),
    })),
  });
  const found = (method: string, shift: number) => ({
    method,
    outcome: "satisfaction",
    refused: null,
    rows: 412,
    customers: 412,
    rSquared: 0.38,
    adjustedRSquared: 0.37,
    drivers: [
      driver("expertise", 0.16 + shift, 0.05),
      driver("professionalism", 0.12 - shift, 0.045),
      driver("benefit", 0.07, 0.035),
      driver("rapport", 0.02, 0.018),
    ],
    noise: { share: 0.006, high: 0.021 },
  });
  return {
    series: [
      series("nps", "customer", 34, 120, 60),
      series("csat", "customer", 78, 45, 70),
      series("csat", "rep", 71, 45, 40),
    ],
    groups: [
      group("tier", "high", "high", 52, 120),
      group("tier", "mid", "mid", 38, 260),
      group("tier", "low", "low", 12, 190),
      group("tier", "potential", "potential", 30, 7),
      group("segment", "s1", "Shipyards", 47, 180),
      group("segment", "s2", "Restaurants", 21, 240),
    ],
    drivers: [found("relative-weights", 0), found("lmg", 0.005)],
    trust: { customer: trust(71, 402), ours: trust(64, 1630) },
    trustBands: [0, 20, 40, 60, 80].map((from, at) => ({
      from,
      below: from === 80 ? 100.001 : from + 20,
      customers: [8, 24, 71, 190, 109][at]!,
      filter: { field: "trust", from, below: from === 80 ? 100.001 : from + 20 },
    })),
  };
}

function actionsBody() {
  const row = (
    action: string,
    tier: (typeof tiers)[number] | null,
    shown: number,
    result: object | null,
  ) => ({
    action,
    tier,
    shown,
    heldBack: Math.round(shown * 0.12),
    done: Math.round(shown * 0.41),
    later: Math.round(shown * 0.1),
    notUseful: Math.round(shown * 0.07),
    followed: rate(Math.round(shown * 0.31), Math.round(shown * 0.9)),
    followedHeldBack: rate(Math.round(shown * 0.022), Math.round(shown * 0.1)),
    result,
  });
  const effect = (value: number, half: number, n: number) => ({
    kind: "effect",
    unit: "amount",
    value,
    low: value - half,
    high: value + half,
    n,
  });
  const association = (value: number, half: number, n: number) => ({
    ...effect(value, half, n),
    kind: "association",
    unit: "share",
  });
  return {
    effectDays: 90,
    actions: [
      row("win_back", null, 910, effect(6_100, 3_200, 1_020)),
      row("call_before_lapse", null, 640, effect(4_400, 2_900, 717)),
      row("cross_sell", null, 430, effect(1_200, 2_600, 482)),
      row("greeting", null, 820, effect(-150, 1_400, 918)),
      row("ask_referral", null, 140, association(0.06, 0.09, 126)),
      row("executive_review", null, 60, association(0.11, 0.21, 54)),
      row("solve_complaint", null, 12, null),
      ...tiers.map((tier) => row("win_back", tier, 200, effect(5_000, 5_400, 224))),
    ],
  };
}

function resourcesBody() {
  const effort = (share: number, minutes: number, value: number, filter: Filter) => ({
    customers: Math.round(customers * share),
    contacts: Math.round(4_000 * minutes),
    minutes: Math.round(90_000 * minutes),
    timedContacts: Math.round(2_600 * minutes),
    sales: Math.round(1.2e8 * value),
    value: Math.round(1.28e8 * value),
    contactShare: minutes * 0.9,
    minuteShare: minutes,
    valueShare: value,
    filter,
  });
  const ago = ["2026-10-31T00:00:00Z", "2026-09-01T00:00:00Z", "2025-11-30T00:00:00Z"];
  const ends = [30, 90, 365];
  return {
    days: 365,
    tiers: tiers.map((tier, at) => ({
      tier,
      ...effort(
        [0.08, 0.21, 0.59, 0.12][at]!,
        [0.22, 0.24, 0.45, 0.09][at]!,
        [0.61, 0.26, 0.05, 0.08][at]!,
        {
          field: "tier",
          in: [tier],
        },
      ),
      lastContact: [0, 1, 2, 3].map((range) => ({
        from: range === 0 ? 0 : ends[range - 1]!,
        below: ends[range] ?? null,
        customers: Math.round(
          customers * [0.08, 0.21, 0.59, 0.12][at]! * [0.4, 0.3, 0.2, 0.1][range]!,
        ),
        value: 1_000_000,
        filter: {
          all: [
            { field: "tier", in: [tier] },
            range === 3
              ? { field: "lastContactAt", below: ago[2]! }
              : { field: "lastContactAt", from: ago[range]! },
          ],
        },
      })),
    })),
    owners: [
      {
        owner: uuid(11),
        ...effort(0.34, 0.3, 0.46, { field: "owner", in: [uuid(11)] }),
        weeklyMinutes: 1_180,
      },
      {
        owner: uuid(12),
        ...effort(0.28, 0.42, 0.31, { field: "owner", in: [uuid(12)] }),
        weeklyMinutes: 1_640,
      },
      {
        owner: uuid(13),
        ...effort(0.25, 0.22, 0.19, { field: "owner", in: [uuid(13)] }),
        weeklyMinutes: 870,
      },
      {
        owner: null,
        ...effort(0.13, 0.06, 0.04, { field: "owner", known: false }),
        weeklyMinutes: 120,
      },
    ],
    imbalances: [
      {
        kind: "too_little",
        tier: "high",
        customers: 41,
        value: 9_800_000,
        minutes: 120,
        filter: { field: "tier", in: ["high"] },
      },
      {
        kind: "too_little",
        tier: "mid",
        customers: 88,
        value: 6_300_000,
        minutes: 300,
        filter: { field: "tier", in: ["mid"] },
      },
      {
        kind: "too_much",
        tier: "low",
        customers: 132,
        value: 700_000,
        minutes: 9_400,
        filter: { field: "tier", in: ["low"] },
      },
    ],
  };
}

const bodies = (month: string): Record<SnapshotPage, object> => ({
  value: valueBody(),
  rfm: rfmBody(month),
  loyalty: loyaltyBody(),
  satisfaction: satisfactionBody(),
  actions: actionsBody(),
  resources: resourcesBody(),
});

/** Returns a page's snapshot of a month, checked against the contract. */
export const snapshotOf = (page: SnapshotPage, month = months[0]!): Snapshot =>
  snapshot.parse({
    page,
    month,
    at: `${month}-28T06:00:00.000Z`,
    review: uuid(1),
    currency: "GBP",
    customers,
    months,
    names: { segments, owners },
    body: bodies(month)[page],
  });

/** The one who is signed in. */
export const meOf = (role: "manager" | "admin") =>
  me.parse({
    user: { id: uuid(11), address: "robin@own.example", name: "Robin Okafor", role },
    book: { name: "Harlow Marine", currency: "GBP", ownDomains: ["own.example"], subjects: true },
  });

/** A model whose back-test beat the plain rules. */
export const modelsOf = () =>
  models.parse({
    models: [
      {
        version: 4,
        fittedAt: "2026-11-28T06:00:00.000Z",
        policy: 2,
        customers,
        buyers: 2950,
        purchases: { model: "bg_nbd", parameters: { r: 0.5, alpha: 80, a: 0.7, b: 2.9 } },
        identified: true,
        because: "back_test",
        chance: { horizonDays: 180, mean: 0.41 },
        season: null,
        contenders: [{ name: "bg_nbd", brier: 0.151 }],
        backTest: {
          at: "2026-05-28T00:00:00.000Z",
          to: "2026-11-28T00:00:00.000Z",
          chosen: "bg_nbd",
          chance: {
            customers: 2711,
            base: 0.4,
            brier: 0.151,
            reliability: 0.002,
            tenths: Array.from({ length: 10 }, (_, at) => ({
              from: at / 10,
              stated: at / 10 + 0.05,
              came: at / 10 + [0.03, 0.06, 0.04, 0.07, 0.05, 0.03, 0.06, 0.05, 0.04, 0.04][at]!,
              customers: 271,
            })),
          },
          plain: [
            { name: "base_rate", brier: 0.24 },
            { name: "recency", brier: 0.168 },
            { name: "spend", brier: 0.202 },
          ],
          purchases: { expected: 4210, actual: 4388 },
          spend: { expected: 59_000_000, actual: 61_200_000 },
          topFifth: [
            { name: "expected_spend", share: 0.71 },
            { name: "spend_last_year", share: 0.66 },
            { name: "recency", share: 0.39 },
          ],
          covered: 0.94,
          stages: [],
          warning: null,
          tiers: null,
        },
      },
    ],
  });
