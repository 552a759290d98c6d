/** The versioned settings of all scores: plain JSON. */
import { z } from "zod";
import { oneLine, severalLines } from "../contract/characters.ts";
import { behaviour, dimensionName, tierName } from "../contract/fields.ts";
import { isTimeZone } from "../time/days.ts";
import { ownAction, ownKey } from "./actions/own/own-action.ts";
import type { OwnKey } from "./actions/own/own-measures.ts";

const share = z.number().min(0).max(1);
const weight = z.number().min(0).max(1000);
/** A day to a century: shorter periods would be cut into more pieces than anybody can count. */
const days = z.number().min(1).max(36_500);
/** Evidence believed before any was seen: more than this, nothing that is seen would show. */
const prior = z.number().min(0.01).max(10_000);
/** Weight that evidence of one kind comes near to, however much of it there is. */
const cap = z.number().min(0.01).max(10_000);
/** Points of a scale of 100. */
const deviation = z.number().min(0.1).max(100);
const intervals = z.number().min(0.1).max(1000);
const customers = (least: number) => z.int().min(least).max(1_000_000);

/** The actions that have a rule (`action-rules.ts`). */
export const actionKeys = [
  "resolve_detractor",
  "solve_complaint",
  "repair_promise",
  "call_before_lapse",
  "win_back",
  "ask_referral",
  "onboarding_check_in",
  "renewal_talk",
  "cross_sell",
  "executive_review",
  "ask_satisfaction",
  "ask_trust",
  "greeting",
  "low_touch_offer",
  "self_service",
  "welcome_prospect",
] as const;
export type ActionKey = (typeof actionKeys)[number];
/** The key of a built-in action, or of one of the company's own. */
export type CatalogueKey = ActionKey | OwnKey;

export const actionEntry = z.strictObject({
  key: z.union([z.enum(actionKeys), ownKey]),
  /** Cost of a rep's time, minor units, taken off what the action brings. */
  effort: z.int().min(0).max(1e9),
  /** Silent for so long after it was done, and after it was found not useful. */
  coolDownDays: days,
  suppressionDays: days,
});
export type ActionEntry = z.infer<typeof actionEntry>;

/** Characters of a text to copy: two screens of a mail. */
const mostOfText = 2000;
const template = z.string().max(mostOfText).regex(severalLines, "must not hold control characters");
/** A text in both languages, its gaps as `text-gaps.ts` knows them. */
export const actionText = z.strictObject({
  key: z.union([z.enum(actionKeys), ownKey]),
  en: template,
  zh_CN: template,
});

/** Longer names would not fit a badge. */
const label = z.string().trim().max(30).regex(oneLine, "must be on one line");

/** Rules of asking. Shares and days hold over every survey and whoever asks. */
const surveyPolicy = z.strictObject({
  /** One person is asked again after so many days, over all surveys; never within 24 hours. */
  personDays: z.int().min(0).max(3650),
  /** Share of a company's contacts asked in a quarter of a year; one may always be. */
  companyShare: share,
  /** A survey with trust questions is asked again after so many days. */
  trustDays: z.int().min(0).max(3650),
  /** A link can be answered for so long. */
  expiresDays: z.int().min(1).max(365),
  /** Share of each tier's customers whom Today proposes to ask in a quarter of a year. */
  quotas: z.strictObject({ high: share, mid: share, low: share, potential: share }),
  cases: z.strictObject({
    /** Scores up to these open a case. */
    nps: z.int().min(0).max(10),
    csat: z.int().min(1).max(5),
    ces: z.int().min(1).max(7),
    /** Hours until a case is due. */
    dueHours: z.int().min(1).max(720),
    /** The hours that count towards it; all of them where it is false. */
    inBusinessHours: z.boolean(),
    opensAt: z.int().min(0).max(23),
    closesAt: z.int().min(1).max(24),
    /** Days of work beside Monday to Friday. */
    saturdays: z.boolean(),
    sundays: z.boolean(),
  }),
});

export const policySchema = z.strictObject({
  version: z.int().min(1).max(1e9),
  book: z.strictObject({
    /**
     * Where days begin and end, and what a time without a zone is read in: a zone of the IANA
     * database.
     */
    timeZone: z.string().refine(isTimeZone, {
      message: "name a zone of the IANA database, such as Europe/London or Asia/Shanghai",
    }),
  }),
  value: z.strictObject({
    months: z.int().min(1).max(60),
    monthlyDiscount: z.number().min(0).max(0.2),
    weeksPerMonth: z.number().min(4).max(5),
  }),
  /** The chance to buy is that of a purchase within so many days, where the book can prove it. */
  chance: z.strictObject({ horizonDays: z.int().min(28).max(1826) }),
  engagement: z.strictObject({ halfLifeDays: days }),
  loyalty: z.strictObject({ periodDays: days }),
  potential: z.strictObject({ windowDays: days, fewestDays: days }),
  tier: z.strictObject({
    weights: z.strictObject({
      value: weight,
      spend: weight,
      loyalty: weight,
      potential: weight,
      engagement: weight,
    }),
    /** Points that a back-test may move from one weight to another; 0 leaves them as they are. */
    weightReach: z.number().min(0).max(100),
    /** Money spent so long ago counts half in the recent spend. */
    spendHalfLifeDays: days,
    /** Of whoever first bought within so many days it is said that it is too early to be sure. */
    newcomerDays: z.int().min(0).max(730),
    /**
     * `quantile`: shares of customers; `pareto`: shares of lifetime value; `threshold`: tier
     * scores.
     */
    cut: z.discriminatedUnion("method", [
      z.strictObject({ method: z.literal("quantile"), high: share, mid: share }),
      z.strictObject({ method: z.literal("pareto"), high: share, mid: share }),
      z.strictObject({
        method: z.literal("threshold"),
        high: z.number().min(0).max(100),
        mid: z.number().min(0).max(100),
      }),
    ]),
    /**
     * Points past a cut before a customer changes tier at once; per cent of the cut with `pareto`.
     * Short of that, a customer changes tier after `settleDays` on the other side.
     */
    margin: z.number().min(0).max(50),
    settleDays: z.int().min(0).max(730),
    /** With fewer customers who bought, there are no percentiles. */
    fewestCustomers: customers(2),
    /** Names of tiers; an empty one, or none, stands for the usual name. */
    labels: z.array(z.strictObject({ key: tierName, en: label, zh_CN: label })).max(4),
  }),
  trust: z.strictObject({
    halfLifeDays: days,
    prior: z.strictObject({ good: prior, bad: prior }),
    weights: z.strictObject({
      professionalism: weight,
      expertise: weight,
      rapport: weight,
      benefit: weight,
    }),
    /** Weights of answers as evidence of contact; a rep's also in our figure. */
    questionnaire: z.strictObject({ customer: weight, rep: weight }),
    /** All assessments of reps on a dimension within a half-life weigh less than this. */
    noteCap: cap,
    /** `cap`: all of its kind within a half-life weighs less than this. */
    behaviours: z.record(
      behaviour,
      z.strictObject({ dimension: dimensionName, value: z.number().min(-1).max(1), weight, cap }),
    ),
    changeDays: days,
    /** The customer's figure: what is taken for the book before it has enough questionnaires. */
    book: z.strictObject({
      mean: z.number().min(0).max(100),
      /** Standard deviations, points: of customers, and of one customer's questionnaires. */
      betweenDeviation: deviation,
      withinDeviation: deviation,
      fewestQuestionnaires: customers(10),
      /** Points that a customer's trust drifts in a year without an answer. */
      driftPerYear: z.number().min(0).max(100),
    }),
  }),
  satisfaction: z.strictObject({ halfLifeDays: days, changeDays: days }),
  relationship: z.strictObject({
    weights: z.strictObject({
      economic: weight,
      trust: weight,
      emotional: weight,
      information: weight,
    }),
    /** Answers, referrals and complete contact data count less with age. */
    informationHalfLifeDays: days,
    /** So much information counts as much: half of full marks (saturating: n / (n + half)). */
    informationHalf: z.number().min(0.01).max(1000),
  }),
  /** Cumulative shares of the book's net sales of so many days at which A and B end. */
  abc: z.strictObject({ a: share, b: share, windowDays: days }),
  clusters: z.strictObject({ count: z.int().min(2).max(12), fewestCustomers: customers(10) }),
  /** Conditions that a rule "who buys A buys B" must meet before it is believed. */
  affinity: z.strictObject({
    fewestBuyers: customers(1),
    lift: z.number().min(1).max(1000),
    confidence: share,
    /** Share of the rules believed that may be chance. */
    falseShare: share,
    /** Rules are judged by what customers bought in so many days. */
    horizonDays: days,
  }),
  warning: z.strictObject({
    /** Compares with the customer as known so many days ago. */
    windowDays: days,
    /**
     * A sign from this fall on: of the chance to buy, of satisfaction (points), of trust (points).
     */
    chanceFall: share,
    satisfactionFall: z.number().min(0).max(100),
    trustFall: z.number().min(0).max(100),
    /** Silence beyond the own interval that is a sign, in standard deviations of the intervals. */
    silenceDeviations: z.number().min(0).max(100),
  }),
  lifecycle: z.strictObject({
    /** The usual time between purchases where neither customer nor book tells. */
    intervalDays: days,
    newDays: days,
    newPurchases: z.int().min(1).max(1000),
    growingTrend: share,
    growingPurchases: z.int().min(1).max(1000),
    /** Silence in own intervals. */
    atRiskIntervals: intervals,
    churnedIntervals: intervals,
    /** Chance to buy relative to the book's mean: below it, and overdue. */
    atRiskChance: z.number().min(0).max(10),
    churnedChance: z.number().min(0).max(10),
    /** Silence after which anyone counts as gone. */
    lapsedDays: days,
    wonBackDays: days,
  }),
  actions: z.strictObject({
    /** The length of "later". */
    laterDays: days,
    /** The effect of an action is on the net revenue of so many days after it. */
    effectDays: days,
    /**
     * Share of customers who are not shown an action, for comparison, once it has been next so
     * often in the book.
     */
    holdOutShare: z.number().min(0).max(0.9),
    holdOutFrom: z.int().min(0).max(1_000_000),
    /** Nothing is asked or sold so long after a complaint, an unhappy answer or a refund. */
    quietDays: z.number().min(0).max(36_500),
    runnersUp: z.int().min(0).max(10),
    /**
     * True where reps are told to ask customers by a survey; false where the company asks in some
     * other way.
     */
    canAsk: z.boolean(),
    /** The actions that are offered; an own one that is left out keeps its words. */
    catalogue: z.array(actionEntry).max(100),
    /** The company's own actions: how each is called, and when it applies. */
    own: z.array(ownAction).max(40),
    /** Texts for the customer, to copy, by action; an empty one stands for the built-in text. */
    texts: z.array(actionText).max(150),
  }),
  /** Whom surveys ask, how often, and what an unhappy answer leads to. No score looks at this. */
  surveys: surveyPolicy,
  /** Moves of tier come into force with the review that finds them, or once a manager confirms. */
  review: z.strictObject({ moves: z.enum(["at_once", "after_confirmation"]) }),
  /**
   * No score looks at this. `subjects`: whether a log may hold the subject; false forbids that it
   * is sent and stored, from the moment it is saved.
   */
  logging: z.strictObject({ subjects: z.boolean() }),
});
export type Policy = z.infer<typeof policySchema>;
