/** The portfolio's session: a cookie that no script reads, honoured on its own pages' calls alone. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { pageHeader } from "../../shared/contract/headers.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";

/** `__Host-` binds it to this host and to secure pages (RFC 6265bis, 4.1.3.2). */
const name = "regards";
const settings = {
  prefix: "host",
  path: "/",
  secure: true,
  httpOnly: true,
  sameSite: "Strict",
} as const;

/**
 * Refuses a call that no page of the portfolio made. The header makes a browser ask before any
 * other site's call, which `crossOrigin` answers with no; what a browser tells of the caller must
 * agree.
 */
export function requireOwnPage(c: Context<App>): void {
  const origin = c.req.header("Origin");
  const site = c.req.header("Sec-Fetch-Site");
  const isRead = c.req.method === "GET";
  const isOwn =
    c.req.header(pageHeader) === "portfolio" &&
    (site === undefined || site === "same-origin") &&
    (origin === undefined ? isRead : origin === new URL(c.req.url).origin);
  if (!isOwn)
    throw new Refused(
      "forbidden",
      "This call did not come from a page of the portfolio. Reload the portfolio and try again.",
    );
}

/**
 * Returns the session token of the cookie, or null where there is none. Throws `forbidden` where
 * another page than the portfolio's sent it.
 */
export function cookieToken(c: Context<App>): string | null {
  const token = getCookie(c, name, "host");
  if (token === undefined) return null;
  requireOwnPage(c);
  return token;
}

/** Keeps a session token in the browser until `expiresAt`, in milliseconds. */
export function keepCookie(c: Context<App>, token: string, expiresAt: number): void {
  setCookie(c, name, token, { ...settings, expires: new Date(expiresAt) });
}

/** Takes the cookie out of the browser. */
export function dropCookie(c: Context<App>): void {
  deleteCookie(c, name, settings);
}
