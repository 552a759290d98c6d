/**
 * The frame that a survey's preview is shown in: a document with a content policy of its own, as the
 * portfolio's forbids the page's styles. It holds nothing of the book: the portfolio posts the page
 * into it, and it runs sandboxed, without an origin.
 */
import { Hono, type MiddlewareHandler } from "hono";
import { html, raw } from "hono/html";
import type { App } from "../context.ts";
import { toBase64url } from "../security/encoding.ts";
import { script, style } from "../surveys/page/style.ts";

export const surveyPreview = new Hono<App>();

const schemes = ["light", "dark"] as const;
type Scheme = (typeof schemes)[number];

/** The look of survey pages in one scheme, whatever the reader's system prefers. */
const styleIn = (scheme: Scheme): string =>
  style
    .replace("color-scheme:light dark", `color-scheme:${scheme}`)
    .replace("(prefers-color-scheme:dark)", scheme === "dark" ? "all" : "not all");

/** Takes the page that the portfolio posts: its language, its direction and what stands in it. */
const receive = `
addEventListener("message",function(e){
if(e.source!==parent||typeof e.data!=="string")return;
var page=new DOMParser().parseFromString(e.data,"text/html"),main=page.querySelector("main");if(!main)return;
document.documentElement.lang=page.documentElement.lang;
document.documentElement.dir=page.documentElement.dir;
document.body.replaceChildren(document.adoptNode(main))});
document.addEventListener("submit",function(e){e.preventDefault()});
parent.postMessage("ready","*");
`;

/** Lets the portfolio frame this document, which may neither load nor send anything. */
export const previewHeaders: MiddlewareHandler<App> = async (c, next) => {
  await next();
  const nonce = c.get("nonce") ?? "none";
  c.header(
    "Content-Security-Policy",
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; ` +
      "img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
  );
  c.header("X-Frame-Options", "SAMEORIGIN");
};

surveyPreview.get("/survey-preview/:scheme", (c) => {
  const scheme = schemes.find((one) => one === c.req.param("scheme")) ?? "light";
  const nonce = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
  c.set("nonce", nonce);
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Preview</title>
          <link rel="icon" href="data:," />
          <style nonce="${nonce}">
            ${raw(styleIn(scheme))}
          </style>
        </head>
        <body>
          <script nonce="${nonce}">
            ${raw(script)};
            ${raw(receive)};
          </script>
        </body>
      </html>`,
  );
});
