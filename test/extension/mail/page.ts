/** Pages of the fixtures as documents, parsed by jsdom without running their scripts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import type { Adapter } from "../../../extension/mail/adapter.ts";
import { described } from "../../../extension/mail/described/described.ts";
import { gmailDescription } from "../../../extension/mail/gmail/description.ts";
import { gmailOf } from "../../../extension/mail/gmail/gmail.ts";
import { roundcubeDescription } from "../../../extension/mail/roundcube/description.ts";
import { roundcubeOf } from "../../../extension/mail/roundcube/roundcube.ts";
import { recognise } from "../../../extension/mail/recognise.ts";
import { siteOf, sites } from "../../../extension/mail/sites/index.ts";
import { sogoDescription } from "../../../extension/mail/sogo/description.ts";
import { sogoOf } from "../../../extension/mail/sogo/sogo.ts";

/** Gmail as it is built in. */
export const gmail = gmailOf(gmailDescription);
/** Roundcube as it is built in. */
export const roundcube = roundcubeOf(roundcubeDescription);
/** SOGo as it is built in. */
export const sogo = sogoOf(sogoDescription);

/** All webmails that are known. */
export const adapters: readonly Adapter[] = [
  gmail,
  roundcube,
  sogo,
  ...sites.map((site) => described(site)),
];

/** The adapter of a page, as the content scripts would choose it; null where none is. */
export function adapterFor(page: Document): Adapter | null {
  const { hostname } = page.location;
  const site = siteOf(hostname);
  const name = hostname === "mail.google.com" ? gmail.webmail : (site?.webmail ?? recognise(page));
  return adapters.find(({ webmail }) => webmail === name) ?? null;
}

/** The text of one of the project's own pages. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, "../../fixtures/mail", name), "utf8");
}

/** A document as if it stood at an address. */
export function pageAt(html: string, url: string): Document {
  return new JSDOM(html, { url }).window.document;
}

/**
 * Returns a function that shows one page after another in one window, for making a window is most
 * of what reading a small page costs. Each page takes the place of the one before.
 */
export function inOneWindow(url: string): (html: string) => Document {
  const page = pageAt("", url);
  return (html) => {
    page.open();
    page.write(html);
    page.close();
    return page;
  };
}

/** Parses a document as `pageAt` does, and waits until it is loaded. */
export function loadedAt(html: string, url: string): Promise<Document> {
  const page = pageAt(html, url);
  return new Promise((resolve) => {
    page.defaultView?.addEventListener("load", () => resolve(page));
  });
}

/** Fills a frame's document, as its loading would. */
export function fill(frame: HTMLIFrameElement, html: string): void {
  const inner = frame.contentDocument;
  if (inner === null) throw new Error("the frame has no document");
  inner.open();
  inner.write(html);
  inner.close();
}
