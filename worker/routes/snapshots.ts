/** The figures of the dashboards, as reviews left them. */
import type { Snapshot, SnapshotPage } from "../../shared/contract/snapshot.ts";
import * as routes from "../../shared/contract/routes.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { instant } from "../scoring/card.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import type { Database } from "../store/database.ts";
import {
  findSnapshot,
  type MonthRow,
  ownerNames,
  segmentTexts,
  snapshotMonths,
} from "../store/snapshots.ts";

export const snapshots = router();

snapshots.openapi(routes.listSnapshots, async (c) => {
  const months = Map.groupBy(await snapshotMonths(c.var.db), ({ month }) => month);
  const answered = [...months].map(([month, rows]) => ({
    month,
    at: instant(Math.max(...rows.map((row) => row.at))),
    pages: rows.map(({ page }) => page),
  }));
  return c.json({ months: answered }, 200);
});

snapshots.openapi(routes.getSnapshot, async (c) => {
  const { db, sealer } = c.var;
  const { page } = c.req.valid("param");
  const { at: month } = c.req.valid("query");
  const [row, months] = [await findSnapshot(db, page, month), await snapshotMonths(db)];
  if (row === null)
    throw new Refused(
      "not_found",
      month === undefined
        ? "There are no figures yet. The next review writes them; start one with POST /v1/review."
        : `No review of ${month} left figures. GET /v1/snapshots lists the months that have some.`,
    );
  const stored = JSON.parse(row.body) as Snapshot["body"];
  const [segments, owners] = [
    await segmentsOf(db, sealer, keysOf(stored, "segment")),
    await ownersOf(db, sealer, keysOf(stored, "owner")),
  ];
  const answer = {
    page,
    month: row.month,
    at: instant(row.at),
    review: row.reviewId,
    currency: c.env.BOOK_CURRENCY,
    customers: row.customers,
    months: monthsOf(months, page),
    names: { segments, owners },
    body: withSegments(stored, segments),
  };
  return c.json(answer as Snapshot, 200);
});

const monthsOf = (rows: readonly MonthRow[], page: SnapshotPage): string[] =>
  rows.filter((row) => row.page === page).map(({ month }) => month);

/** The keys that conditions of a body name: blind indexes of segments, ids of owners. */
function keysOf(body: unknown, field: "segment" | "owner"): string[] {
  const found = new Set<string>();
  JSON.stringify(body, (_, value: unknown) => {
    for (const key of isIn(value, field) ? value.in : []) found.add(key);
    return value;
  });
  return [...found];
}

type In = { field: string; in: string[] };
const isIn = (value: unknown, field: string): value is In =>
  typeof value === "object" && value !== null && (value as In).field === field && "in" in value;

/** The body with the texts of segments in its filters, which the list goes by. */
const withSegments = <B>(body: B, names: Record<string, string>): B =>
  JSON.parse(
    JSON.stringify(body, (_, value: unknown) =>
      isIn(value, "segment") ? { ...value, in: value.in.map((key) => names[key] ?? key) } : value,
    ),
  );

/** Texts of segments; those of which nobody is left have none. */
export async function segmentsOf(
  db: Database,
  sealer: Sealer,
  indexes: string[],
): Promise<Record<string, string>> {
  if (indexes.length === 0) return {};
  const opened = await Promise.all(
    (await segmentTexts(db, indexes)).map(async ({ index, id, segmentSealed, dataKey }) => {
      const seals = sealer.customer(id, dataKey);
      return [index, await seals.open(at("customers.segment_sealed", id), segmentSealed)] as const;
    }),
  );
  return Object.fromEntries(opened.flatMap(([index, text]) => (text ? [[index, text]] : [])));
}

/** Names of owners, their addresses where they have none. */
export async function ownersOf(
  db: Database,
  sealer: Sealer,
  ids: string[],
): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const opened = await Promise.all(
    (await ownerNames(db, ids)).map(async ({ id, nameSealed, addressSealed }) => {
      const name = await sealer.open(at("users.name_sealed", id), nameSealed);
      return [id, name ?? (await sealer.open(at("users.address_sealed", id), addressSealed))];
    }),
  );
  return Object.fromEntries(opened);
}
