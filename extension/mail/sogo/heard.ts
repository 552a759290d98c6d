/** Keeps what the headers of SOGo's open message said, once they were asked for. */
import type { Headers } from "./headers.ts";

/** One message at a time. `null`: asked for, and not told. */
const heard = new WeakMap<Document, { key: string; headers: Headers | null }>();

/** Returns what tells one open message of a page from another. */
export const keyOf = (page: Document) => page.location.hash;
/** Keeps what was answered for the message of this key. */
export const hear = (page: Document, key: string, headers: Headers | null) => {
  heard.set(page, { key, headers });
};
/** Returns whether the open message's headers were asked for and answered, well or not. */
export const isHeard = (page: Document) => heard.get(page)?.key === keyOf(page);
/** The open message's headers, as far as they are known. */
export const learned = (page: Document) =>
  isHeard(page) ? (heard.get(page)?.headers ?? null) : null;
