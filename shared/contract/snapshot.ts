/**
 * Snapshots: the aggregates that a review leaves for the dashboards, one JSON a page. One is kept a
 * month besides the latest. What opens a list carries the filter whose count in `GET /v1/customers`
 * was its own when the review ended.
 */
import { z } from "@hono/zod-openapi";
import { customerFilter } from "./customer-filter.ts";
import {
  abcClass,
  amount,
  dimensionName,
  id,
  instant,
  metric,
  percent,
  probability,
  source,
  tierName,
} from "./fields.ts";

const count = z.int().min(0);
/** Minor units of very many customers. */
const total = z.number();
const filter = customerFilter;
const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .openapi({ example: "2026-11" });

/** A figure, its 95 % interval and the number it rests on; null where nothing is known. */
const estimate = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: count,
});
export type Estimate = z.infer<typeof estimate>;

export const snapshotPage = z.enum([
  "value",
  "rfm",
  "loyalty",
  "satisfaction",
  "actions",
  "resources",
]);
export type SnapshotPage = z.infer<typeof snapshotPage>;

/** Customers of one segment or owner; null is of those who have none. */
const valueGroup = z.strictObject({
  key: z.string().nullable(),
  customers: count,
  /** Those of them whose value is known. */
  known: count,
  total,
  /** Within 1.1 %. */
  median: amount.nullable(),
  /** Of the book's value. */
  share: probability,
  filter,
});

/** Worth of the next months (`horizonMonths`) over the book, minor units. */
export const valueBody = z
  .strictObject({
    horizonMonths: z.int(),
    customers: count,
    /** Customers whose value is known: all shares are of them. */
    known: count,
    total,
    mean: z.number().nullable(),
    /** Within 1.1 %. */
    median: amount.nullable(),
    /**
     * The book's expected value, 80 % interval: chance in each customer, and where `tested` also by
     * how much the last back-test was wrong about the book. Null where the data cannot tell.
     */
    expected: z
      .strictObject({ value: total, low: total, high: total, n: count, tested: z.boolean() })
      .nullable(),
    /** Exact at its points: the share that the `customers` who bring least bring together. */
    lorenz: z.array(z.strictObject({ customers: probability, value: probability })).max(101),
    /** Within 0.003. */
    gini: probability.nullable(),
    /** "n customers bring 80 %": the fewest, to the nearest step of 1 %; `share` is exact. */
    pareto: z.strictObject({ customers: count, of: count, share: probability, filter }).nullable(),
    /** By sales of the last `abcDays` days (all that was ever sold where null). */
    abcDays: z.number().nullable(),
    abc: z.array(
      z.strictObject({
        class: abcClass,
        customers: count,
        sales: total,
        share: probability,
        filter,
      }),
    ),
    /** Values from `from` (included) to `below`, on a log scale; the first bin is of nothing. */
    histogram: z.array(
      z.strictObject({ from: amount, below: amount, customers: count, total, filter }),
    ),
    /** Largest first; beyond fifty they are not listed. Key: an index that `names` explains. */
    segments: z.array(valueGroup),
    owners: z.array(valueGroup),
  })
  .openapi("ValueSnapshot");
export type ValueBody = z.infer<typeof valueBody>;

const fifth = z.int().min(1).max(5);
const rfmCode = z.string();
const flow = z.strictObject({
  /** Null for customers who had no segment then, or have none now. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  customers: count,
  /** Absent from snapshots before there was it. */ filter: filter.optional(),
});

/** Recency, frequency and money of everyone who bought; totals are net sales, minor units. */
export const rfmBody = z
  .strictObject({
    customers: count,
    total,
    /** All 25, the lowest first. */
    cells: z.array(
      z.strictObject({
        recency: fifth,
        frequency: fifth,
        /** Code of the segment that the cell belongs to (`codes.rfm.<name>`). */
        segment: rfmCode,
        customers: count,
        total,
        filter,
      }),
    ),
    segments: z.array(
      z.strictObject({
        segment: rfmCode,
        customers: count,
        share: probability,
        total,
        totalShare: z.number(),
        filter,
      }),
    ),
    /** Upper ends of the lower fifths: days, orders, minor units; null in a book too small. */
    cuts: z
      .strictObject({
        recency: z.array(z.number()).length(4),
        frequency: z.array(z.number()).length(4),
        monetary: z.array(z.number()).length(4),
      })
      .nullable(),
    /** Segments by k-means; empty where nothing tells customers apart. */
    clusters: z.array(
      z.strictObject({
        /** `codes.cluster.<name>`; null for customers whom no segment describes. */
        name: z.string().nullable(),
        customers: count,
        total,
        stability: z.number().nullable(),
        /** The centre, standard deviations from the book's mean, and in the feature's own unit. */
        centre: z.array(
          z.strictObject({ feature: z.string(), deviations: z.number(), value: z.number() }),
        ),
        filter,
      }),
    ),
    /** Since the last snapshot of an earlier month; null where there is none. */
    flows: z.strictObject({ since: month, rfm: z.array(flow), clusters: z.array(flow) }).nullable(),
  })
  .openapi("RfmSnapshot");
export type RfmBody = z.infer<typeof rfmBody>;

/** Customers of whom so many could and so many did; share with its 95 % interval (Wilson). */
const rate = z.strictObject({
  count,
  of: count,
  share: probability.nullable(),
  low: probability.nullable(),
  high: probability.nullable(),
});
export type Rate = z.infer<typeof rate>;

export const loyaltyBody = z
  .strictObject({
    period: z.literal("quarter"),
    /** By the quarter of the first purchase, oldest first, 24 at most. */
    cohorts: z.array(
      z.strictObject({
        /** `2026-Q3`. */ name: z.string(),
        customers: count,
        filter,
        /** k = 0, 1, …: the k-th quarter after the first. */
        periods: z.array(
          z.strictObject({
            k: count,
            /** False where the quarter is not over: hatch it. */ complete: z.boolean(),
            retention: rate,
            /** Net sales, minor units, and for each customer of the cohort. */
            revenue: total,
            revenuePerCustomer: z.number(),
          }),
        ),
      }),
    ),
    /** Over all cohorts whose k-th quarter is over, weighted by their customers. */
    means: z.array(z.strictObject({ k: count, retention: rate, revenuePerCustomer: z.number() })),
    /** 24 at most, oldest first. */
    months: z.array(
      z.strictObject({
        month,
        complete: z.boolean(),
        /** First purchases. */ firstBuyers: count,
        /** Of those active when it began, who fell silent for too long. */ churn: rate,
        /** Of those silent for too long when it began, who bought again. */ wonBack: rate,
      }),
    ),
    /** By leading sign (`codes.warning.<sign>`), most value first. */
    warnings: z.array(
      z.strictObject({
        level: z.enum(["watch", "act"]),
        customers: count,
        /** Their 12-month value, minor units. */ value: total,
        /** By leading sign. */
        signs: z.array(
          z.strictObject({
            sign: z.string(),
            customers: count,
            value: total,
            /** Absent from snapshots before there was it. */ filter: filter.optional(),
          }),
        ),
        filter,
      }),
    ),
  })
  .openapi("LoyaltySnapshot");
export type LoyaltyBody = z.infer<typeof loyaltyBody>;

/** NPS −100 to 100, CSAT share satisfied in per cent, CES mean of 1 to 7; `n` answers. */
const voice = estimate.extend({ customers: count });
const keyDriver = z.strictObject({
  driver: z.string(),
  share: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  coefficient: z.number(),
});
const trustFigures = z.strictObject({
  /** Mean of the customers' figures. */
  overall: estimate,
  dimensions: z.array(estimate.extend({ dimension: dimensionName })),
});

export const satisfactionBody = z
  .strictObject({
    /** Words of customers and notes of reps, never in one figure. */
    series: z.array(
      z.strictObject({
        metric,
        source,
        all: voice,
        months: z.array(voice.extend({ month })),
      }),
    ),
    /** The last twelve months; by tier and segment, at most fifty. */
    groups: z.array(
      voice.extend({
        metric,
        source,
        by: z.enum(["tier", "segment"]),
        key: z.string().nullable(),
        /** Customers of the group, answered or not. */
        size: count,
        filter,
      }),
    ),
    /** Drivers of the customers' own satisfaction: parts of R², by both methods. */
    drivers: z.array(
      z.strictObject({
        method: z.enum(["relative-weights", "lmg"]),
        outcome: z.string(),
        /** Code; null where drivers could be told. */ refused: z.string().nullable(),
        rows: count,
        customers: count,
        rSquared: z.number().nullable(),
        adjustedRSquared: z.number().nullable(),
        drivers: z.array(keyDriver),
        /** A driver with less than `high` is not to be told from chance. */
        noise: z.strictObject({ share: z.number(), high: z.number() }).nullable(),
      }),
    ),
    trust: z.strictObject({ customer: trustFigures, ours: trustFigures }),
    /** Cronbach's alpha of the trust questionnaire. Absent from snapshots before there was it. */
    reliability: z
      .array(
        z.strictObject({
          scale: z.union([dimensionName, z.literal("overall")]),
          items: count,
          /** Questionnaires. */ n: count,
          alpha: z.number().nullable(),
          /** The 95 % interval (Feldt). */ low: z.number().nullable(),
          high: z.number().nullable(),
          /** Of two items. */ spearmanBrown: z.number().nullable(),
          /** Code; null where alpha is known. */ unknownBecause: z.string().nullable(),
        }),
      )
      .optional(),
    /** Customers by their own figure of trust. */
    trustBands: z.array(
      z.strictObject({ from: percent, below: z.number(), customers: count, filter }),
    ),
  })
  .openapi("SatisfactionSnapshot");
export type SatisfactionBody = z.infer<typeof satisfactionBody>;

/** Outcome of an action in one tier, or in all where `tier` is null. */
const actionRow = z.strictObject({
  action: z.string(),
  tier: tierName.nullable(),
  /** Times that it was next: shown, or held back for comparison. */
  shown: count,
  heldBack: count,
  done: count,
  later: count,
  notUseful: count,
  /** Purchases within `effectDays`, of those whose days are over. */
  followed: rate,
  followedHeldBack: rate,
  /**
   * `effect`: net revenue a time it is shown, by the hold-out, minor units. `association`: shares
   * that bought of those done and those not, which is no effect. Null where too few are over. `n`:
   * trials of the action; of a tier, times that are over.
   */
  result: z
    .strictObject({
      kind: z.enum(["effect", "association"]),
      unit: z.enum(["amount", "share"]),
      value: z.number(),
      low: z.number(),
      high: z.number(),
      n: count,
    })
    .nullable(),
});
export const actionsBody = z
  .strictObject({ effectDays: z.number(), actions: z.array(actionRow) })
  .openapi("ActionsSnapshot");
export type ActionsBody = z.infer<typeof actionsBody>;

/** Effort that a group gets over the last `days`, beside the value that it brings. */
const effort = {
  customers: count,
  contacts: count,
  /** Of contacts whose length was noted. */ minutes: z.number(),
  timedContacts: count,
  /** Net sales and 12-month value, minor units. */
  sales: total,
  value: total,
  /** Of all. */
  contactShare: probability,
  minuteShare: probability,
  valueShare: probability,
  filter,
};
export const resourcesBody = z
  .strictObject({
    days: z.number(),
    tiers: z.array(
      z.strictObject({
        tier: tierName,
        ...effort,
        /** By when the last contact was: from the most recent to none at all. */
        lastContact: z.array(
          z.strictObject({
            /** Days ago; null: without end. */ from: z.number(),
            below: z.number().nullable(),
            customers: count,
            value: total,
            filter,
          }),
        ),
      }),
    ),
    /** By owner; null: nobody's. */
    owners: z.array(
      z.strictObject({ owner: z.string().nullable(), ...effort, weeklyMinutes: z.number() }),
    ),
    /** `too_little`: much value and long no contact; `too_much`: little value, much contact. */
    imbalances: z.array(
      z.strictObject({
        kind: z.enum(["too_little", "too_much"]),
        tier: tierName,
        customers: count,
        value: total,
        minutes: z.number(),
        filter,
      }),
    ),
  })
  .openapi("ResourcesSnapshot");
export type ResourcesBody = z.infer<typeof resourcesBody>;

const about = {
  month,
  /** When the review that left it was started: facts until then count. */
  at: instant,
  review: id,
  /** ISO 4217, of all amounts. */
  currency: z.string().length(3),
  /** In the whole book. */
  customers: count,
  /** Months that have a snapshot of this page, newest first. */
  months: z.array(month),
  /** Words for keys of segments and owners. */
  names: z.strictObject({
    segments: z.record(z.string(), z.string()),
    owners: z.record(z.string(), z.string()),
  }),
};

export const snapshot = z
  .discriminatedUnion("page", [
    z.strictObject({ page: z.literal("value"), ...about, body: valueBody }),
    z.strictObject({ page: z.literal("rfm"), ...about, body: rfmBody }),
    z.strictObject({ page: z.literal("loyalty"), ...about, body: loyaltyBody }),
    z.strictObject({ page: z.literal("satisfaction"), ...about, body: satisfactionBody }),
    z.strictObject({ page: z.literal("actions"), ...about, body: actionsBody }),
    z.strictObject({ page: z.literal("resources"), ...about, body: resourcesBody }),
  ])
  .openapi("Snapshot");
export type Snapshot = z.infer<typeof snapshot>;

export const snapshotQuery = z.strictObject({ at: month.optional() });
export const snapshotMonths = z
  .strictObject({
    months: z.array(z.strictObject({ month, at: instant, pages: z.array(snapshotPage) })),
  })
  .openapi("SnapshotMonths");
