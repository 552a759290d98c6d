/** A page of a bulk action, or of its undo: the facts it makes or withdraws, and the cards. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { v7 as uuid } from "uuid";
import type { BulkChange } from "../../shared/contract/bulk-actions.ts";
import { withTime } from "../../shared/time/days.ts";
import { indexOfSegment } from "../people/recognition.ts";
import type { Changed } from "../scoring/rescore.ts";
import { customerKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import type { BulkRow, ChosenRow } from "../store/bulk-actions.ts";
import { putAllBack, restored } from "../store/changed-rows.ts";
import { type BulkEdit, replacedByAll, setAll, unlessAnyWritten } from "../store/customer-edits.ts";
import type { Database } from "../store/database.ts";
import { insertOverrides } from "../store/overrides.ts";
import { withdrawAll } from "../store/withdrawals.ts";
import { editedCustomer, type EditedColumns } from "./edited-customer.ts";

/** The book that a bulk action changes. */
export type BulkBook = { db: Database; sealer: Sealer; now: number };
/** Statements of a page, and by what it changes the cards of its customers. */
export type PageWrites = {
  statements: D1PreparedStatement[];
  changes: Map<string, Changed>;
};
/** The change of a bulk action as it is kept; of a tier with the end of its last day. */
export type KeptChange = BulkChange & { endsAt?: number };

const noWrites: PageWrites = { statements: [], changes: new Map() };

/** Gives customers what a bulk action says; those who have it already are left out. */
export function pageOf(
  book: BulkBook,
  bulk: BulkRow,
  change: KeptChange,
  rows: readonly ChosenRow[],
): Promise<PageWrites> {
  return change.set === "tier"
    ? overridePage(book, bulk, change, rows)
    : editPage(book, bulk, change, rows);
}

async function editPage(
  { db, sealer, now }: BulkBook,
  { id: bulkId, userId }: BulkRow,
  { set, value }: Extract<BulkChange, { set: "owner" | "segment" }>,
  rows: readonly ChosenRow[],
): Promise<PageWrites> {
  const index = set === "segment" ? await indexOfSegment(sealer, value) : null;
  const lacking = rows.filter((row) =>
    set === "owner" ? row.ownerId !== value : row.segmentIndex !== index,
  );
  const keys = await customerKeys(
    db,
    sealer,
    lacking.map(({ id }) => id),
  );
  const changes = new Map<string, Changed>();
  const edits = await Promise.all(
    lacking.map(async ({ id: customerId }): Promise<BulkEdit[]> => {
      const seals = keys.get(customerId)?.seals;
      if (seals === undefined) return [];
      const id = uuid();
      const isOwner = set === "owner";
      const columns: EditedColumns = isOwner
        ? { owner_id: value }
        : {
            segment: null,
            segment_sealed: await seals.seal(at("customers.segment_sealed", customerId), value),
            segment_index: index,
          };
      changes.set(customerId, { facts: [{ type: "edit", customer: editedCustomer(columns) }] });
      return [
        {
          id,
          customerId,
          columns,
          valueSealed: isOwner
            ? null
            : await seals.seal(at("customer_edits.value_sealed", id), value),
          ownerId: isOwner ? value : null,
        },
      ];
    }),
  );
  return { statements: setAll(db, set, edits.flat(), { bulkId, userId, now }), changes };
}

async function overridePage(
  { db, sealer, now }: BulkBook,
  { id: bulkId, userId }: BulkRow,
  { tier, reason, untilOn, endsAt = 0 }: Extract<KeptChange, { set: "tier" }>,
  rows: readonly ChosenRow[],
): Promise<PageWrites> {
  const keys = await customerKeys(
    db,
    sealer,
    rows.map(({ id }) => id),
  );
  const changes = new Map<string, Changed>();
  const made = await Promise.all(
    [...keys].map(async ([customerId, { seals }]) => {
      const id = uuid();
      const reasonSealed = (await seals.seal(at("overrides.reason_sealed", id), reason)) ?? "";
      const fact = { id, tier, untilOn, endsAt, occurredAt: withTime(now), userId };
      changes.set(customerId, {
        facts: [{ type: "override", fact: { ...fact, reason: reasonSealed } }],
      });
      return { ...fact, customerId, reasonSealed, now, bulkId };
    }),
  );
  return { statements: insertOverrides(db, made), changes };
}

/** Takes facts of a bulk action back: what stood there before holds again. */
export async function undoPage(
  { db, now }: BulkBook,
  { kind, userId }: BulkRow,
  facts: readonly { id: string; customerId: string }[],
): Promise<PageWrites> {
  const ids = facts.map(({ id }) => id);
  if (ids.length === 0) return noWrites;
  if (kind === "tier")
    return {
      statements: withdrawAll(db, "override", ids, userId, now),
      changes: new Map(
        facts.map(({ id, customerId }) => [
          customerId,
          { facts: [{ type: "withdrawal", of: "override", id }] },
        ]),
      ),
    };
  const { revisions, replaced } = await replacedByAll(db, ids);
  return {
    statements: [
      ...unlessAnyWritten(db, revisions),
      ...withdrawAll(db, "edit", ids, userId, now),
      ...putAllBack(db, replaced),
    ],
    changes: new Map(
      replaced.map((one) => [
        one.customerId,
        { facts: [{ type: "edit", customer: editedCustomer(restored(one) as EditedColumns) }] },
      ]),
    ),
  };
}
