/** An adapter made of a description: reads what its ways say, and leaves everything else alone. */
import { isAutomatic } from "../../../shared/people/address.ts";
import type { Adapter, Open, OpenCompose, OpenMessage } from "../adapter.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { instantOf } from "../reading/dates.ts";
import { factsOf, shownIn, type Facts, type IdOf } from "./facts.ts";
import { concernsOf, type Shown } from "./concerns.ts";
import { offerIn } from "../generic/generic.ts";
import type { Looked } from "./looks.ts";
import { rowIn, rowsIn } from "./rows.ts";
import { longest } from "./description-signals.ts";
import { seen } from "../reading/digest.ts";
import { openLate } from "./late.ts";
import { listenIn, watchOf } from "./watch.ts";
import { together } from "../reading/readings.ts";
import { ask, healthOf, safely } from "../reading/signals.ts";

/** Returns whether a description is of this host. */
export function isOf({ hosts }: Pick<Description, "hosts">, hostname: string): boolean {
  return hosts.some((host) =>
    host.startsWith(".") ? `.${hostname}`.endsWith(host) : hostname === host,
  );
}

/** What a few sites need beside their description, in code. */
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

/** After this long, milliseconds, what shows a name alone is painted. */
const painted = 600;

/**
 * One of a conversation's messages, of which the page gives no id: who wrote, and when; null where
 * no full date is shown, for "14:02" is another tomorrow.
 */
function toldBy(
  thread: string | null,
  sender: string,
  instant: string | null,
  written: string | null,
): string | null {
  const date = instant ?? (/\b\d{4}\b/.test(written ?? "") ? written : null);
  return thread === null || date === null ? null : seen(sender, date);
}

/** The adapter of a webmail that is known as data, with the code that it needs. */
export function described(site: Looked, hooks: Hooks = {}): Adapter {
  const facts = factsOf(site, hooks.idOf);
  const isAt = (page: Document, pattern: string | undefined) =>
    pattern === undefined ||
    new RegExp(pattern, "u").test(shownIn(site, page)?.location.href.slice(0, longest) ?? "");
  const named = (names: string[]) => (names.length === 0 ? {} : { withoutAddress: names });

  const nameless = new WeakMap<Document, { name: string; since: number }>();
  const changed = new WeakMap<Document, () => void>();
  const late = openLate((page) => changed.get(page)?.());

  /**
   * Returns whether it stays so, and is not a message that is still painted: names come before
   * addresses.
   */
  function isNameAlone(page: Document, name: string): boolean {
    const before = nameless.get(page);
    const since = before?.name === name ? before.since : Date.now();
    if (before?.name !== name) setTimeout(() => changed.get(page)?.(), painted + 50);
    nameless.set(page, { name, since });
    return name !== "" && Date.now() - since >= painted;
  }

  function readMessage(page: Document): OpenMessage | "unreadable" | null {
    const thread = isAt(page, site.thread.open) ? facts.thread(page) : null;
    if (thread === null || thread.childElementCount === 0) return null;
    const id = ask(page, facts.threadId);
    const account = ask(page, facts.account);
    if (hooks.isCurrent?.(page, id) === false) return null;
    const writers = facts.writerOf(page);
    const [shown] = ask(page, facts.from) ?? [];
    // One's own name stands there without the address.
    const sender =
      shown ??
      (account !== null && writers[0] !== undefined && writers[0] === ask(page, facts.owner)
        ? { role: "from" as const, name: null, address: account }
        : null);
    if (sender === null && !isNameAlone(page, writers.join())) return "unreadable";
    // The owner's name is the word "me" in the page's language.
    const written = ask(page, facts.occurredAt);
    const occurredAt = instantOf(written ?? "");
    const people = [
      ...(sender === null ? [] : [sender]),
      ...(ask(page, facts.to) ?? []),
      ...(ask(page, facts.cc) ?? []),
      ...(ask(page, facts.replyTo) ?? []),
      ...(sender === null ? [] : facts.earlier(page)),
    ].map((one) => (one.address === account ? { ...one, name: null } : one));
    const reply = [...(ask(page, facts.answerTo) ?? []), ...(ask(page, facts.answerCc) ?? [])];
    const message =
      sender === null
        ? null
        : (ask(page, facts.messageId) ?? toldBy(id, sender.address, occurredAt, written));
    const open: OpenMessage = {
      kind: "message",
      account,
      ...(reply.length > 0 ? { reply } : {}),
      participants: people,
      subject: ask(page, facts.subject),
      occurredAt,
      identity:
        message === null
          ? null
          : { messageId: null, webmail: site.webmail, account, thread: id, message },
      list:
        ask(page, facts.list) !== null ||
        people.some((one) => one.role === "to" && isAutomatic(one.address)),
      ...named([...(sender === null ? writers : []), ...facts.namesOf(page, "message")]),
    };
    return late.settled(page, open, JSON.stringify([people, written, ask(page, facts.messageId)]));
  }

  function readCompose(page: Document): OpenCompose | null {
    if (!isAt(page, site.compose?.open) || facts.writing(page) === null) return null;
    const participants = [
      ...(ask(page, facts.composeTo) ?? []),
      ...(ask(page, facts.composeCc) ?? []),
    ];
    return {
      kind: "compose",
      account: ask(page, facts.account),
      participants,
      subject: ask(page, facts.composeSubject),
      ...named(facts.namesOf(page, "compose")),
    };
  }

  /** A message that is being answered stays the message; what is written alone is a compose. */
  function readOpen(page: Document): Open | "unreadable" | null {
    const message = readMessage(page);
    if (message === null || message === "unreadable") late.forget(page);
    return message ?? readCompose(page);
  }

  const found = new WeakMap<Document, Shown>();
  const plain: Adapter = {
    webmail: site.webmail,
    read: (page) => safely(() => together(() => readOpen(page)), "unreadable"),
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
      changed.set(page, soon);
      return listenIn(site, page, soon, now);
    },
    rows: (page) =>
      safely(() => {
        const shown = shownIn(site, page);
        return shown === null ? [] : rowsIn(shown, site);
      }, []),
    ...rowIn(site),
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
