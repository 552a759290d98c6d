/** The router on which every resource mounts its routes. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { App } from "./context.ts";
import { Refused } from "./errors.ts";

/**
 * A router whose refused input ends in the one error shape:
 * `export const cards = router(); cards.openapi(routes.lookUpCards, async (c) => c.json(answer,
 * 200));`
 */
export function router(): OpenAPIHono<App> {
  return new OpenAPIHono<App>({
    defaultHook: (result) => {
      if (result.success) return;
      const issue = result.error.issues[0];
      const field =
        issue === undefined || issue.path.length === 0 ? null : issue.path.map(String).join(".");
      if (result.target === "header" && field === "idempotency-key") {
        throw new Refused(
          "idempotency_key_missing",
          "A write needs an Idempotency-Key header of 8 to 255 characters.",
          field,
        );
      }
      throw new Refused("invalid_request", sentence(field, issue?.message), field);
    },
  });
}

function sentence(field: string | null, message = "it does not fit the schema"): string {
  return field === null
    ? `The request was refused: ${message}.`
    : `${field} was refused: ${message}.`;
}
