/** Pages with parts missing: reading must end, and never in the body. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Adapter } from "../../../extension/mail/adapter.ts";
import { fixture, gmail, inOneWindow, roundcube, sogo } from "./page.ts";

const pages: [adapter: Adapter, file: string, url: string][] = [
  [
    roundcube,
    "roundcube/show.html",
    "https://mail.regards.example/?_task=mail&_uid=12&_mbox=INBOX&_action=show",
  ],
  [roundcube, "roundcube/compose.html", "https://mail.regards.example/?_task=mail&_action=compose"],
  [roundcube, "roundcube/list.html", "https://mail.regards.example/?_task=mail"],
  [
    gmail,
    "gmail/conversation.html",
    "https://mail.google.com/mail/u/0/#inbox/FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR",
  ],
  [
    sogo,
    "sogo/message.html",
    "https://mail.regards.example/SOGo/so/sam/Mail/view#!/Mail/0/virtual/INBOX/220",
  ],
  [gmail, "gmail/list.html", "https://mail.google.com/mail/u/0/#inbox"],
];
/** Addresses and words that stand in bodies alone. */
const inBodies = /body\.example|forwarded\.example|older body|dear all/i;

test.each(pages.map(([adapter, file, url]) => ({ adapter, file, url })))(
  "reading $file takes nothing of a body and does not throw when parts are missing",
  ({ adapter, file, url }) => {
    const html = fixture(file);
    const pageOf = inOneWindow(url);
    const strike = fc.record({
      at: fc.nat(500),
      what: fc.constantFrom("element", "class", "attributes", "text"),
    });
    fc.assert(
      fc.property(fc.array(strike, { maxLength: 12 }), (strikes) => {
        const page = pageOf(html);
        // The body's own container stays: without it nobody could tell body from header.
        const elements = [...page.body.querySelectorAll("*")].filter(
          (one) => one.closest("#messagebody, #composebody, .ii, .msg-body") === null,
        );
        for (const { at, what } of strikes) {
          const element = elements[at % elements.length];
          if (
            what === "element" &&
            element?.querySelector("#messagebody, #composebody, .ii, .msg-body") === null
          )
            element.remove();
          else if (what === "class") element?.removeAttribute("class");
          else if (what === "attributes")
            for (const name of element?.getAttributeNames() ?? []) element?.removeAttribute(name);
          else if (what === "text" && element?.childElementCount === 0)
            element.textContent = "undefined";
        }
        const open = adapter.read(page);
        const rows = adapter.rows(page).map((row) => row.address);
        expect(JSON.stringify([open, rows, adapter.health(page)])).not.toMatch(inBodies);
        adapter.watch(page);
        adapter.mail?.(page);
      }),
      { numRuns: 25 },
    );
  },
);
