/** Parts that routes share: bodies, failures, writes. */
import { createRoute, z } from "@hono/zod-openapi";
import * as answers from "./answers.ts";
import { errorBody } from "./errors.ts";
import { id, opaque } from "./fields.ts";

export const json = <S extends z.ZodType>(schema: S, description: string) =>
  ({ content: { "application/json": { schema } }, description }) as const;
export const body = <S extends z.ZodType>(schema: S) =>
  ({ content: { "application/json": { schema } }, required: true }) as const;

export const failures = {
  default: json(errorBody, "What went wrong, in one shape for every call"),
} as const;
export const signedIn = [{ session: [] }];
export const byId = z.strictObject({ id });
/** Where a page ended: instants, kinds and ids, which are in lower case. */
export const place = opaque(0, 100).toLowerCase();
/**
 * Required of every write; the first answer is replayed, a changed body under the same key refused.
 */
export const idempotent = z.object({ "idempotency-key": z.string().regex(/^[\x20-\x7e]{8,255}$/) });

export const write = <P extends string, B extends z.ZodType, A extends z.ZodType>(
  path: P,
  summary: string,
  request: B,
  answer: A,
) =>
  createRoute({
    method: "post",
    path,
    summary,
    security: signedIn,
    request: { headers: idempotent, body: body(request) },
    responses: { 200: json(answer, "The fact is stored and the customer re-scored"), ...failures },
  });
export const writeTo = <
  P extends string,
  B extends z.ZodType,
  A extends z.ZodType,
  I extends z.ZodObject,
>(
  path: P,
  summary: string,
  params: I,
  request: B,
  answer: A,
) =>
  createRoute({
    method: "post",
    path,
    summary,
    security: signedIn,
    request: { headers: idempotent, params, body: body(request) },
    responses: { 200: json(answer, "The fact is stored and the customer re-scored"), ...failures },
  });

export const undo = <P extends string, B extends z.ZodType>(path: P, summary: string, request: B) =>
  createRoute({
    method: "post",
    path,
    summary,
    security: signedIn,
    description:
      "Refused with `conflict` while facts, contacts or addresses of others hang on it: the " +
      "sentence says which, and what to do.",
    request: { headers: idempotent, params: byId, body: body(request) },
    responses: {
      200: json(answers.withdrawnAnswer, "It is in no look-up, list or search any more"),
      ...failures,
    },
  });
