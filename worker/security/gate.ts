/**
 * The gate that every request passes before its route: identity, limits, role, database session.
 */
import type { MiddlewareHandler } from "hono";
import { atLeast } from "../../shared/contract/at-least.ts";
import { bookmarkHeader } from "../../shared/contract/headers.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { countCall, countStranger } from "./limits.ts";
import { accessTo } from "./roles.ts";
import { routeOf } from "./route.ts";
import { sealer } from "./seal.ts";
import { signIn } from "./sign-in.ts";

/** Names the request and fixes its instant. */
export const begin: MiddlewareHandler<App> = async (c, next) => {
  c.set("requestId", crypto.randomUUID());
  c.set("now", Date.now());
  c.header("X-Request-Id", c.var.requestId);
  await next();
};

/**
 * Counts the call, opens the database session, signs the person in and checks the role against the
 * one table.
 */
export const gate: MiddlewareHandler<App> = async (c, next) => {
  const route = routeOf(c);
  if (route === null) return next();
  const entry = accessTo(route);
  if (entry === null) throw new Refused("forbidden", "This call is open to nobody.");

  if (entry.least === "open" && !entry.countsItself) await countStranger(c, route);
  // Health looks at keys and database by itself, the documents need neither.
  if (entry.least === "open" && !entry.writes) return next();
  c.set("sealer", await sealer(c.env));
  c.set(
    "db",
    c.env.DB.withSession(entry.writes ? "first-primary" : bookmarkOf(c.req.header(bookmarkHeader))),
  );
  if (entry.least !== "open") {
    const user = await signIn(c);
    await countCall(c, user.id);
    if (!atLeast(user.role, entry.least)) {
      throw new Refused(
        "forbidden",
        `This needs the role ${entry.least}; yours is ${user.role}. Ask your administrator.`,
      );
    }
    c.set("user", user);
  }
  await next();
  const bookmark = c.var.db.getBookmark();
  if (bookmark !== null) c.header(bookmarkHeader, bookmark);
};

/**
 * Anything that does not look like a bookmark is left out: the database refuses it with an error of
 * its own.
 */
function bookmarkOf(header: string | undefined): string {
  return header !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{8,64}){3}$/.test(header)
    ? header
    : "first-unconstrained";
}
