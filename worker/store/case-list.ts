/** Cases in lists: of one owner, of one customer, of all, a page at a time. */
import type { CaseReason, CaseState, Metric } from "../../shared/contract/fields.ts";
import { presentId } from "./aliases.ts";
import { hexKey } from "./data-keys.ts";
import { type Database, listed } from "./database.ts";
import { notWithdrawn } from "./withdrawals.ts";

export type ListedCase = {
  id: string;
  customerId: string;
  nameSealed: string | null;
  dataKey: string | null;
  tier: string;
  contactId: string | null;
  contactNameSealed: string | null;
  /** The customer that the contact's row is sealed for. */ contactOf: string | null;
  contactKey: string | null;
  ownerId: string | null;
  reason: CaseReason;
  metric: Metric | null;
  score: number | null;
  state: CaseState;
  openedAt: number;
  dueAt: number;
  contactedAt: number | null;
  closedAt: number | null;
};

const columns = `k.id, c.id AS customerId, c.name_sealed AS nameSealed,
  ${hexKey("c.data_key")} AS dataKey, l.tier, t.id AS contactId,
  t.name_sealed AS contactNameSealed, t.customer_id AS contactOf,
  ${hexKey("o.data_key")} AS contactKey, k.owner_id AS ownerId, k.reason, k.metric, k.score,
  k.state, k.opened_at AS openedAt, k.due_at AS dueAt, k.contacted_at AS contactedAt,
  k.closed_at AS closedAt`;
const joined = `JOIN customers c ON c.id = ${presentId("k.customer_id")}
  JOIN cards l ON l.customer_id = c.id LEFT JOIN contacts t ON t.id = k.contact_id
  LEFT JOIN customers o ON o.id = t.customer_id`;

/** Which cases: `open` ones that are `overdue` are new and past their time. */
export type CaseFilter = {
  state: "open" | "overdue" | "closed" | "all";
  ownerId: string | null;
  customerId: string | null;
  /** The condition of `visibleTo`, and who looks. */
  visible: string | null;
  userId: string;
  now: number;
};
/** The end of the page before: the instant it is ordered by, and the id. */
export type CasePlace = { at: number; id: string };

/** The order of a list: the column, and its direction. */
const orders = {
  open: ["k.due_at", "ASC"],
  overdue: ["k.due_at", "ASC"],
  closed: ["k.closed_at", "DESC"],
  all: ["k.opened_at", "DESC"],
} as const;

/** Returns the instant that a case stands by in a list. */
export const placeOf = (state: CaseFilter["state"], row: ListedCase): CasePlace => ({
  at: state === "closed" ? (row.closedAt ?? 0) : state === "all" ? row.openedAt : row.dueAt,
  id: row.id,
});

const conditions = {
  open: "k.closed_at IS NULL",
  overdue: "k.closed_at IS NULL AND k.state = 'new' AND k.due_at < ?1",
  closed: "k.closed_at IS NOT NULL",
  all: "1 = 1",
} as const;

/** The query of a page: ?1 now, ?2 owner, ?3 customer, ?4 and ?5 the place, ?6 who looks, ?7 count. */
export function pageSql({ state, visible }: Pick<CaseFilter, "state" | "visible">): string {
  const [column, direction] = orders[state];
  const than = direction === "ASC" ? ">" : "<";
  return `SELECT ${columns} FROM cases k ${joined}
    WHERE ${conditions[state]} AND ?1 = ?1 AND (?2 IS NULL OR k.owner_id = ?2)
      AND (?3 IS NULL OR c.id = ?3)
      AND (?4 IS NULL OR ${column} ${than} ?4 OR (${column} = ?4 AND k.id ${than} ?5))
      AND (k.owner_id = ?6 OR ${visible ?? "1 = 1"}) AND ${notWithdrawn("case", "k.id")}
    ORDER BY ${column} ${direction}, k.id ${direction} LIMIT ?7`;
}

/** Returns a page of cases. */
export async function casesPage(
  db: Database,
  filter: CaseFilter,
  after: CasePlace | null,
  count: number,
): Promise<ListedCase[]> {
  const { results } = await db
    .prepare(pageSql(filter))
    .bind(
      filter.now,
      filter.ownerId,
      filter.customerId,
      after?.at ?? null,
      after?.id ?? "",
      filter.userId,
      count,
    )
    .all<ListedCase>();
  return results;
}

export type ListedStep = {
  id: string;
  caseId: string;
  customerId: string;
  dataKey: string | null;
  state: CaseState;
  reasonSealed: string | null;
  userId: string;
  at: number;
};

/** Returns the steps of some cases that were not taken back, the oldest first. */
export async function stepsOfCases(db: Database, ids: readonly string[]): Promise<ListedStep[]> {
  const { results } = await db
    .prepare(
      `SELECT s.id, s.case_id AS caseId, s.customer_id AS customerId,
        ${hexKey("c.data_key")} AS dataKey, s.state, s.reason_sealed AS reasonSealed,
        s.user_id AS userId, s.at
      FROM json_each(?1) j CROSS JOIN case_steps s ON s.case_id = j.value
        LEFT JOIN customers c ON c.id = s.customer_id
      WHERE ${notWithdrawn("case_step", "s.id")} ORDER BY s.id`,
    )
    .bind(listed(ids))
    .all<ListedStep>();
  return results;
}

export type DueCase = Pick<
  ListedCase,
  "id" | "reason" | "metric" | "score" | "state" | "openedAt" | "dueAt" | "contactedAt"
> & { customerId: string };

/** The query of a person's open cases, the most pressing first: ?1 the person, ?2 how many. */
export const dueCasesSql = `
  SELECT k.id, ${presentId("k.customer_id")} AS customerId, k.reason, k.metric, k.score, k.state,
    k.opened_at AS openedAt, k.due_at AS dueAt, k.contacted_at AS contactedAt
  FROM cases k WHERE k.owner_id = ?1 AND k.closed_at IS NULL
  ORDER BY k.state = 'contacted', k.due_at, k.id LIMIT ?2`;

/** Returns a person's open cases: those without a contact first, then by when they are due. */
export async function dueCases(
  db: Database,
  userId: string,
  limit: number,
): Promise<{ rows: DueCase[]; rowsRead: number }> {
  const { results, meta } = await db.prepare(dueCasesSql).bind(userId, limit).all<DueCase>();
  return { rows: results, rowsRead: meta.rows_read };
}
