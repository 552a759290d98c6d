/**
 * After a review: values sealed before they were bound to their place, or under a key of the ring
 * that was retired, are sealed again. Of the kind "what an older version or an older key left":
 * sealed text of every table, segments in clear, cards that are text, data keys wrapped under a
 * retired key, and rows that were kept whole when they were taken back.
 *
 * A page is one transaction that stores a value only where the one that was read still stands, so
 * that a page done twice, or beside a rep's write, does no harm. What cannot be opened is left as
 * it is, counted in the log and tried at the next review.
 */
import { openCard, sealCardText } from "../../scoring/card-body.ts";
import { type CustomerKeys, ensureKeys } from "../../security/customer-keys.ts";
import type { Env } from "../../env.ts";
import { indexOfSegment } from "../../people/recognition.ts";
import { at, customerColumns } from "../../security/places.ts";
import { type CustomerSeals, sealer, type Sealer, type Seals } from "../../security/seal.ts";
import type { Database } from "../../store/database.ts";
import {
  columnOf,
  type KeptRow,
  type KeptTable,
  oldCards,
  oldKeptRows,
  type Resealed,
  type ResealedSegment,
  type SealedRow,
  sealedTables,
  type SealedTable,
  staleDataKeys,
  staleRows,
  storeBodies,
  storeDataKeys,
  storeKeptRows,
  storeResealed,
  storeSegments,
} from "../../store/sealed-rows.ts";
import type { ReviewMessage } from "./message.ts";

/** Rows a transaction, and transactions a message: some twenty queries each. */
export const resealedAtOnce = 200;
const pages = 30;

/**
 * A page's outcome: the place it ends at, null where its part is done, and how many values could
 * not be opened.
 */
type Page = { place: string | null; unreadable: number };
type Part = { name: string; page(db: Database, keys: Sealer, after: string | null): Promise<Page> };

const parts: readonly Part[] = [
  ...sealedTables.map((table) => ({
    name: table.table,
    page: (db: Database, keys: Sealer, after: string | null) => resealTable(db, keys, table, after),
  })),
  { name: "cards", page: resealCards },
  { name: "data keys", page: rewrapDataKeys },
  ...(["withdrawn_rows", "changed_rows"] as const).map((kept) => ({
    name: kept,
    page: (db: Database, keys: Sealer, after: string | null) => resealKept(db, keys, kept, after),
  })),
];

/**
 * Seals the next pages again; `place` of the message is the part and where in it the message before
 * ended.
 */
export async function reseal(
  env: Env,
  { review, from, place }: ReviewMessage,
): Promise<ReviewMessage | null> {
  const keys = await sealer(env);
  let [part, after] =
    place === undefined ? [0, null] : (JSON.parse(place) as [number, string | null]);
  for (let page = 0; page < pages; page++) {
    const doing = parts[part];
    if (doing === undefined) return { step: "recognise", review, from: 0 };
    const done = await doing.page(env.DB, keys, after);
    if (done.unreadable > 0)
      console.error(
        JSON.stringify({ job: "reseal", part: doing.name, unreadable: done.unreadable }),
      );
    after = done.place;
    if (after === null) part += 1;
  }
  return { step: "reseal", review, from: from + pages, place: JSON.stringify([part, after]) };
}

const endOf = <R>(rows: readonly R[], placeOf: (row: R) => string): string | null => {
  const last = rows.at(-1);
  return last === undefined || rows.length < resealedAtOnce ? null : placeOf(last);
};

/** Returns what of `work` could be done; the rest is left out. */
async function readable<R>(
  work: readonly Promise<R>[],
): Promise<{ done: R[]; unreadable: number }> {
  const ends = await Promise.allSettled(work);
  const done = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  return { done, unreadable: ends.length - done.length };
}

/**
 * The seals of each row's customer, its key made where there is none. The ring's where the customer
 * is gone.
 */
async function sealsOf(
  db: Database,
  keys: Sealer,
  rows: readonly { customerId: string | null; dataKey: string | null }[],
): Promise<(customerId: string | null) => Seals<string>> {
  const known = rows.flatMap(({ customerId, dataKey }) =>
    customerId === null ? [] : [[customerId, dataKey] as const],
  );
  const own: Map<string, CustomerKeys> = await ensureKeys(db, keys, known);
  const ring = keys as unknown as Seals<string>;
  return (customerId) => (own.get(customerId ?? "")?.seals as Seals<string> | undefined) ?? ring;
}

async function resealTable(
  db: Database,
  keys: Sealer,
  table: SealedTable,
  after: string | null,
): Promise<Page> {
  const rows = await staleRows(db, table, after, keys.current.text, resealedAtOnce);
  const seals = await sealsOf(db, keys, rows);
  const { done, unreadable } = await readable(
    rows.flatMap((row) => resealRow(keys, table, row, seals(row.customerId))),
  );
  const segments = done.flatMap((one) => ("index" in one ? [one] : []));
  const values = done.flatMap((one) => ("column" in one ? [one] : []));
  const statements = [...storeResealed(db, table, values), ...storeSegments(db, segments)];
  if (statements.length > 0) await db.batch(statements);
  return { place: endOf(rows, ({ key }) => key), unreadable };
}

/** The values of a row that are to be sealed again, each so. */
function resealRow(
  keys: Sealer,
  { table, owner }: SealedTable,
  { key, row, values }: SealedRow,
  seals: Seals<string>,
): Promise<Resealed | ResealedSegment>[] {
  const isStale = (value: string) =>
    value.startsWith("1.") || (owner === null && !value.startsWith(keys.current.text));
  const columns = Object.entries(JSON.parse(values) as Record<string, string | null>);
  return columns.flatMap(([column, was]): Promise<Resealed | ResealedSegment>[] => {
    if (was === null) return [];
    const place = { column: columnOf(table, column), row };
    if (column === "segment") return [resealSegment(keys, seals, row, was)];
    if (!isStale(was)) return [];
    return [
      seals.open(place, was).then(async (text): Promise<Resealed> => ({
        key,
        column,
        was,
        now: await seals.seal(place, text),
      })),
    ];
  });
}

async function resealSegment(
  keys: Sealer,
  seals: Seals<string>,
  id: string,
  was: string,
): Promise<ResealedSegment> {
  const [sealed, index] = await Promise.all([
    seals.seal(at("customers.segment_sealed", id), was),
    indexOfSegment(keys, was),
  ]);
  return { id, was, sealed, index: index ?? "" };
}

async function resealCards(db: Database, keys: Sealer, after: string | null): Promise<Page> {
  const rows = await oldCards(db, after ?? "", resealedAtOnce);
  const seals = await sealsOf(db, keys, rows);
  const { done, unreadable } = await readable(
    rows.map(async ({ customerId, body }) => {
      const own = seals(customerId) as CustomerSeals;
      return {
        customerId,
        was: body,
        body: await sealCardText(own, customerId, await openCard(own, customerId, body)),
      };
    }),
  );
  if (done.length > 0) await db.batch(storeBodies(db, done));
  return { place: endOf(rows, ({ customerId }) => customerId), unreadable };
}

async function rewrapDataKeys(db: Database, keys: Sealer, after: string | null): Promise<Page> {
  const rows = await staleDataKeys(db, after ?? "", keys.current.dataKey, resealedAtOnce);
  const { done, unreadable } = await readable(
    rows.map(async ({ id, dataKey }) => ({
      id,
      was: dataKey,
      dataKey: await keys.rewrap(id, dataKey),
    })),
  );
  if (done.length > 0) await db.batch(storeDataKeys(db, done));
  return { place: endOf(rows, ({ id }) => id), unreadable };
}

async function resealKept(
  db: Database,
  keys: Sealer,
  kept: KeptTable,
  after: string | null,
): Promise<Page> {
  const rows = await oldKeptRows(db, kept, Number(after ?? -1), resealedAtOnce);
  const seals = await sealsOf(db, keys, rows);
  const { done, unreadable } = await readable(
    rows.map(async (row) => ({
      id: row.id,
      was: row.row,
      row: await resealKeptRow(keys, row, seals(row.customerId)),
    })),
  );
  if (done.length > 0) await db.batch(storeKeptRows(db, kept, done));
  return { place: endOf(rows, ({ id }) => String(id)), unreadable };
}

/** The JSON of a kept row with what it holds sealed again for the place it was taken from. */
async function resealKeptRow(
  keys: Sealer,
  { table, rowId, row }: KeptRow,
  seals: Seals<string>,
): Promise<string> {
  const values = JSON.parse(row) as Record<string, unknown>;
  const key = rowId ?? String(values[table === "addresses" ? "address_index" : "id"]);
  for (const [column, value] of Object.entries(values)) {
    const place = `${table}.${column}`;
    if (
      typeof value !== "string" ||
      !value.startsWith("1.") ||
      !customerColumns.some((known) => known === place)
    )
      continue;
    values[column] = await seals.seal(
      { column: place, row: key },
      await seals.open({ column: place, row: key }, value),
    );
  }
  const { segment } = values;
  if (table === "customers" && typeof segment === "string") {
    const { sealed, index } = await resealSegment(keys, seals, key, segment);
    Object.assign(values, {
      segment: null,
      segment_sealed: values["segment_sealed"] ?? sealed,
      segment_index: values["segment_index"] ?? index,
    });
  }
  return JSON.stringify(values);
}
