/** An adapter made of a description: reads what its ways say, and leaves everything else alone. */
import type { Adapter } from "../adapter.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { factsOf, shownIn, type Facts, type IdOf } from "./facts.ts";
import { concernsOf, type Shown } from "./concerns.ts";
import { offerIn } from "../generic/generic.ts";
import type { Looked } from "./looks.ts";
import { openReader } from "./open-reader.ts";
import { rowIn, rowsIn } from "./rows.ts";
import { listenIn, watchOf } from "./watch.ts";
import { together } from "../reading/readings.ts";
import { healthOf, safely } from "../reading/signals.ts";

/** Returns whether a description is of this host. */
export function isOf({ hosts }: Pick<Description, "hosts">, hostname: string): boolean {
  return hosts.some((host) =>
    host.startsWith(".") ? `.${hostname}`.endsWith(host) : hostname === host,
  );
}

/** Code that a few sites need beside their description. */
export type Hooks = {
  /**
   * One spelling for an id as the page writes it; null for what is none ("undefined"), so that the
   * next way is tried.
   */
  idOf?: IdOf;
  /**
   * Returns whether what the page shows is what its address says.
   * @param thread the id that was read, null where none was
   */
  isCurrent?(page: Document, thread: string | null): boolean;
  /** Parts of the adapter in the place of those that the description makes. */
  instead?(plain: Adapter, facts: Facts): Partial<Adapter>;
};

/** Makes the adapter of a webmail that is known as data, with the code that it needs. */
export function described(site: Looked, hooks: Hooks = {}): Adapter {
  const facts = factsOf(site, hooks.idOf);
  const reader = openReader(site, facts, hooks.isCurrent);
  const found = new WeakMap<Document, Shown>();
  const plain: Adapter = {
    webmail: site.webmail,
    read: (page) => safely(() => together(() => reader.read(page)), "unreadable"),
    guess: (page) => offerIn(shownIn(site, page) ?? page, site.bodies),
    mail: (page) =>
      safely(
        () =>
          (site.frame === undefined ? null : page.querySelector(site.frame)) ?? facts.thread(page),
        null,
      ) ?? page.body,
    watch: watchOf(site, facts, found),
    concerns: concernsOf(site, (page) => found.get(page)),
    listen(page, soon, now) {
      reader.onChange(page, soon);
      return listenIn(site, page, soon, now);
    },
    rows: (page) =>
      safely(() => {
        const shown = shownIn(site, page);
        return shown === null ? [] : rowsIn(shown, site);
      }, []),
    ...rowIn(site),
    writing: (page) =>
      safely(
        () =>
          together(() => {
            const open = reader.read(page);
            const isAnswer = open !== null && open !== "unreadable" && open.kind === "message";
            return isAnswer ? facts.answer(page) : facts.writing(page);
          }),
        null,
      ),
    health: (page) => ({
      webmail: site.webmail,
      description: { version: site.version, from: "built in" },
      ...healthOf(page, {
        open: facts.message,
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
  return { ...plain, ...hooks.instead?.(plain, facts) };
}
