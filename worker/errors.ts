/** One error shape for every call. */
import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import type { ErrorBody, ErrorCode } from "../shared/contract/errors.ts";
import { Misconfigured } from "./misconfigured.ts";
import type { App } from "./context.ts";

const statusOf = {
  invalid_request: 400,
  unauthorised: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  idempotency_key_reused: 422,
  idempotency_key_missing: 400,
  pairing_code_invalid: 400,
  too_large: 413,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/**
 * A call that is refused: throw it anywhere in a request. The message is shown to the person: what
 * happened and what to do. `field` is the path of the field at fault (`addresses.3`).
 */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: ErrorCode;
  readonly status: (typeof statusOf)[ErrorCode];
  readonly field: string | null;

  constructor(code: ErrorCode, message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.status = statusOf[code];
    this.field = field;
  }
}

/** Turns whatever was thrown into a refusal, and logs what is our fault. */
export function refusalFor(error: Error, c: Context<App>): Refused {
  const refused = error instanceof Refused ? error : translate(error);
  if (refused.code === "internal" || refused.code === "unavailable") logFailure(error, refused, c);
  return refused;
}

/** The answer for whatever was thrown. */
export const onError: ErrorHandler<App> = (error, c) => answer(c, refusalFor(error, c));

/** The answer for a path that does not exist. */
export const onNotFound: NotFoundHandler<App> = (c) =>
  answer(
    c,
    new Refused("not_found", "There is nothing at this path. See /docs for what there is."),
  );

function answer(c: Context<App>, refused: Refused) {
  const body: ErrorBody = {
    error: {
      code: refused.code,
      message: refused.message,
      field: refused.field,
      requestId: c.get("requestId"),
    },
  };
  if (refused.code === "unauthorised") c.header("WWW-Authenticate", "Bearer");
  if (refused.code === "too_many_requests") c.header("Retry-After", "60");
  return c.json(body, refused.status);
}

function translate(error: Error): Refused {
  if (error instanceof HTTPException && error.status < 500) {
    return error.status === 413
      ? new Refused("too_large", "This is more than the call takes. Send less at once.")
      : new Refused(
          "invalid_request",
          "The request could not be read: its body is not valid JSON.",
        );
  }
  if (/D1_ERROR.*(overloaded|reset|timed out|Network connection lost)/i.test(error.message)) {
    return new Refused(
      "unavailable",
      "The book is busy. Try again in a moment: nothing is stored twice.",
    );
  }
  return new Refused(
    "internal",
    "Something went wrong on our side. Try again; if it stays, give your administrator the " +
      "request id.",
  );
}

/**
 * Code, route, request id and the error's name: any other message may quote what a person wrote.
 */
function logFailure(error: Error, refused: Refused, c: Context<App>) {
  console.error(
    JSON.stringify({
      code: refused.code,
      method: c.req.method,
      route: routePath(c, -1),
      requestId: c.get("requestId"),
      error: error.name,
      ...(error instanceof Misconfigured ? { message: error.message } : {}),
    }),
  );
}
