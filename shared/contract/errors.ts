/** One error shape for every call. */
import { z } from "@hono/zod-openapi";

/** Stable codes; the panel has a sentence for each in every language. */
export const errorCode = z.enum([
  "invalid_request",
  "unauthorised",
  "forbidden",
  "not_found",
  "conflict",
  "idempotency_key_reused",
  "idempotency_key_missing",
  "pairing_code_invalid",
  "too_large",
  "too_many_requests",
  "unavailable",
  "internal",
]);
export type ErrorCode = z.infer<typeof errorCode>;

export const errorBody = z
  .strictObject({
    error: z.strictObject({
      code: errorCode,
      /** A sentence for the person: what happened and what to do. */
      message: z.string(),
      /** The field at fault, as a path: `addresses.3`. */
      field: z.string().nullable(),
      /** Finds this request in the Worker's logs. */
      requestId: z.string(),
    }),
  })
  .openapi("Error");
export type ErrorBody = z.infer<typeof errorBody>;
