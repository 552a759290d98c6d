/** Overrides: a manager's tier for a customer, with reason and end. */
import { z } from "@hono/zod-openapi";
import { id, text, tierName } from "./fields.ts";

/** A decision about a customer is made again at least once a year. */
export const longestOverrideDays = 365;

export const newOverride = z
  .strictObject({
    customerId: id,
    tier: tierName,
    /** In the manager's words: whoever sees the tier reads them. */
    reason: text(500),
    /** The last day that it holds, of the calendar by the book's time zone. */
    untilOn: z.iso.date().openapi({ example: "2027-02-26" }),
  })
  .openapi("NewOverride");
