/** Answers of the calls, beside the card itself. */
import { z } from "@hono/zod-openapi";
import { details } from "./customer-edits.ts";
import {
  action,
  card,
  contact,
  factor,
  openCase,
  openPromise,
  scores,
  touch,
  warningScore,
} from "./card.ts";
import {
  abcClass,
  address,
  amount,
  customerKind,
  id,
  instant,
  percent,
  probability,
  role,
  stageName,
  tierName,
} from "./fields.ts";
import { ownWords } from "./own-words.ts";
import { importKind, importSource, newView, policySettings } from "./requests.ts";
import { proposal } from "./sampling.ts";
import { signalsKey } from "./webmail-signals.ts";

export const health = z.strictObject({ ok: z.literal(true), version: z.string() });
/**
 * `database`: it does not answer. `migrations`: not all are applied. `keys`: missing, malformed, or
 * not those that sealed this book.
 */
const healthPart = z.enum(["database", "migrations", "keys"]);
export type HealthPart = z.infer<typeof healthPart>;
export const unhealthy = z
  .strictObject({ ok: z.literal(false), version: z.string(), failing: z.array(healthPart).min(1) })
  .openapi("Unhealthy");

export const me = z
  .strictObject({
    user: z.strictObject({ id, address, name: z.string().nullable(), role }),
    book: z.strictObject({
      name: z.string(),
      currency: z.string().length(3),
      ownDomains: z.array(z.string()),
      subjects: z
        .boolean()
        .describe("Whether logs may hold subjects: false where the policy forbids it."),
      laterDays: z
        .int()
        .min(1)
        .optional()
        .describe("Days for which a step that is answered `later` is put off, by the policy."),
      timeZone: z
        .string()
        .optional()
        .describe("The book's zone by the policy (IANA), in which days begin and end."),
      /** Absent where the policy has none, and from answers of before there were any. */
      words: z.strictObject({ en: ownWords, zh_CN: ownWords }).optional(),
    }),
  })
  .openapi("Me");
export type Me = z.infer<typeof me>;

export const session = z
  .strictObject({
    token: z.string(),
    expiresAt: instant,
    me,
    /**
     * The key that served signals of webmails must be signed with, told at pairing alone; null
     * where the Worker serves none.
     */
    signalsKey: signalsKey.nullable(),
  })
  .openapi("Session");
/** A session that a cookie holds: no script ever sees its token. */
export const portfolioSession = z
  .strictObject({ expiresAt: instant, me })
  .openapi("PortfolioSession");
export type PortfolioSession = z.infer<typeof portfolioSession>;
export const sessions = z.strictObject({
  sessions: z.array(
    z.strictObject({
      id,
      label: z.string(),
      createdAt: instant,
      lastUsedAt: instant,
      expiresAt: instant,
      current: z.boolean(),
      user: z.strictObject({ id, address, role }),
    }),
  ),
});
export const pairing = z.strictObject({ code: z.string(), expiresAt: instant }).openapi("Pairing");

export const pairingsWithdrawn = z
  .strictObject({ withdrawn: z.int().min(1) })
  .openapi("PairingsWithdrawn");

export const cardAnswer = z
  .strictObject({
    address,
    status: z.enum(["customer", "internal", "unknown"]),
    card: card.optional(),
    /** For a stranger at a customer's business domain: whose domain that is. */
    suggestion: z.strictObject({ customerId: id, name: z.string().nullable() }).optional(),
    /**
     * For a stranger: true for an address that several people are likely to write under, so that it
     * names none of them.
     */
    shared: z.literal(true).optional(),
  })
  .openapi("CardAnswer");
export type CardAnswer = z.infer<typeof cardAnswer>;
export const cards = z.strictObject({ cards: z.array(cardAnswer) }).openapi("Cards");

/**
 * Whom a stranger could be taken for: a customer's domain theirs looks like, a contact of their
 * name at another address.
 */
export const impersonated = z
  .strictObject({
    lookAlike: z.strictObject({ domain: z.string() }).nullable(),
    knownName: z.strictObject({ name: z.string(), address }).nullable(),
  })
  .openapi("Impersonated");
export type Impersonated = z.infer<typeof impersonated>;

export const interaction = touch
  .extend({
    customerId: id,
    contactId: id.nullable(),
    loggedAt: instant,
    /** True for whoever logged it: theirs to undo and to edit. */
    own: z.boolean(),
    /**
     * True when this very message had been logged for this customer before: the answer is that
     * first log.
     */
    alreadyLogged: z.boolean(),
  })
  .openapi("Interaction");
export type Interaction = z.infer<typeof interaction>;

/** `same`: the name is the one that was asked for, but for case, accents and legal form. */
const foundCustomer = z.strictObject({
  id,
  name: z.string(),
  kind: customerKind,
  externalId: z.string().nullable(),
  tier: tierName.nullable(),
  /** True where the tier is that of before; left out elsewhere and by Workers of before. */
  former: z.literal(true).optional(),
  same: z.boolean(),
  /** By what else than its name the customer was found: a contact's full name, an address, a number. */
  by: z.enum(["address", "number", "contact"]).optional(),
});
export type FoundCustomer = z.infer<typeof foundCustomer>;
/** The best matches; `more` where there are, or may be, others. */
export const foundCustomers = z
  .strictObject({ customers: z.array(foundCustomer), more: z.boolean() })
  .openapi("FoundCustomers");
export type FoundCustomers = z.infer<typeof foundCustomers>;

const fifth = z.int().min(1).max(5).nullable();
const lastAt = instant.nullable();
/**
 * A line of the list of customers; null for what is not known. Scores are rounded down to a tenth,
 * `alive` and `chance` to a thousandth. `former` as on the card; `action` is the next one's key.
 */
export const listedCustomer = z
  .strictObject({
    id,
    name: z.string().nullable(),
    kind: customerKind,
    tier: tierName,
    former: z.boolean(),
    stage: stageName,
    owner: z.strictObject({ id, name: z.string().nullable() }).nullable(),
    segment: z.string().nullable(),
    abc: abcClass.nullable(),
    warning: z.enum(["watch", "act"]).nullable(),
    rfmSegment: z.string().nullable(),
    cluster: z.string().nullable(),
    action: z.string().nullable(),
    tierScore: percent.nullable(),
    trust: percent.nullable(),
    /** Expected over the policy's months, minor units of the book's currency. */
    value: amount.nullable(),
    alive: probability.nullable(),
    chance: probability.nullable(),
    relationship: percent.nullable(),
    recency: fifth,
    frequency: fifth,
    monetary: fifth,
    firstPurchaseAt: lastAt,
    lastPurchaseAt: lastAt,
    lastContactAt: lastAt,
    lastAskedAt: lastAt,
  })
  .openapi("ListedCustomer");
export type ListedCustomer = z.infer<typeof listedCustomer>;

/** A page of the list. */
export const customerList = z
  .strictObject({
    customers: z.array(listedCustomer),
    /** For `after` of the next page; null at the end. */
    next: z.string().nullable(),
    /**
     * False where the search for customers stopped before the page was full, for one request passes
     * over so many others at most: ask on with `next`.
     */
    complete: z.boolean(),
    /**
     * Customers that meet the filter, on all pages; at least so many where it is not exact, which
     * it is up to 10,000 where an index tells. Null but for the first page.
     */
    count: z.strictObject({ number: z.int().min(0), exact: z.boolean() }).nullable(),
  })
  .openapi("CustomerList");
export type CustomerList = z.infer<typeof customerList>;

/** A saved view; `own` where the caller saved it. */
export const savedView = newView.extend({ id, own: z.boolean() }).openapi("SavedView");
export type SavedView = z.infer<typeof savedView>;
export const savedViews = z.strictObject({ views: z.array(savedView) }).openapi("SavedViews");
export const viewAnswer = z.strictObject({ view: savedView }).openapi("ViewAnswer");

/** A withdrawn fact, and the customer's card as it now is; null where the customer went with it. */
export const withdrawnAnswer = z.strictObject({ id, card: card.nullable() }).openapi("Withdrawn");
export type WithdrawnAnswer = z.infer<typeof withdrawnAnswer>;

export const cardOnly = z.strictObject({ card }).openapi("CardOnly");
export const interactionAnswer = z.strictObject({ interaction, card }).openapi("InteractionAnswer");
export type InteractionAnswer = z.infer<typeof interactionAnswer>;
/** The logs of one message, one a customer at most, the oldest first. */
export const foundInteractions = z
  .strictObject({ interactions: z.array(interaction) })
  .openapi("FoundInteractions");
/** The id of the fact that was stored, for its withdrawal, and the card as it now is. */
export const factAnswer = z.strictObject({ id, card }).openapi("FactAnswer");
export type FactAnswer = z.infer<typeof factAnswer>;
export const contactAnswer = z.strictObject({ contact, card }).openapi("ContactAnswer");

export const fact = z.strictObject({
  id: z.string(),
  type: z.enum([
    "transaction",
    "interaction",
    "satisfaction",
    "trust",
    "outcome",
    "promise",
    "promise_outcome",
    "edit",
    "override",
    "move",
    "move_decision",
    "case",
    "case_step",
    "case_handover",
  ]),
  at: instant,
  withdrawnAt: instant.nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.string())])),
});
export const profile = z
  .strictObject({
    customer: card.shape.customer,
    details,
    contacts: z.array(contact),
    lastPurchase: card.shape.lastPurchase,
    returned: card.shape.returned,
    scores,
    version: card.shape.version,
    scoredAt: instant,
    facts: z.strictObject({ items: z.array(fact), next: z.string().nullable() }),
    /** Each line where something moved, and the versions it was scored by. */
    history: z.array(
      z.strictObject({
        at: instant,
        tier: tierName,
        stage: stageName,
        trust: z.number().nullable(),
        lifetimeValue: amount.nullable(),
        version: z.strictObject({ model: z.int(), policy: z.int() }),
      }),
    ),
  })
  .openapi("Profile");
export type Profile = z.infer<typeof profile>;
export type Fact = z.infer<typeof fact>;

const inToday = {
  customer: z.strictObject({
    id,
    name: z.string().nullable(),
    tier: tierName,
    stage: stageName,
  }),
  /** Somebody to write to and to open the card by; null where nobody's address is known. */
  contact: z.strictObject({ name: z.string().nullable(), address: z.string() }).nullable(),
};
const todayCustomer = z.strictObject({
  ...inToday,
  action: action.nullable(),
  warning: warningScore.nullable(),
});
export type TodayCustomer = z.infer<typeof todayCustomer>;
const todayPromise = z.strictObject({ ...inToday, promise: openPromise });
export type TodayPromise = z.infer<typeof todayPromise>;
const todayCase = z.strictObject({ ...inToday, case: openCase });
export type TodayCase = z.infer<typeof todayCase>;
/** The contact is the person who was drawn. */
const todayProposal = z.strictObject({ ...inToday, proposal });
export type TodayProposal = z.infer<typeof todayProposal>;
/**
 * Customers for whom something is to be done: first what we owe, then by expected worth, then
 * warnings, then what nobody knows the worth of. Promises of one's own that are due by a week from
 * now, the first to fall due first. Cases of one's own that are open, those that nobody was in
 * touch about first. Those of one's customers who were drawn to be asked; of customers without an owner
 * managers see them. `more…` where there are others.
 */
export const today = z
  .strictObject({
    customers: z.array(todayCustomer),
    moreCustomers: z.boolean(),
    promises: z.array(todayPromise),
    morePromises: z.boolean(),
    /** Absent from answers of before there were any. */
    cases: z.array(todayCase).optional(),
    moreCases: z.boolean().optional(),
    proposals: z.array(todayProposal).optional(),
    moreProposals: z.boolean().optional(),
  })
  .openapi("Today");
export type Today = z.infer<typeof today>;

const moveCounts = z.array(z.strictObject({ from: tierName, to: tierName, count: z.int().min(1) }));
const named = z.strictObject({ id, name: z.string().nullable() });
const scoreChange = { scoreBefore: percent.nullable(), scoreAfter: percent.nullable() };

/**
 * `fitting`: customers are measured (`measured` of `customers`) and the models fitted; `scoring`:
 * everybody is scored by them.
 */
export const review = z
  .strictObject({
    id,
    status: z.enum(["fitting", "scoring", "finished", "failed"]),
    customers: z.int(),
    measured: z.int(),
    scored: z.int(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    modelVersion: z.int().nullable(),
    policyVersion: z.int(),
    message: z.string().nullable(),
    /**
     * Counts of moves from tier to tier since the review before, most first; null before it ended,
     * and of one that failed before anybody moved.
     */
    moves: moveCounts.nullable(),
  })
  .openapi("Review");
export type Review = z.infer<typeof review>;

/**
 * A customer whose tier a review changed. `reasons`, most telling first: factors of the tier score
 * with the change as `points` and `before` and `after` as parameters; `policy_changed` {from, to};
 * `settled` {days}; `cuts_moved`; `first_purchase`; `all_returned`.
 */
export const tierMove = z
  .strictObject({
    review: id,
    at: instant,
    customer: named,
    from: tierName,
    to: tierName,
    ...scoreChange,
    reasons: z.array(factor),
  })
  .openapi("TierMove");
export const tierMoves = z
  .strictObject({ moves: z.array(tierMove), next: z.string().nullable() })
  .openapi("TierMoves");

/**
 * `since` and `by` are null for the policy that a book starts with, `by` also for the first
 * administrator.
 */
const policyVersion = z.strictObject({
  version: z.int(),
  since: instant.nullable(),
  by: z.string().nullable(),
});
export const policy = policyVersion
  .extend({
    policy: policySettings,
    /** The version that cards are scored by: a newer one waits for its review to fit the models. */
    inForce: z.int(),
    /**
     * Settings that an older version stored beyond the bounds they have now: each is used, and
     * shown here, at its nearest bound.
     */
    adjusted: z.array(z.string()),
    /** The latest versions, newest first, this one among them. */
    history: z.array(policyVersion),
  })
  .openapi("PolicyAnswer");
export const policyVersionAnswer = z
  .strictObject({ policy: policySettings, version: z.int() })
  .openapi("PolicyVersion");
export const policySaved = z
  .strictObject({ policy: policySettings, version: z.int(), review })
  .openapi("PolicySaved");
export type PolicySaved = z.infer<typeof policySaved>;

export const policyPreview = z
  .strictObject({
    /**
     * The review whose measures this is computed from; null before the first is finished, when
     * there is nothing to show.
     */
    review: z.strictObject({ id, at: instant }).nullable(),
    /** Customers looked at, of all that the review measured. */
    sample: z.strictObject({ taken: z.int(), of: z.int() }),
    moved: z.int(),
    moves: moveCounts,
    /**
     * Sections of the draft that differ and act on measures themselves: what they change shows in
     * the next review only.
     */
    unseen: z.array(z.string()),
    /**
     * Those whose score changes most; `reason` is the factor that changed most, null where only the
     * cuts differ.
     */
    customers: z.array(
      z.strictObject({
        customer: named,
        from: tierName,
        to: tierName,
        ...scoreChange,
        reason: factor.nullable(),
      }),
    ),
  })
  .openapi("PolicyPreview");
export type PolicyPreview = z.infer<typeof policyPreview>;

/**
 * The lines of an import's answer, newline-delimited JSON: progress, each row that was refused or
 * left out, the report last.
 */
export const importLine = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("progress"),
      lines: z.int(),
      accepted: z.int(),
      refused: z.int(),
    }),
    z.strictObject({
      type: z.literal("refused"),
      line: z.int(),
      field: z.string().nullable(),
      reason: z.string(),
    }),
    /** Readable, but not a fact: a cancelled order, a draft, a title, a row of totals. */
    z.strictObject({
      type: z.literal("left_out"),
      line: z.int(),
      field: z.string().nullable(),
      reason: z.string(),
    }),
    z.strictObject({
      type: z.literal("report"),
      /** For taking it back. */ import: id,
      kind: importKind,
      lines: z.int(),
      accepted: z.int(),
      unchanged: z.int(),
      refused: z.int(),
      leftOut: z.int(),
      stored: z.int(),
      customersAdded: z.int(),
      /** Headers of columns that were not read. */ unused: z.array(z.string()),
      /** Sentences about what was read and may not be meant: numbers that differ by zeros in front alone. */ notices:
        z.array(z.string()),
      encoding: z.string(),
      milliseconds: z.int(),
      /** Rows without any value. */ blank: z.int(),
      /** Rows with fewer cells than the header; the missing ones were read as empty. */ short:
        z.int(),
      /** Answers of people whom the book does not know, which wait in the queue. */ waiting: z
        .int()
        .optional(),
      /** True where the cards of all customers that the file names are current. */ isScored:
        z.boolean(),
    }),
    z.strictObject({ type: z.literal("failed"), lines: z.int(), message: z.string() }),
  ])
  .openapi("ImportLine");
export type ImportLine = z.infer<typeof importLine>;

export const listedImport = z
  .strictObject({
    id,
    kind: importKind,
    /** Program and file that it was made of. */ source: importSource.nullable(),
    /** Shared by all imports of one file. */ group: z.uuid().nullable(),
    status: z.enum(["running", "finished", "failed"]),
    by: z.string().nullable(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    lines: z.int(),
    stored: z.int(),
    refused: z.int(),
    /** When it was taken back; null where it was not, `withdrawing` while some of it is left. */
    withdrawnAt: instant.nullable(),
    withdrawing: z.boolean(),
  })
  .openapi("ListedImport");
export type ListedImport = z.infer<typeof listedImport>;
export const imports = z
  .strictObject({ imports: z.array(listedImport), next: z.string().nullable() })
  .openapi("Imports");

/**
 * The lines of the answer to the undo of an import: progress, the report last. `done` is false
 * where there was more than one call can do: asked for again, it goes on. What stayed, stayed
 * because something that came later hangs on it.
 */
export const importWithdrawalLine = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("progress"), rows: z.int(), scored: z.int() }),
    z.strictObject({
      type: z.literal("withdrawn"),
      done: z.boolean(),
      import: id,
      kind: importKind,
      facts: z.int(),
      customers: z.int(),
      contacts: z.int(),
      addresses: z.int(),
      changes: z.int(),
      customersKept: z.int(),
      contactsKept: z.int(),
      /** Sentence on what could not be told to be of this import; absent where all could. */
      notice: z.string().optional(),
      scored: z.int(),
      milliseconds: z.int(),
    }),
    z.strictObject({ type: z.literal("failed"), message: z.string() }),
  ])
  .openapi("ImportWithdrawalLine");
export type ImportWithdrawalLine = z.infer<typeof importWithdrawalLine>;
