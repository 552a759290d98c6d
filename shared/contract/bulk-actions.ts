/** Edits and overrides of many customers at once. */
import { z } from "@hono/zod-openapi";
import { customerFilter } from "./customer-filter.ts";
import { id, instant, text } from "./fields.ts";
import { newOverride } from "./override.ts";

/** Customers that a bulk action names by their ids at most; a filter takes any number. */
export const mostNamed = 1000;

const bulkChange = z.discriminatedUnion("set", [
  /** A user's id; null for nobody. */
  z.strictObject({ set: z.literal("owner"), value: id.nullable() }),
  z.strictObject({ set: z.literal("segment"), value: text(80).nullable() }),
  newOverride.omit({ customerId: true }).extend({ set: z.literal("tier") }),
]);
export type BulkChange = z.infer<typeof bulkChange>;

export const newBulkAction = z
  .strictObject({
    customers: z.union([
      z.strictObject({ ids: z.array(id).min(1).max(mostNamed) }),
      /** All that meet it when their turn comes. */
      z.strictObject({ filter: customerFilter }),
    ]),
    change: bulkChange,
  })
  .openapi("NewBulkAction");
export type NewBulkAction = z.infer<typeof newBulkAction>;

const count = z.int().min(0);
/**
 * `done` of `total` customers are through, of whom `changed` were not so before; in its undo
 * `withdrawn` of those have what they had before.
 */
export const bulkAction = z
  .strictObject({
    id,
    kind: z.enum(["owner", "segment", "tier"]),
    /** Failed: it stopped in the middle; what it did stays until it is undone. */
    status: z.enum(["running", "finished", "failed", "withdrawing", "withdrawn"]),
    total: count,
    done: count,
    changed: count,
    withdrawn: count,
    startedAt: instant,
  })
  .openapi("BulkAction");
export type BulkAction = z.infer<typeof bulkAction>;

export const bulkActionAnswer = z.strictObject({ bulkAction }).openapi("BulkActionAnswer");
export const bulkActions = z
  .strictObject({ bulkActions: z.array(bulkAction) })
  .openapi("BulkActions");
