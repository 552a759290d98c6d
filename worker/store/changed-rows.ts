/** Keeps what rows held before they were changed in place, so that the change can be taken back. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";
import { whileRunning } from "./imports.ts";
import { forRows } from "./rows.ts";

/** The columns of customers that imports change in place, all of them together. */
const customerColumns = [
  "kind",
  "name_sealed",
  "segment",
  "segment_sealed",
  "segment_index",
  "owner_id",
];

/** A column of a contact and of its addresses: each is kept, and taken back, by itself. */
export type ContactColumn = "name_sealed" | "telephone_sealed";

const before = (names: readonly string[]) =>
  `json_object(${names.map((name) => `'${name}', r.${name}`).join(", ")})`;
const columns = "(table_name, row_id, customer_id, before, import_id, user_id, at)";
const editColumns = columns.replace(")", ", edit_id)");

/** A row as it stood before a change in place. */
export type ChangedRow = {
  id: number;
  table: "customers" | "contacts" | "addresses";
  rowId: string;
  customerId: string;
  /** JSON: what it held, by column. */ before: string;
  /** JSON: the next change of each column, where there was one since. */ nexts: string;
};

/**
 * A column `nexts` of a query over `changed_rows h`; `later` tells, of a change `n` of the same
 * row, that it came after and is another's.
 */
export const nextChanges = (later: string): string => `(
  SELECT json_group_object(key, id) FROM (
    SELECT b.key AS key, min(n.id) AS id FROM changed_rows n, json_each(n.before) a, json_each(h.before) b
    WHERE n.row_id = h.row_id AND n.table_name = h.table_name AND a.key = b.key AND ${later}
    GROUP BY b.key)) AS nexts`;

/** Columns that have to be looked at again once a row has its former name. */
const lookedAtAgain = {
  customers: ["searchable"],
  contacts: ["person_index"],
  addresses: [],
} as const;
const keyOf = { customers: "id", contacts: "id", addresses: "address_index" } as const;

/** Returns what a row holds once a change is taken back, by column: what was not changed again. */
export function restored({ before, nexts }: ChangedRow): Record<string, string | null> {
  const changedAgain = JSON.parse(nexts) as Record<string, number>;
  const held = JSON.parse(before) as Record<string, string | null>;
  return Object.fromEntries(Object.entries(held).filter(([name]) => !(name in changedAgain)));
}

/**
 * Statements that give rows back what they held before changes, each of another row; where a column
 * was changed again since, the later change is made to restore that. However many changes there
 * are, their number goes by the columns alone.
 */
export function putAllBack(db: Database, changes: readonly ChangedRow[]): D1PreparedStatement[] {
  const alike = Map.groupBy(
    changes,
    (one) => `${one.table} ${Object.keys(restored(one)).toSorted().join(" ")}`,
  );
  return [
    ...[...alike.values()].flatMap((group) => restoreRows(db, group)),
    ...changeLater(db, changes),
    ...forRows(
      db,
      "DELETE FROM changed_rows WHERE id IN (SELECT value FROM json_each(?1))",
      changes.map(({ id }) => id),
    ),
  ];
}

/** Statements for changes of one table that restore the same columns. */
function restoreRows(db: Database, changes: readonly ChangedRow[]): D1PreparedStatement[] {
  const [first] = changes;
  const names = first === undefined ? [] : Object.keys(restored(first));
  if (first === undefined || names.length === 0) return [];
  const { table } = first;
  const again = names.includes("name_sealed") ? lookedAtAgain[table] : [];
  const set = [
    ...names.map((name) => `${name} = j.value ->> '$[1].${name}'`),
    ...again.map((name) => `${name} = NULL`),
  ];
  return forRows(
    db,
    `UPDATE ${table} SET ${set.join(", ")} FROM json_each(?1) j
      WHERE ${table}.${keyOf[table]} = j.value ->> '$[0]'`,
    changes.map((one) => [one.rowId, restored(one)]),
  );
}

/** Statements that make the next change of each column restore what stood there before. */
function changeLater(db: Database, changes: readonly ChangedRow[]): D1PreparedStatement[] {
  const later = changes.flatMap(({ before, nexts }) => {
    const held = JSON.parse(before) as Record<string, string | null>;
    return Object.entries(JSON.parse(nexts) as Record<string, number>).map(([name, next]) => ({
      name,
      row: [next, held[name] ?? null],
    }));
  });
  return [...Map.groupBy(later, ({ name }) => name)].flatMap(([name, of]) =>
    forRows(
      db,
      `UPDATE changed_rows SET before = json_set(before, '$.${name}', j.value ->> 1)
        FROM json_each(?1) j WHERE changed_rows.id = j.value ->> 0`,
      of.map(({ row }) => row),
    ),
  );
}

/** Statements that keep what customers are, before an import changes them. */
export function customersChangedByImport(
  db: Database,
  customerIds: readonly string[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO changed_rows ${columns} SELECT 'customers', r.id, r.id,
      ${before(customerColumns)}, ?2, NULL, ?3
     FROM json_each(?1) j JOIN customers r ON r.id = j.value WHERE ${whileRunning("?2")}`,
    customerIds,
    importId,
    now,
  );
}

/**
 * Statements that keep what contacts and their addresses hold in a column, before an import gives
 * them something else.
 */
export function contactsChangedByImport(
  db: Database,
  column: ContactColumn,
  contactIds: readonly string[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  const keep = (table: "contacts" | "addresses", key: string, of: string) =>
    forRows(
      db,
      `INSERT INTO changed_rows ${columns} SELECT '${table}', r.${key}, r.customer_id,
        ${before([column])}, ?2, NULL, ?3
       FROM json_each(?1) j JOIN ${table} r ON r.${of} = j.value WHERE ${whileRunning("?2")}`,
      contactIds,
      importId,
      now,
    );
  return [...keep("contacts", "id", "id"), ...keep("addresses", "address_index", "contact_id")];
}

/** A change by hand: who makes it, when, and the edit that says so where there is one. */
export type ChangedBy = { userId: string; now: number; editId?: string };

/** Statement that keeps what a customer holds in some columns, before an edit changes them. */
export function customerChangedBy(
  db: Database,
  names: readonly string[],
  customerId: string,
  { userId, now, editId }: ChangedBy,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO changed_rows ${editColumns} SELECT 'customers', r.id, r.id, ${before(names)}, NULL,
        ?2, ?3, ?4 FROM customers r WHERE r.id = ?1`,
    )
    .bind(customerId, userId, now, editId ?? null);
}

/** As `customerChangedBy`, for edits of several customers. */
export function customersChangedBy(
  db: Database,
  names: readonly string[],
  edits: readonly { id: string; customerId: string }[],
  { userId, now }: ChangedBy,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO changed_rows ${editColumns} SELECT 'customers', r.id, r.id, ${before(names)}, NULL,
      ?2, ?3, j.value ->> 0 FROM json_each(?1) j JOIN customers r ON r.id = j.value ->> 1`,
    edits.map(({ id, customerId }) => [id, customerId]),
    userId,
    now,
  );
}

/**
 * Statements that keep what a contact and its addresses hold in a column, before a person gives it
 * something else.
 */
export function contactChangedBy(
  db: Database,
  column: ContactColumn,
  contactId: string,
  { userId, now, editId }: ChangedBy,
): D1PreparedStatement[] {
  const keep = (table: "contacts" | "addresses", key: string, of: string) =>
    db
      .prepare(
        `INSERT INTO changed_rows ${editColumns} SELECT '${table}', r.${key}, r.customer_id,
          ${before([column])}, NULL, ?2, ?3, ?4 FROM ${table} r WHERE r.${of} = ?1`,
      )
      .bind(contactId, userId, now, editId ?? null);
  return [keep("contacts", "id", "id"), keep("addresses", "address_index", "contact_id")];
}
