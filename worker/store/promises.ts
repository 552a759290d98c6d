/** Promises: what we said we would do, by when, and what became of it. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { PromiseOutcome } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";
import { type FactOwner, notWithdrawn, withdrawnAt } from "./withdrawals.ts";

export type NewPromise = {
  id: string;
  customerId: string;
  interactionId: string | null;
  whatSealed: string;
  /** A day of the calendar, "2026-12-04". */ dueOn: string;
  occurredAt: number;
  userId: string;
  now: number;
};

/** Statements that store a promise, open from then on. */
export function insertPromise(db: Database, row: NewPromise): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO promises (id, customer_id, interaction_id, what_sealed, due_on, occurred_at,
          user_id, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        row.id,
        row.customerId,
        row.interactionId,
        row.whatSealed,
        row.dueOn,
        row.occurredAt,
        row.userId,
        row.now,
      ),
    ...refreshOpenPromise(db, row.id),
  ];
}

export type NewPromiseOutcome = {
  id: string;
  promiseId: string;
  customerId: string;
  outcome: PromiseOutcome;
  /** The new day of one that was moved, else null. */ dueOn: string | null;
  occurredAt: number;
  userId: string;
  now: number;
};

/** Statements that store what became of a promise. */
export function insertPromiseOutcome(db: Database, row: NewPromiseOutcome): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO promise_outcomes (id, promise_id, customer_id, outcome, due_on, occurred_at,
          user_id, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        row.id,
        row.promiseId,
        row.customerId,
        row.outcome,
        row.dueOn,
        row.occurredAt,
        row.userId,
        row.now,
      ),
    ...refreshOpenPromise(db, row.promiseId),
  ];
}

/** Statements that list a promise as open, or no longer, by the facts as they are by then. */
export function refreshOpenPromise(db: Database, promiseId: string): D1PreparedStatement[] {
  const outcomes = (rest: string) =>
    `FROM promise_outcomes o WHERE o.promise_id = p.id AND ${rest}
      AND ${notWithdrawn("promise_outcome", "o.id")}`;
  return [
    db.prepare("DELETE FROM open_promises WHERE promise_id = ?").bind(promiseId),
    db
      .prepare(
        `INSERT INTO open_promises (promise_id, customer_id, user_id, due_on)
        SELECT p.id, p.customer_id, p.user_id, coalesce(
          (SELECT o.due_on ${outcomes("o.outcome = 'moved'")} ORDER BY o.id DESC LIMIT 1), p.due_on)
        FROM promises p WHERE p.id = ? AND ${notWithdrawn("promise", "p.id")}
          AND NOT EXISTS (SELECT 1 ${outcomes("o.outcome <> 'moved'")})`,
      )
      .bind(promiseId),
  ];
}

/** Returns whose a promise is, or null where there is none. */
export function promiseOwner(db: Database, id: string): Promise<FactOwner | null> {
  return db
    .prepare(
      `SELECT p.customer_id AS customerId, p.user_id AS userId, ${withdrawnAt("promise", "p.id")}
        FROM promises p WHERE p.id = ?`,
    )
    .bind(id)
    .first<FactOwner>();
}

/** Returns what a promise that was neither withdrawn nor settled is of; null for any other. */
export function openPromise(db: Database, id: string): Promise<{ customerId: string } | null> {
  return db
    .prepare("SELECT customer_id AS customerId FROM open_promises WHERE promise_id = ?")
    .bind(id)
    .first();
}

/** Returns whose an outcome is and of which promise, or null where there is none. */
export function promiseOutcomeOwner(
  db: Database,
  id: string,
): Promise<(FactOwner & { promiseId: string }) | null> {
  return db
    .prepare(
      `SELECT o.customer_id AS customerId, o.promise_id AS promiseId, o.user_id AS userId,
        ${withdrawnAt("promise_outcome", "o.id")} FROM promise_outcomes o WHERE o.id = ?`,
    )
    .bind(id)
    .first();
}
