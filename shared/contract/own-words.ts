/** Words of the company's own: they replace the usual ones, or beside them. */
import { z } from "@hono/zod-openapi";

const byCode = z.record(z.string(), z.string());

/** By code, in one language, as `codes.<family>.<code>` of the locales. */
export const ownWords = z
  .strictObject({
    tier: byCode,
    action: byCode,
    /** Of own actions: said of every customer alike. */
    reason: byCode,
    /** Texts for the customer, with the gaps of `text-gaps.ts`. */
    text: byCode,
  })
  .openapi("OwnWords");
export type OwnWords = z.infer<typeof ownWords>;
