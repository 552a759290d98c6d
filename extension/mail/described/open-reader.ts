/** Reads what a described webmail has open: a message, or one that is being written. */
import { isAutomatic } from "../../../shared/people/address.ts";
import type { Open, OpenCompose, OpenMessage } from "../adapter.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { instantOf } from "../reading/dates.ts";
import { seen } from "../reading/digest.ts";
import { ask } from "../reading/signals.ts";
import { longest } from "./description-signals.ts";
import { shownIn, type Facts } from "./facts.ts";
import { openLate } from "./late.ts";

/** After this long, milliseconds, what shows a name alone is painted. */
const painted = 600;

export type OpenReader = {
  read(page: Document): Open | "unreadable" | null;
  /** Calls `soon` when what was waited for may stand in the page. */
  onChange(page: Document, soon: () => void): void;
};

type IsCurrent = (page: Document, thread: string | null) => boolean;

/**
 * Makes the reader of a site.
 * @param isCurrent returns whether what the page shows is what its address says
 */
export function openReader(site: Description, facts: Facts, isCurrent?: IsCurrent): OpenReader {
  const changed = new WeakMap<Document, () => void>();
  const again = (page: Document) => changed.get(page)?.();
  const late = openLate(again);
  const isNameAlone = watchNames(again);

  function readMessage(page: Document): OpenMessage | "unreadable" | null {
    const thread = isAt(site, page, site.thread.open) ? facts.thread(page) : null;
    if (thread === null || thread.childElementCount === 0) return null;
    const id = ask(page, facts.threadId);
    const account = ask(page, facts.account);
    if (isCurrent?.(page, id) === false) return null;
    const writers = facts.writerOf(page);
    const sender = senderIn(page, facts, account, writers);
    if (sender === null && !isNameAlone(page, writers.join())) return "unreadable";
    const names = sender === null ? writers : [];
    const { open, print } = messageIn(page, site, facts, { id, account, sender, names });
    return late.settled(page, open, print);
  }

  return {
    read(page) {
      const message = readMessage(page);
      if (message === null || message === "unreadable") late.forget(page);
      // A message that is being answered stays the message; what is written alone is a compose.
      return message ?? composeIn(page, site, facts);
    },
    onChange: (page, soon) => {
      changed.set(page, soon);
    },
  };
}

const isAt = (site: Description, page: Document, pattern: string | undefined): boolean =>
  pattern === undefined ||
  new RegExp(pattern, "u").test(shownIn(site, page)?.location.href.slice(0, longest) ?? "");

const named = (names: string[]) => (names.length === 0 ? {} : { withoutAddress: names });

/**
 * Returns a function that answers whether a name stays alone, and is not a message that is still
 * painted: names come before addresses.
 */
function watchNames(again: (page: Document) => void) {
  const nameless = new WeakMap<Document, { name: string; since: number }>();
  return (page: Document, name: string): boolean => {
    const before = nameless.get(page);
    const since = before?.name === name ? before.since : Date.now();
    if (before?.name !== name) setTimeout(() => again(page), painted + 50);
    nameless.set(page, { name, since });
    return name !== "" && Date.now() - since >= painted;
  };
}

type Sender = NonNullable<ReturnType<typeof senderIn>>;

/** Reads who wrote; one's own name stands there without the address. */
function senderIn(page: Document, facts: Facts, account: string | null, writers: string[]) {
  const [shown] = ask(page, facts.from) ?? [];
  return (
    shown ??
    (account !== null && writers[0] !== undefined && writers[0] === ask(page, facts.owner)
      ? { role: "from" as const, name: null, address: account }
      : null)
  );
}

/** Reads the open message, and a print of what in it tells it from another. */
function messageIn(
  page: Document,
  site: Description,
  facts: Facts,
  known: { id: string | null; account: string | null; sender: Sender | null; names: string[] },
): { open: OpenMessage; print: string } {
  const { id, account, sender, names } = known;
  const written = ask(page, facts.occurredAt);
  const occurredAt = instantOf(written ?? "");
  const people = peopleIn(page, facts, account, sender);
  const reply = [...(ask(page, facts.answerTo) ?? []), ...(ask(page, facts.answerCc) ?? [])];
  const message =
    sender === null
      ? null
      : (ask(page, facts.messageId) ?? derivedId(id, sender.address, occurredAt, written));
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
    ...named([...names, ...facts.namesOf(page, "message")]),
  };
  return { open, print: JSON.stringify([people, written, ask(page, facts.messageId)]) };
}

/** Reads who is in a message; the owner's name is the word "me" in the page's language. */
const peopleIn = (page: Document, facts: Facts, account: string | null, sender: Sender | null) =>
  [
    ...(sender === null ? [] : [sender]),
    ...(ask(page, facts.to) ?? []),
    ...(ask(page, facts.cc) ?? []),
    ...(ask(page, facts.replyTo) ?? []),
    ...(sender === null ? [] : facts.earlier(page)),
  ].map((one) => (one.address === account ? { ...one, name: null } : one));

/**
 * Makes an id for a message of which the page gives none, of who wrote and when; null where no full
 * date is shown, for "14:02" is another tomorrow.
 */
function derivedId(
  thread: string | null,
  sender: string,
  instant: string | null,
  written: string | null,
): string | null {
  const date = instant ?? (/\b\d{4}\b/.test(written ?? "") ? written : null);
  return thread === null || date === null ? null : seen(sender, date);
}

function composeIn(page: Document, site: Description, facts: Facts): OpenCompose | null {
  if (!isAt(site, page, site.compose?.open) || facts.writing(page) === null) return null;
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
