/** The facts of customers, as scoring takes them. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import type {
  CaseFact,
  ExposureFact,
  Facts,
  InteractionFact,
  OutcomeFact,
  OverrideFact,
  PromiseFact,
  SatisfactionFact,
  Transaction,
  TrustFact,
} from "../../shared/scoring/types.ts";
import { type CustomerRow, selectCustomers } from "./customers.ts";
import { openedFor } from "./cases.ts";
import { type Database, listed } from "./database.ts";
import { isNewest } from "./interactions.ts";
import { judgementOf } from "../scoring/tier-move.ts";
import { wholeImport } from "./imports/transactions.ts";
import { notWithdrawn } from "./withdrawals.ts";

/**
 * Facts that can be withdrawn each carry their id; comments and reasons stay sealed, scoring never
 * reads them.
 */
export type LoadedFacts = Facts & {
  interactions: (InteractionFact & {
    /** The user who logged it; null for imports. */ userId: string | null;
  })[];
  trust: (TrustFact & { id: string })[];
  outcomes: (OutcomeFact & { id: string })[];
  promises: PromiseFact[];
  cases: CaseFact[];
  overrides: OverrideFact[];
  exposures: ExposureFact[];
};

type Of<F> = F & { customerId: string };
type Stored<F, K extends string> = Of<Omit<F, K> & Record<K, string>>;

/** Queries of the facts of some customers, one a table; `assembleFacts` reads their results. */
export function factQueries(db: Database, ids: string[]): D1PreparedStatement[] {
  const of = (query: string) => db.prepare(query).bind(listed(ids));
  const wanted = "IN (SELECT value FROM json_each(?))";
  return [
    selectCustomers(db, ids),
    of(`SELECT t.customer_id AS customerId, t.order_id AS orderId, t.occurred_at AS occurredAt,
      t.amount, nullif(t.category, '') AS category, t.kind, t.refers_to AS refersTo
      FROM transactions t WHERE t.customer_id ${wanted} AND ${wholeImport}
        AND ${notWithdrawn("transaction", "CAST(t.id AS TEXT)")} ORDER BY t.occurred_at, t.id`),
    of(`SELECT i.customer_id AS customerId, i.root_id AS id, i.kind, i.direction,
      i.occurred_at AS occurredAt, i.behaviours, i.thread_index AS thread, i.minutes,
      iif(i.amends_id IS NULL, i.user_id,
        (SELECT root.user_id FROM interactions root WHERE root.id = i.root_id)) AS userId
      FROM interactions i WHERE i.customer_id ${wanted} AND ${isNewest}
        AND ${notWithdrawn("interaction", "i.root_id")}`),
    of(`SELECT s.customer_id AS customerId, s.id, s.metric, s.value, s.comment_sealed AS comment,
      s.source, s.occurred_at AS occurredAt
      FROM satisfaction_responses s WHERE s.customer_id ${wanted}
        AND ${notWithdrawn("satisfaction", "s.id")}`),
    of(`SELECT t.customer_id AS customerId, t.id, t.source, t.occurred_at AS occurredAt, t.answers
      FROM trust_responses t WHERE t.customer_id ${wanted} AND ${notWithdrawn("trust", "t.id")}`),
    of(`SELECT o.customer_id AS customerId, o.id, o.action, o.outcome, o.reason_sealed AS reason,
      o.occurred_at AS occurredAt,
        o.user_id AS userId
      FROM action_outcomes o WHERE o.customer_id ${wanted} AND ${notWithdrawn("outcome", "o.id")}`),
    of(`SELECT e.customer_id AS customerId, e.action, e.at AS occurredAt, e.shown, e.propensity,
      e.tier, e.stage, e.expected_amount AS expectedAmount
      FROM exposures e WHERE e.customer_id ${wanted} ORDER BY e.at, e.action`),
    of(`SELECT p.customer_id AS customerId, p.id, p.what_sealed AS what, p.due_on AS dueOn,
      p.occurred_at AS occurredAt, p.user_id AS userId, (
        SELECT json_group_array(json_object('id', o.id, 'outcome', o.outcome, 'dueOn', o.due_on,
          'occurredAt', o.occurred_at) ORDER BY o.id)
        FROM promise_outcomes o WHERE o.promise_id = p.id
          AND ${notWithdrawn("promise_outcome", "o.id")}) AS outcomes
      FROM promises p WHERE p.customer_id ${wanted} AND ${notWithdrawn("promise", "p.id")}`),
    of(`SELECT v.customer_id AS customerId, v.id, v.tier, v.reason_sealed AS reason,
      v.until_on AS untilOn, v.ends_at AS endsAt, v.occurred_at AS occurredAt, v.user_id AS userId
      FROM overrides v WHERE v.customer_id ${wanted} AND ${notWithdrawn("override", "v.id")}`),
    of(`SELECT k.customer_id AS customerId, k.id, k.contact_id AS contactId, k.reason, k.metric,
      k.score, k.opened_at AS occurredAt, k.due_at AS dueAt, ${openedFor} AS ownerId, (
        SELECT json_group_array(json_object('id', s.id, 'state', s.state, 'occurredAt', s.at)
          ORDER BY s.id)
        FROM case_steps s WHERE s.case_id = k.id AND ${notWithdrawn("case_step", "s.id")}) AS steps,
      (SELECT json_group_array(json_object('id', h.id, 'ownerId', h.owner_id) ORDER BY h.id)
        FROM case_handovers h WHERE h.case_id = k.id
          AND ${notWithdrawn("case_handover", "h.id")}) AS handovers
      FROM cases k WHERE k.customer_id ${wanted} AND ${notWithdrawn("case", "k.id")}`),
  ];
}

/** The number of queries that `factQueries` makes. */
export const factQueryCount = 10;

/** Results of `factQueries` as facts by customer id, each kind in the order of occurrence. */
export function assembleFacts(
  results: D1Result[],
): Map<string, { customer: CustomerRow; facts: LoadedFacts }> {
  const rows = <R>(at: number) => (results[at]?.results ?? []) as R[];
  const found = new Map(
    rows<CustomerRow>(0).map((customer) => [customer.id, { customer, facts: noFacts(customer) }]),
  );
  const each = <R extends { customerId: string }>(
    at: number,
    add: (facts: LoadedFacts, row: R) => void,
  ) => {
    for (const row of rows<R>(at)) {
      const entry = found.get(row.customerId);
      if (entry !== undefined) add(entry.facts, row);
    }
  };
  each<Of<Transaction>>(1, (facts, row) => facts.transactions.push(row));
  each<Stored<LoadedFacts["interactions"][number], "behaviours">>(2, (facts, row) =>
    facts.interactions.push({ ...row, behaviours: JSON.parse(row.behaviours) }),
  );
  each<Of<SatisfactionFact>>(3, (facts, row) => facts.satisfaction.push(row));
  each<Stored<TrustFact & { id: string }, "answers">>(4, (facts, row) =>
    facts.trust.push({ ...row, answers: JSON.parse(row.answers) }),
  );
  each<Of<OutcomeFact & { id: string }>>(5, (facts, row) => facts.outcomes.push(row));
  each<Of<Omit<ExposureFact, "shown"> & { shown: number }>>(6, (facts, row) =>
    facts.exposures.push({ ...row, shown: row.shown === 1 }),
  );
  each<Stored<PromiseFact, "outcomes">>(7, (facts, row) =>
    facts.promises.push({ ...row, outcomes: JSON.parse(row.outcomes) }),
  );
  each<Of<OverrideFact>>(8, (facts, row) => facts.overrides.push(row));
  each<Stored<Omit<CaseFact, "handovers">, "steps"> & { handovers: string }>(9, (facts, row) =>
    facts.cases.push({
      ...row,
      steps: JSON.parse(row.steps),
      handovers: JSON.parse(row.handovers),
    }),
  );
  for (const { facts } of found.values()) inOrder(facts);
  return found;
}

/** The facts of some customers, a few hundred at once; ids of nobody are not among the answer. */
export async function loadFacts(db: Database, ids: string[]): Promise<Map<string, LoadedFacts>> {
  const found = assembleFacts(await db.batch(factQueries(db, ids)));
  return new Map([...found].map(([id, { facts }]) => [id, facts]));
}

/** A customer of whom nothing is known yet. */
export function noFacts(
  customer: Pick<CustomerRow, "id" | "createdAt" | "tierReviewed" | "decided" | "atTurn">,
): LoadedFacts {
  const reviewed = judgementOf(customer.tierReviewed, customer.decided);
  return {
    customerId: customer.id,
    createdAt: customer.createdAt,
    previousTier: reviewed?.tier ?? null,
    tierBeyond: reviewed?.beyond ?? null,
    transactions: [],
    interactions: [],
    satisfaction: [],
    trust: [],
    outcomes: [],
    promises: [],
    cases: [],
    overrides: [],
    exposures: [],
    atTurn: customer.atTurn?.split(" ") ?? [],
  };
}

/**
 * Puts facts in the order of occurrence, ties by id, so that equal facts sum to equal scores to the
 * last digit.
 */
export function inOrder(facts: LoadedFacts): void {
  const order = (a: { occurredAt: number; id: string }, b: { occurredAt: number; id: string }) =>
    a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1);
  facts.interactions.sort(order);
  facts.satisfaction.sort(order);
  facts.trust.sort(order);
  facts.outcomes.sort(order);
  facts.promises.sort(order);
  facts.overrides.sort(order);
  facts.cases.sort(order);
}
