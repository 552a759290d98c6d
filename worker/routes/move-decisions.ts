/** Decisions on the moves of a review: many at once, and taking them back. */
import type { Context } from "hono";
import { v5 as idOf, v7 as uuid } from "uuid";
import {
  type DecisionKind,
  mostDecided,
  type NewDecisions,
} from "../../shared/contract/reviews.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { App } from "../context.ts";
import { withTime } from "../../shared/time/days.ts";
import { Refused } from "../errors.ts";
import { endOfOverride } from "../facts/end-of-override.ts";
import { factWrite } from "../facts/writes.ts";
import { router } from "../router.ts";
import { type Changed, rescoreMany } from "../scoring/rescore.ts";
import { customerKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import {
  type DecisionRow,
  decisionsById,
  insertDecisions,
  openMovesIn,
  openMovesOf,
  type OpenMove,
  unlessReviewed,
  withdrawDecisions,
} from "../store/move-decisions.ts";
import { groupsOf, openOf } from "../store/move-groups.ts";
import { insertOverrides, type NewOverride } from "../store/overrides.ts";
import { policyInForce } from "../store/policy.ts";
import { findReview } from "../store/reviews.ts";

export const moveDecisions = router();

/** Names decisions by what they are on: of two made at the same time the second is a duplicate. */
const namespace = "4d0c8c0e-6f0b-5d6e-9a55-3f1f2b7f0b7a";

moveDecisions.openapi(routes.decideOnMoves, (c) =>
  factWrite(c, async () => {
    const { db, user, now } = c.var;
    const asked = c.req.valid("json");
    const { review: reviewId, decision } = asked;
    const status = (await findReview(db, reviewId))?.status;
    if (status !== "finished" && status !== "failed")
      throw new Refused(
        "not_found",
        "There is no such review that has ended. GET /v1/reviews lists those there are.",
        "review",
      );
    const moves = await movesAsked(c, asked);
    const overrides = await overridesOf(c, asked, moves);
    const decided = moves.map(({ customerId, direction, reason, status, turn }) => ({
      id: idOf(`${reviewId} ${customerId} ${turn}`, namespace),
      customerId,
      direction,
      reason,
      status,
      overrideId: overrides.get(customerId)?.id ?? null,
    }));
    const changes = new Map(
      moves
        .filter(({ status, customerId }) => status === "pending" || overrides.has(customerId))
        .map(({ customerId }) => [customerId, changedBy(decision, overrides.get(customerId))]),
    );
    return {
      statements: [
        ...unlessReviewed(db, moves),
        ...insertDecisions(db, decided, { reviewId, decision, userId: user.id, now }),
        ...insertOverrides(db, [...overrides.values()]),
        ...(await rescoreMany(db, c.var.sealer, c.env, changes, now)),
      ],
      answer: {
        decisions: decided.map(({ id, customerId }) => ({ id, customerId })),
        left: await leftAfter(c, asked, moves.length),
      },
    };
  }),
);

/** Changes of what is known of a customer by a decision about them. */
function changedBy(decided: DecisionKind, override: NewOverride | undefined): Changed {
  if (override === undefined) return { facts: [], decided };
  const fact = { ...override, reason: override.reasonSealed };
  return { facts: [{ type: "override", fact }], decided };
}

/** Undecided moves that are asked for; of customers who were removed none, where a tier is set. */
async function movesAsked(
  c: Context<App>,
  { review: reviewId, moves }: NewDecisions,
): Promise<OpenMove[]> {
  const { db } = c.var;
  return "customers" in moves
    ? openMovesOf(db, reviewId, moves.customers)
    : openMovesIn(db, { reviewId, ...moves }, mostDecided);
}

async function leftAfter(
  { var: { db } }: Context<App>,
  { review, moves }: NewDecisions,
  decided: number,
): Promise<number> {
  if ("customers" in moves) return 0;
  const group = (await groupsOf(db, review)).find(
    ({ direction, reason }) => direction === moves.direction && reason === moves.reason,
  );
  return group === undefined ? 0 : Math.max(0, openOf(group) - decided);
}

/**
 * The tier that a decision gives each customer; none where it confirms, or the customer is gone.
 * One that declines replaces no tier that somebody gave by hand: that holds already.
 */
async function overridesOf(
  c: Context<App>,
  asked: NewDecisions,
  moves: readonly OpenMove[],
): Promise<Map<string, NewOverride>> {
  const made = new Map<string, NewOverride>();
  if (asked.decision === "confirmed") return made;
  const { db, sealer, user, now } = c.var;
  const { reason, untilOn } = asked;
  const { book } = await policyInForce(db);
  const endsAt = endOfOverride(untilOn, book.timeZone, now);
  const keys = await customerKeys(
    db,
    sealer,
    moves.map(({ customerId }) => customerId),
  );
  for (const { customerId, from, overrideUntil } of moves) {
    if (asked.decision === "declined" && overrideUntil !== null && overrideUntil > now) continue;
    const seals = keys.get(customerId)?.seals;
    if (seals === undefined) continue;
    const id = uuid();
    made.set(customerId, {
      id,
      customerId,
      tier: asked.decision === "overridden" ? asked.tier : from,
      reasonSealed: (await seals.seal(at("overrides.reason_sealed", id), reason)) ?? "",
      untilOn,
      endsAt,
      occurredAt: withTime(now),
      userId: user.id,
      now,
    });
  }
  return made;
}

moveDecisions.openapi(routes.withdrawDecisions, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { ids } = c.req.valid("json");
    const found = await decisionsById(db, ids);
    if (found.length < new Set(ids).size)
      throw new Refused("not_found", "There is no such decision. Reload the review.", "ids");
    const rows = found.filter(({ withdrawnAt }) => withdrawnAt === null);
    const built = rows.find(isBuiltOn);
    if (built !== undefined)
      throw new Refused(
        "conflict",
        "A review since then took the confirmed tier as the customer's own. Set another tier by " +
          "hand instead.",
        "ids",
      );
    const changes = new Map<string, Changed>();
    for (const row of rows) {
      const before = changes.get(row.customerId);
      const changed = changedBack(row);
      if (changed !== null)
        changes.set(row.customerId, {
          ...before,
          ...changed,
          facts: [...(before?.facts ?? []), ...changed.facts],
        });
    }
    return {
      statements: [
        ...unlessReviewed(db, rows),
        ...withdrawDecisions(db, rows, user.id, now),
        ...(await rescoreMany(db, sealer, c.env, changes, now)),
      ],
      answer: { ids: rows.map(({ id }) => id) },
    };
  }),
);

/** Returns true for a confirmed tier from which a later review has gone on. */
const isBuiltOn = ({ decision, status, proposedIn, reviewId }: DecisionRow): boolean =>
  decision === "confirmed" && status === "pending" && proposedIn !== reviewId;

/** Changes of what is known of a customer where a decision is taken back; null for none. */
function changedBack(row: DecisionRow): Changed | null {
  const { overrideId, status, proposedIn, reviewId } = row;
  const waits = status === "pending" && proposedIn === reviewId;
  if (overrideId === null && !waits) return null;
  return {
    facts: overrideId === null ? [] : [{ type: "withdrawal", of: "override", id: overrideId }],
    ...(waits && { decided: null }),
  };
}
