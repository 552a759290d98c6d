/** Whom the system proposes to ask, drawn by lot, and the report of who was asked. */
import { z } from "@hono/zod-openapi";
import { id, instant, probability, tierName } from "./fields.ts";
import { surveyKey } from "./survey.ts";

/** Why somebody who was drawn is not asked. */
export const declineReason = z.enum([
  /** It does not suit just now. */
  "bad_moment",
  /** Somebody else there should be asked, or they have left. */
  "wrong_person",
  /** Something is open between us that comes first. */
  "open_matter",
  "other",
]);
export type DeclineReason = z.infer<typeof declineReason>;
export const newDecline = z.strictObject({ reason: declineReason }).openapi("NewDecline");

export const proposalState = z.enum(["open", "asked", "declined", "refused"]);
export const proposalAnswer = z
  .strictObject({ id, state: proposalState, reason: declineReason.nullable() })
  .openapi("ProposalAnswer");

/** Somebody drawn who is not asked yet. */
export const proposal = z.strictObject({
  id,
  contactId: id,
  surveyId: surveyKey,
  /** Its name for us. */
  survey: z.string(),
  /** The Monday of the week that it was drawn for. */
  week: z.iso.date(),
  /** The customer's when it was drawn. */
  tier: tierName,
  /** Proposed until then. */
  endsAt: instant,
});
export type Proposal = z.infer<typeof proposal>;

const count = z.int().min(0);
const quarter = z.string().regex(/^\d{4}-Q[1-4]$/);
export const samplingQuery = z.strictObject({ quarter: quarter.optional() });
/** A share with its interval of 95 %; null of nothing. */
const rate = z.strictObject({ share: probability, low: probability, high: probability }).nullable();
const asked = z.strictObject({ asked: count, answered: count, rate });

/** Counts of one rep, one tier, or all. */
const samplingRow = z.strictObject({
  /** A person's id, a tier, or `all`; null for customers without an owner. */
  key: z.string().nullable(),
  name: z.string().nullable(),
  /** As the newest draw found them. */
  customers: count,
  eligible: count,
  /** Customers that the newest draw passed over, by why. */
  passed: z.record(z.string(), count),
  drawn: count,
  byDraw: asked,
  byChoice: asked,
  /** Times that somebody was not asked because of the rules, by code. */
  refused: z.record(z.string(), count),
  declined: z.record(z.string(), count),
  /** Answers that stand in figures and carry a flag. */
  flagged: z.strictObject({
    addressChanged: count,
    ownDomain: count,
    sameDevice: count,
  }),
  /** By metric: answers of those drawn beside answers of those that the rep chose. */
  scores: z.array(
    z.strictObject({
      metric: z.enum(["nps", "csat", "ces"]),
      drawn: count,
      chosen: count,
      /** Null below ten answers. */
      drawnMean: z.number().nullable(),
      chosenMean: z.number().nullable(),
      /** Mean of those chosen less mean of those drawn; null where either is too few to say. */
      difference: z
        .strictObject({ mean: z.number(), low: z.number(), high: z.number() })
        .nullable(),
    }),
  ),
});
export type SamplingRow = z.infer<typeof samplingRow>;
export const samplingReport = z
  .strictObject({
    quarter,
    /** Quarters with something to show, the newest first. */
    quarters: z.array(quarter),
    /** The week of the newest draw, and when it was; null before the first. */
    draw: z.strictObject({ week: z.iso.date(), at: instant, isFinished: z.boolean() }).nullable(),
    all: samplingRow,
    tiers: z.array(samplingRow),
    reps: z.array(samplingRow),
    /** Reps beyond those shown, added up in `all` alone. */
    moreReps: count,
  })
  .openapi("SamplingReport");
export type SamplingReport = z.infer<typeof samplingReport>;
