/** Serving of survey pages: their headers, their frame, and the page of a link that is not known. */
import type { Context, MiddlewareHandler } from "hono";
import type { App } from "../../context.ts";
import { toBase64url } from "../../security/encoding.ts";
import { chooseLanguage } from "../invite.ts";
import { type Frame, plainPage } from "./page.ts";
import { wordsIn } from "./words.ts";

export type PageContext = Context<App>;

/** Lets a survey page send its form here, and nothing else. */
export const surveyHeaders: MiddlewareHandler<App> = async (c, next) => {
  await next();
  const nonce = c.get("nonce");
  const own = nonce === undefined ? "'none'" : `'nonce-${nonce}'`;
  c.header(
    "Content-Security-Policy",
    `default-src 'none'; style-src ${own}; script-src ${own}; img-src data:; form-action 'self'; ` +
      "base-uri 'none'; frame-ancestors 'none'",
  );
  c.header("Cache-Control", "no-store");
  c.header("X-Robots-Tag", "noindex, nofollow");
};

const newNonce = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(16)));

/** The frame of this answer's page, with the nonce that its policy allows. */
export function frameOf(c: PageContext, language: string): Frame {
  const nonce = c.get("nonce") ?? newNonce();
  c.set("nonce", nonce);
  return { name: c.env.BOOK_NAME, language, nonce };
}

/** The language that a caller's browser prefers among those of the pages' own words. */
export const preferredLanguage = (c: PageContext): string =>
  chooseLanguage(
    { languages: ["en", "zh-CN", "de", "fr", "es", "ar"] },
    c.req.query("lang") ?? null,
    ...(c.req.header("Accept-Language") ?? "")
      .split(",")
      .map((part) => part.split(";")[0]?.trim() ?? null),
  );

/** The page of a link that is not known here. */
export const unknownLink = (c: PageContext) => {
  const language = preferredLanguage(c);
  return c.html(plainPage(frameOf(c, language), wordsIn(language).unknown), 404);
};
