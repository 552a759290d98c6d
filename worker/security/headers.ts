/** Response headers: who may call from a browser, what a browser may do with the answer. */
import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import { bookmarkHeader } from "../../shared/contract/headers.ts";
import type { App } from "../context.ts";

/** Extensions only: no web page has business with the book. */
export const crossOrigin = cors({
  origin: (origin) => (/^(chrome|moz)-extension:\/\/[0-9a-z-]+$/i.test(origin) ? origin : null),
  allowMethods: ["GET", "POST", "PUT", "DELETE"],
  allowHeaders: [
    "Authorization",
    "Idempotency-Key",
    bookmarkHeader,
    "Content-Type",
    "If-None-Match",
  ],
  exposeHeaders: [bookmarkHeader, "Idempotent-Replayed", "X-Request-Id", "ETag"],
  maxAge: 86_400,
});

/**
 * The API has nothing to show; /docs runs the scripts of this very Worker and calls nothing else.
 */
export const safeHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  referrerPolicy: "no-referrer",
});

/** Answers about people stay out of every cache. */
export const neverCached: MiddlewareHandler<App> = async (c, next) => {
  await next();
  c.header("Cache-Control", "no-store");
};
