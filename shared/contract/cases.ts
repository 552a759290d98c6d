/** Cases: follow-ups of unhappy answers, their steps, and what came of them. */
import { z } from "@hono/zod-openapi";
import {
  caseReason,
  caseState,
  happened,
  id,
  instant,
  metric,
  opaque,
  probability,
  text,
  tierName,
} from "./fields.ts";

/** A step somebody took about a case, or why none can be. */
export const newCaseStep = z
  .strictObject({
    state: caseState.exclude(["new"]),
    /** Their own words on it; required of a case that cannot be resolved. */
    reason: text(1000).nullable().default(null),
    occurredAt: happened,
  })
  .refine(({ state, reason }) => state !== "cannot" || reason !== null, {
    path: ["reason"],
    message: "say why it cannot be resolved",
  })
  .openapi("NewCaseStep");

/** The owner that a case is handed to. */
export const newHandover = z.strictObject({ ownerId: id }).openapi("NewHandover");

const person = z.strictObject({ id, name: z.string().nullable() });

export const caseStep = z
  .strictObject({
    id,
    state: caseState,
    reason: z.string().nullable(),
    by: z.string().nullable(),
    at: instant,
    /** True for a step that one may take back. */
    isMine: z.boolean(),
  })
  .openapi("CaseStep");
export type CaseStepShown = z.infer<typeof caseStep>;

export const listedCase = z
  .strictObject({
    id,
    customer: z.strictObject({ id, name: z.string().nullable(), tier: tierName }),
    /** The person who answered; null where nobody knows any more. */
    contact: person.nullable(),
    owner: person.nullable(),
    reason: caseReason,
    metric: metric.nullable(),
    score: z.int().nullable(),
    state: caseState,
    openedAt: instant,
    dueAt: instant,
    contactedAt: instant.nullable(),
    closedAt: instant.nullable(),
    /** The oldest first. */
    steps: z.array(caseStep),
  })
  .openapi("Case");
export type ListedCase = z.infer<typeof listedCase>;

export const casesQuery = z.strictObject({
  /** `overdue`: nobody was in touch by the time it was due. */
  state: z.enum(["open", "overdue", "closed", "all"]).default("open"),
  /** A person's id, or `me`; everybody's without it. */
  owner: opaque(1, 100).optional(),
  customer: id.optional(),
  after: opaque(0, 100).toLowerCase().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const cases = z
  .strictObject({ cases: z.array(listedCase), next: z.string().nullable() })
  .openapi("Cases");
export type Cases = z.infer<typeof cases>;

/** A share with the interval that it lies in with 95 %; null where none is counted. */
const shareOf = z.strictObject({
  count: z.int().min(0),
  of: z.int().min(0),
  share: probability.nullable(),
  low: probability.nullable(),
  high: probability.nullable(),
});
export type ShareOf = z.infer<typeof shareOf>;

/** The mean of next answer less unhappy one, of the same person in the same metric. */
const scoreChange = z.strictObject({
  people: z.int().min(0),
  /** Null below five people. */
  mean: z.number().nullable(),
  /** Bounds of 95 %; null where they cannot be told. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type ScoreChange = z.infer<typeof scoreChange>;

export const caseFigures = z
  .strictObject({
    /** Cases opened within so many days; `since` is when they begin. */
    days: z.int().min(1),
    since: instant,
    opened: z.int().min(0),
    open: z.int().min(0),
    overdue: z.int().min(0),
    resolved: z.int().min(0),
    cannot: z.int().min(0),
    /** Of those whose time has come: somebody was in touch by then. */
    inTime: shareOf,
    /** Hours from opening to the first contact; null while most of those due had none. */
    medianHours: z.number().min(0).nullable(),
    owners: z.array(
      z.strictObject({ owner: person.nullable(), open: z.int().min(0), inTime: shareOf }),
    ),
    /** By metric: answers after a resolved case, and answers that nobody followed up. */
    changes: z.array(z.strictObject({ metric, followed: scoreChange, others: scoreChange })),
  })
  .openapi("CaseFigures");
export type CaseFigures = z.infer<typeof caseFigures>;
