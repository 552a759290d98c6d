/**
 * The input of scoring: facts of one customer, a policy, a fitted model, a moment. No I/O, no
 * clock.
 */
import type {
  Behaviour,
  CaseReason,
  CaseState,
  Direction,
  InteractionKind,
  Metric,
  PromiseOutcome,
  StageName,
  TierName,
} from "../contract/fields.ts";
import type { TrustAnswers } from "../contract/trust-answers.ts";
import type { Beyond } from "./tier-standing.ts";

/** Milliseconds since 1970 UTC. */
export type Milliseconds = number;

/**
 * A purchase (amount > 0), refund (amount < 0) or renewal; several with one `orderId` are lines of
 * one order.
 */
export type Transaction = {
  orderId: string;
  occurredAt: Milliseconds;
  /** Minor units. */ amount: number;
  category: string | null;
  kind: "purchase" | "refund" | "renewal";
  /** The order that a refund says it is of, where it has a number of its own. */
  refersTo?: string | null;
};
export type InteractionFact = {
  id: string;
  kind: InteractionKind;
  direction: Direction | null;
  occurredAt: Milliseconds;
  behaviours: Behaviour[];
  /** The conversation of a message, as a blind index; absent where it has none or none is known. */
  thread?: string | null;
  /** Its length, where it was noted. */
  minutes?: number | null;
};
export type SatisfactionFact = {
  id: string;
  metric: Metric;
  value: number;
  comment: string | null;
  source: "customer" | "rep";
  occurredAt: Milliseconds;
};
export type TrustFact = {
  source: "customer" | "rep";
  occurredAt: Milliseconds;
  answers: TrustAnswers;
};
/** `id` and `userId` (who answered) are absent where nobody could take it back. */
export type OutcomeFact = {
  id?: string;
  userId?: string | null;
  action: string;
  outcome: "done" | "later" | "not_useful";
  reason: string | null;
  occurredAt: Milliseconds;
};

/** Something we said we would do by a day of the calendar; outcomes in the order they were noted. */
export type PromiseFact = {
  id: string;
  what: string;
  dueOn: string;
  occurredAt: Milliseconds;
  userId: string;
  outcomes: {
    id: string;
    outcome: PromiseOutcome;
    /** The new day of one that was moved, else null. */ dueOn: string | null;
    occurredAt: Milliseconds;
  }[];
};

/**
 * A tier that a person gave a customer, in the order in which they did. Reasons stay as they are
 * stored: scoring passes them on and never reads them.
 */
export type OverrideFact = {
  id: string;
  tier: TierName;
  reason: string;
  /** The last day that it holds, of the calendar. */ untilOn: string;
  /** The end of that day by the book's clock. */ endsAt: Milliseconds;
  occurredAt: Milliseconds;
  userId: string;
};

/** The follow-up of an unhappy answer; steps and handovers in the order they were noted. */
export type CaseFact = {
  id: string;
  contactId: string | null;
  reason: CaseReason;
  metric: Metric | null;
  score: number | null;
  /** The owner when it was opened. */ ownerId: string | null;
  /** When it was opened. */ occurredAt: Milliseconds;
  dueAt: Milliseconds;
  steps: readonly { id: string; state: CaseState; occurredAt: Milliseconds }[];
  handovers: readonly { id: string; ownerId: string }[];
};

/** An action that was the next to recommend, at the moment when it became so. */
export type ExposureFact = {
  /** The catalogue entry's key. */ action: string;
  occurredAt: Milliseconds;
  /** False where it was held back, to see what happens without it. */ shown: boolean;
  /** Probability, at that moment, that it was shown: 1 where nobody was held out. */
  propensity: number;
  tier: TierName;
  stage: StageName;
  /** Net revenue that was expected over the effect's days anyway, minor units. */
  expectedAmount: number;
};

/** All that is known of one customer; withdrawn facts are not among them. */
export type Facts = {
  customerId: string;
  createdAt: Milliseconds;
  transactions: Transaction[];
  interactions: InteractionFact[];
  satisfaction: SatisfactionFact[];
  trust: TrustFact[];
  outcomes: OutcomeFact[];
  /** Absent where there are none, as before there were any. */
  promises?: readonly PromiseFact[];
  /** Absent where there are none, as before there were any. */
  overrides?: readonly OverrideFact[];
  /** Absent where there are none, as before there were any. */
  cases?: readonly CaseFact[];
  /** Absent where none was recorded, as before there were any. */
  exposures?: readonly ExposureFact[];
  /** Keys of the actions that were next at the last scoring, shown or held back. */
  atTurn?: readonly string[];
  /** When something was given back last: `knownBy` sets it, and takes refunds out. */
  refundedAt?: Milliseconds;
  /** The tier as the last review left it, and since when its figure has stood beyond it. */
  previousTier: TierName | null;
  tierBeyond: Beyond | null;
};

/** Purchase summary for the models: weeks as the unit of time, minor units of money. */
export type PurchaseSummary = {
  id: string;
  /** Repeat purchase days. */ frequency: number;
  /** First to last purchase, weeks. */ recency: number;
  /** First purchase to now, weeks. */ age: number;
  /** Σ ln of the times between purchase days, weeks; 0 without any. Unknown in older data. */
  logGaps?: number;
  /** Mean spend of the repeat purchase days, minor units; 0 without any. */ monetary: number;
  /** All that was spent, the first day included, minor units. Unknown in older data. */
  spent?: number;
};

/** The chance to buy of one customer, beside that of the book. */
export type Chance = {
  probability: number;
  /** Of the whole book, > 0. */ mean: number;
  horizonDays: number;
  /** Since the last purchase. */ silenceDays: number;
};
