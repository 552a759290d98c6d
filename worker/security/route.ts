/** Which route a request is for, before its handler runs. */
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { App } from "../context.ts";

/**
 * The route as the table of roles names it (`POST /v1/customers/:id/contacts`), or null where no
 * route fits.
 */
export function routeOf(c: Context<App>): string | null {
  const route = matchedRoutes(c).find((matched) => matched.method !== "ALL");
  return route === undefined ? null : `${route.method} ${route.path}`;
}
