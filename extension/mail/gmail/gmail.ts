/** Gmail: its description, and the code for what data cannot say. */
import type { Adapter } from "../adapter.ts";
import { concerns } from "./concerns.ts";
import { isByText } from "../described/rows.ts";
import { offerIn } from "../generic/generic.ts";
import { details } from "./details.ts";
import { factsOf } from "./facts.ts";
import { mainsOf } from "./mains.ts";
import { ownersOf } from "./owner.ts";
import { conversationToken } from "./place.ts";
import { readOpen, writingIn } from "./read.ts";
import { rowOf, rowsOf } from "./rows.ts";
import { listenTo, watchOf } from "./watch.ts";
import { besideMail, composes } from "./writing.ts";
import type { Looked } from "../described/looks.ts";
import { together } from "../reading/readings.ts";
import { healthOf, safely } from "../reading/signals.ts";

/** The adapter of Gmail by a description: the built-in one, or a served one. */
export function gmailOf(site: Looked): Adapter {
  const facts = factsOf(site);
  const { rows: list, looks } = site;
  const texts =
    looks === undefined ? "*" : [looks.inMessage.texts, looks.inCompose.texts, details].join();
  const rowsAt = list?.at.map((way) => way.at).join() ?? "";
  const aside = [...site.bodies, ...(rowsAt === "" ? [] : [rowsAt])].join();
  return {
    webmail: site.webmail,
    read: (page) => safely(() => together(() => readOpen(page, facts)), "unreadable"),
    guess: (page) => offerIn(page, site.bodies),
    fixed: (page) =>
      safely(() => besideMail(page).filter((one) => one.querySelector(composes) !== null), []),
    mail: (page) => safely(() => mainsOf(page)[0], undefined) ?? page.body,
    watch: watchOf,
    listen: listenTo,
    // Lists and message bodies are never at rest; outside a conversation only what is being written
    // matters.
    concerns: (record) =>
      record.target.nodeName === "TITLE" ||
      concerns(record, {
        open:
          conversationToken((record.target.ownerDocument ?? document).location) === null
            ? composes
            : `[role=main], ${composes}`,
        aside,
        texts,
      }),
    rows: (page) => safely(() => rowsOf(site, page, ownersOf(page, facts)), []),
    ...(list === null
      ? {}
      : {
          row: {
            at: rowsAt,
            attributes: list.person.flatMap((way) =>
              way.address.flatMap(({ attribute }) => attribute ?? []),
            ),
            byText: isByText(list),
            read: (element: HTMLElement) =>
              safely(() => rowOf(element, site, ownersOf(element.ownerDocument, facts)), null),
          },
        }),
    writing: (page) => safely(() => together(() => writingIn(page, facts)), null),
    health: (page) => ({
      webmail: site.webmail,
      description: { version: site.version, from: "built in" },
      ...healthOf(page, {
        open: facts.messages,
        account: facts.account,
        from: facts.from,
        recipients: facts.to,
        subject: facts.subject,
        occurredAt: facts.occurredAt,
        thread: facts.threadId,
        message: facts.messageId,
      }),
    }),
  };
}
