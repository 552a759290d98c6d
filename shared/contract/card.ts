/** The card: the one JSON a rep sees of a customer, read as it is and never computed on look-up. */
import { z } from "@hono/zod-openapi";
import {
  abcClass,
  address,
  amount,
  behaviour,
  caseReason,
  caseState,
  customerKind,
  dimensionName,
  direction,
  id,
  instant,
  interactionKind,
  metric,
  percent,
  probability,
  purchaseModel,
  relationshipTypeName,
  stageName,
  tierName,
} from "./fields.ts";

/** Values that a text needs beside its code: numbers, counts, amounts, dates, names of codes. */
const parameters = z.record(z.string(), z.union([z.number(), z.string()]));

/** One contribution to a score. `code` names a sentence in the locales. */
export const factor = z.strictObject({
  code: z.string(),
  points: z.number(),
  parameters: parameters.optional(),
});
export type Factor = z.infer<typeof factor>;

/**
 * Why a score is what it is. `total` is exactly `base` plus the points of the factors, added in
 * order.
 * `evidence` counts what it rests on: facts, or the days, orders, parts or tries that each score
 * names.
 */
export const explanation = z
  .strictObject({
    base: z.number(),
    factors: z.array(factor),
    total: z.number(),
    evidence: z.int().min(0),
  })
  .openapi("Explanation");
export type Explanation = z.infer<typeof explanation>;

/** A sentence as a code and what fills its gaps; each side has the words in its own language. */
export const sentence = z.strictObject({ code: z.string(), parameters: parameters.optional() });
export type Sentence = z.infer<typeof sentence>;

/** A tier by a person's decision, and the one that stands in its place from the day after. */
export const override = z
  .strictObject({
    id: z.string(),
    computed: tierName,
    /** Null where it is sealed under a key that is gone. */
    reason: z.string().nullable(),
    /** The last day that it holds, of the calendar by the book's time zone. */
    untilOn: z.iso.date(),
    /** The user who set it; null for the first administrator. */
    by: z.string().nullable(),
    at: z.string(),
  })
  .openapi("Override");
export type Override = z.infer<typeof override>;

export const tierScore = z
  .strictObject({
    tier: tierName,
    /**
     * Of a customer who has left, and of whom next to nothing is expected: the tier says how much
     * they mattered, and is shown so. Absent otherwise.
     */
    former: z.literal(true).optional(),
    /**
     * The tier that the figures propose, where moves wait for a manager's confirmation and nobody
     * decided yet. Absent otherwise.
     */
    proposed: tierName.optional(),
    /**
     * There where `tier` is what a person gave the customer, and absent otherwise: score and
     * explanation are then those of the computed tier.
     */
    override: override.optional(),
    score: percent.nullable(),
    explanation: explanation.nullable(),
  })
  .openapi("Tier");

const interval = { score: percent.nullable(), low: percent.nullable(), high: percent.nullable() };
const trustSide = {
  ...interval,
  /** Points moved over the last 30 days; null where there was no score then. */
  change: z.number().nullable(),
  dimensions: z.array(
    z.strictObject({ dimension: dimensionName, ...interval, evidence: z.int().min(0) }),
  ),
  explanation: explanation.nullable(),
};
/**
 * Two figures, never one: the customer's own, by their answers alone, and `ours`. `ours` and `book`
 * are absent from cards that were written before the two were apart.
 */
export const trustScore = z
  .strictObject({
    ...trustSide,
    /** By what reps noted and saw. */
    ours: z.strictObject(trustSide).optional(),
    /** The book that the customer's figure starts from. */
    book: z
      .strictObject({
        questionnaires: z.int().min(0),
        /** False where there are too few questionnaires, and the policy's assumption stands. */
        fitted: z.boolean(),
        /** Questions of the questionnaire, and how many were answered whole. */
        items: z.int().min(0),
        complete: z.int().min(0),
        /** Cronbach's α of all questions together; null where it cannot be told. */
        alpha: z.number().nullable(),
      })
      .optional(),
  })
  .openapi("Trust");

export const valueScore = z
  .strictObject({
    /** Discounted expected spend over `months`, minor units; null where the data cannot tell. */
    lifetimeValue: amount.nullable(),
    months: z.int(),
    currency: z.string().length(3),
    expectedPurchases: z.number().min(0).nullable(),
    probabilityAlive: probability.nullable(),
    /** The model these figures come from; null where none could be fitted. */
    model: purchaseModel.nullable(),
    /** False where the drop-out part of the model could not be told from the data. */
    identified: z.boolean(),
    explanation: explanation.nullable(),
    /**
     * The value of four of five such customers lies in it, minor units; null where it is not known,
     * absent from older cards.
     */
    range: z.strictObject({ low: amount, high: amount }).nullable().optional(),
    /**
     * The chance to buy within a horizon, as back-tests calibrated it; null where the book cannot
     * tell, absent from older cards.
     */
    chance: z
      .strictObject({
        probability,
        horizonDays: z.int().min(1),
        /** In per cent, from the book's mean; one factor says what the back-test found. */
        explanation,
      })
      .nullable()
      .optional(),
  })
  .openapi("Value");

export const rfmScore = z
  .strictObject({
    recency: z.int().min(1).max(5),
    frequency: z.int().min(1).max(5),
    monetary: z.int().min(1).max(5),
    segment: z.string(),
    recencyDays: z.number().min(0),
    purchases: z.int().min(0),
    total: amount,
    explanation,
  })
  .openapi("Rfm");

/**
 * Steadiness with which a customer comes back: in `active` of `periods` complete periods since the
 * first purchase.
 */
export const loyaltyScore = z
  .strictObject({
    score: percent,
    active: z.int().min(0),
    periods: z.int().min(1),
    periodDays: z.number().positive(),
    explanation,
  })
  .openapi("Loyalty");

/**
 * Class by net sales of the policy's days: A for those who bring the first 80 % of them, B up to
 * 95 %, then C. `share` is the customer's own of the whole book. `windowDays` is absent from cards
 * that were written when all sales ever made counted.
 */
export const abcScore = z
  .strictObject({
    class: abcClass,
    share: probability,
    windowDays: z.number().positive().optional(),
    explanation,
  })
  .openapi("Abc");

/**
 * Worth of the relationship beyond money: economic, trust, emotional and information value
 * together, each where it is known.
 */
export const relationshipScore = z
  .strictObject({
    score: percent.nullable(),
    explanation: explanation.nullable(),
    /**
     * Which evidence dominates; null without evidence. `share` is its part of all evidence, and
     * what `typeExplanation` adds up to, in per cent.
     */
    type: relationshipTypeName.nullable(),
    typeExplanation: explanation.nullable(),
  })
  .openapi("Relationship");

/**
 * The segment whose centre is nearest to the customer, called by what its customers are on average
 * (`codes.cluster.<name>`).
 */
export const clusterScore = z
  .strictObject({ name: z.string(), size: z.int().min(1), explanation })
  .openapi("Cluster");

/**
 * The category that the book puts first of all that the customer has not bought. `because` is what
 * they bought that speaks for it; null where it is the most bought one that they lack, and then
 * there is no rule with support, confidence and lift.
 */
export const affinityScore = z
  .strictObject({
    category: z.string(),
    because: z.string().nullable(),
    support: probability.optional(),
    confidence: probability.optional(),
    lift: z.number().min(0).optional(),
    /**
     * Share of customers like this one who bought it within so many days, and the number of
     * customers followed. Absent from cards written before rules were back-tested.
     */
    backTest: z
      .strictObject({ rate: probability, customers: z.int().min(1), days: z.number().positive() })
      .optional(),
    explanation,
  })
  .openapi("Affinity");

/** Early warning: what has turned for the worse; `act` from two signs on, or from a grave one. */
export const warningScore = z
  .strictObject({ level: z.enum(["watch", "act"]), signs: z.array(sentence).min(1) })
  .openapi("EarlyWarning");

export const stage = z.strictObject({ stage: stageName, explanation }).openapi("Stage");

const answers = z.array(
  z.strictObject({
    id,
    metric,
    value: z.number(),
    comment: z.string().nullable(),
    at: instant,
  }),
);
/**
 * `change`: points moved over the policy's `satisfaction.changeDays`; null where there was no score
 * then.
 */
const side = z.strictObject({
  score: percent.nullable(),
  change: z.number().nullable(),
  explanation: explanation.nullable(),
  latest: answers,
});
/** Two figures, never one: the customer's own words, and what a rep noted. */
export const satisfactionScore = z
  .strictObject({
    customer: side,
    rep: side,
  })
  .openapi("Satisfaction");

export const action = z
  .strictObject({
    /** Stable for a customer and a catalogue entry, so that an outcome finds it again. */
    id: z.string().max(100),
    key: z.string(),
    reason: sentence,
    /**
     * Effect on net revenue over the policy's days less the effort, minor units, as compared with
     * customers who were not shown the action; null while nobody knows whether it helps, as are
     * the next three.
     */
    worth: amount.nullable(),
    /**
     * Bounds within which the worth lies with 80 %; absent from cards written before effects were
     * measured, whose worth and probability are guesses that nobody is shown.
     */
    interval: z.strictObject({ low: amount, high: amount }).nullable().optional(),
    /** On such older cards alone. */
    exploring: z.boolean().optional(),
    /** P(it brings more than its effort). */
    probability: probability.nullable(),
    explanation: explanation.nullable(),
  })
  .openapi("Action");
export type Action = z.infer<typeof action>;

/**
 * An action that is not offered for a while because of what somebody answered, and what there is to
 * take back for it to be offered again. Absent from cards that were written before there was such a
 * list.
 */
const silenced = z.strictObject({
  key: z.string(),
  outcome: z.enum(["done", "later", "not_useful"]),
  at: instant,
  until: instant,
  /** Each outcome that silences it, and who answered so. */
  by: z.array(z.strictObject({ id, user: id.nullable() })),
});
export type Silenced = z.infer<typeof silenced>;

/** Somebody of us who logged contacts with the customer. */
export const colleague = z.strictObject({
  name: z.string(),
  contacts: z.int().min(1),
  lastAt: instant,
});
export type Colleague = z.infer<typeof colleague>;

/** Something we said we would do and that is still to be done. */
export const openPromise = z.strictObject({
  id,
  what: z.string(),
  /** The day it is due by now, of the calendar. */
  dueOn: z.iso.date(),
  madeAt: instant,
  /** The user who promised it; null for the first administrator. */
  by: z.string().nullable(),
});
export type OpenPromise = z.infer<typeof openPromise>;

/** The follow-up of an unhappy answer that is still to be done. */
export const openCase = z
  .strictObject({
    id,
    reason: caseReason,
    metric: metric.nullable(),
    score: z.int().nullable(),
    /** The beginning of their words, where they wrote any. */
    comment: z.string().nullable(),
    state: caseState,
    openedAt: instant,
    /** Somebody has to be in touch by then. */
    dueAt: instant,
    contactedAt: instant.nullable(),
    /** Whose case it is; null without a name. */
    owner: z.string().nullable(),
  })
  .openapi("OpenCase");
export type OpenCase = z.infer<typeof openCase>;

export const touch = z.strictObject({
  id,
  kind: interactionKind,
  direction: direction.nullable(),
  at: instant,
  subject: z.string().nullable(),
  note: z.string().nullable(),
  minutes: z.int().nullable(),
  behaviours: z.array(behaviour),
  /** The user who logged it; null for imports and the first administrator. */
  by: z.string().nullable(),
  /**
   * Whose the words are where somebody other than who logged it changed them last; `by` is null for
   * the first administrator.
   */
  edited: z.strictObject({ by: z.string().nullable(), at: instant }).optional(),
});
export type Touch = z.infer<typeof touch>;

/** The scores alone: a pure function of facts, policy, model and now. */
export const scores = z
  .strictObject({
    tier: tierScore,
    trust: trustScore,
    value: valueScore,
    rfm: rfmScore.nullable(),
    stage,
    satisfaction: satisfactionScore,
    /** Null before the first period is complete. */
    loyalty: loyaltyScore.nullable(),
    /** Null without a purchase, or in a book without sales. */
    abc: abcScore.nullable(),
    relationship: relationshipScore,
    /** Null where the book has no segments yet, or nothing is known of the customer. */
    cluster: clusterScore.nullable(),
    /** Null where no rule of the book is strong enough. */
    affinity: affinityScore.nullable(),
    /** Null where nothing warns. */
    warning: warningScore.nullable(),
    next: z.strictObject({
      action: action.nullable(),
      runnersUp: z.array(action),
      silenced: z.array(silenced).optional(),
    }),
  })
  .openapi("Scores");
export type Scores = z.infer<typeof scores>;

export const contact = z
  .strictObject({
    id,
    name: z.string().nullable(),
    addresses: z.array(address),
    /** Absent where none is known. */
    telephone: z.string().nullable().optional(),
  })
  .openapi("Contact");
export type Contact = z.infer<typeof contact>;

export const card = z
  .strictObject({
    customer: z.strictObject({
      id,
      kind: customerKind,
      name: z.string().nullable(),
      externalId: z.string().nullable(),
      segment: z.string().nullable(),
      since: instant.nullable(),
      /** Whose customer it is; null without a name, absent where nobody's and from older cards. */
      owner: z.string().nullable().optional(),
      /** BCP 47; absent where nobody said which, and from older cards. */
      language: z.string().optional(),
    }),
    /**
     * The person behind the address that was looked up; null when the card was not asked for by
     * address.
     */
    contact: z
      .strictObject({
        id,
        name: z.string().nullable(),
        /** Absent where none is known, and from answers of before. */
        telephone: z.string().nullable().optional(),
      })
      .nullable(),
    /** `amount`: what is left of it after returns. */
    lastPurchase: z.strictObject({ at: instant, amount }).nullable(),
    /**
     * Goods given back: in all, of how many orders, and when and of which order last; null for
     * nothing, absent from older cards.
     */
    returned: z
      .strictObject({ amount, orders: z.int().min(1), at: instant, order: z.string().nullable() })
      .nullable()
      .optional(),
    scores,
    touches: z.array(touch),
    /** The first to fall due first; absent where none is open, and from cards of before. */
    promises: z.array(openPromise).optional(),
    /** The most pressing first; absent where none is open, and from cards of before. */
    cases: z.array(openCase).optional(),
    /** Colleagues who know them, most contacts first; absent where nobody does, and as above. */
    colleagues: z.array(colleague).optional(),
    version: z.strictObject({ card: z.int(), model: z.int(), policy: z.int() }),
    scoredAt: instant,
  })
  .openapi("Card");
export type Card = z.infer<typeof card>;
