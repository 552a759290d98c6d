/**
 * Which webmail a page is, told by the page itself: for those that anyone may run on a host of
 * their own. Cheap and small.
 */
import { isRoundcube } from "./roundcube/page.ts";
import { safely } from "./reading/signals.ts";
import { isSogo } from "./sogo/page.ts";

const webmails: [webmail: string, is: (page: Document) => boolean][] = [
  ["roundcube", isRoundcube],
  ["sogo", isSogo],
];

/** The name of its content script; null where it is none of them. */
export function recognise(page: Document): string | null {
  return webmails.find(([, is]) => safely(() => is(page), false))?.[0] ?? null;
}
