/**
 * Any other webmail, where the person asked for it, and any view of a known one that cannot be
 * read. It is never sure who wrote: it offers whom the reading area shows, and the person says who
 * it is. No marks in the list: rows of an unknown page cannot be told from anything else.
 */
import type { Adapter, Candidate, Guess, OpenMessage, Participant } from "../adapter.ts";
import { mainOf, readingArea, type Area } from "./area.ts";
import { headOf, type Head } from "./head.ts";
import { idOf } from "./identity.ts";
import { continues, printOf, type Print } from "./print.ts";
import { watchAll } from "./watch.ts";
import { sought, together } from "../reading/readings.ts";
import { safely } from "../reading/signals.ts";

const mostOffered = 6;

/** An open message as a page shows it. */
type Look = { area: Area; head: Head };

/** The look at a page, taken once in a reading; null where nothing is like a message. */
function lookAt(page: Document, bodies: readonly string[] = []): Look | null {
  return sought(page, "generic look", () => {
    const area = readingArea(page, bodies);
    if (area === null) return null;
    const head = headOf(area);
    // An address stands in many pages: without anything like a subject or a sender it is not a
    // message.
    const isMessage =
      head.heading !== null ||
      head.subject !== null ||
      head.places.some(({ label }) => label === "from");
    return head.places.length > 0 && isMessage ? { area, head } : null;
  });
}

function candidatesOf({ places, clear }: Head): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const [at, { name, address }] of places.entries()) {
    if (!found.has(address))
      found.set(address, { role: "from", name, address, isDoubtful: at >= clear });
  }
  return [...found.values()];
}

/**
 * The people of a message whose sender the person chose: beside them only who is named in a way
 * that cannot mislead.
 */
function participantsOf(
  { places, announced }: Head,
  chosen: Participant,
  isOwn: (address: string) => boolean,
): Participant[] {
  const sender = { role: chosen.role, name: chosen.name, address: chosen.address };
  const [first] = places;
  // What the mailbox's owner wrote went to whom was chosen.
  if (first?.label === "from" && isOwn(first.address) && !isOwn(sender.address)) {
    return [
      { role: "from", name: first.name, address: first.address },
      { ...sender, role: "to" },
    ];
  }
  const isAnnounced =
    announced?.some(({ label, address }) => label === "from" && address === sender.address) ===
    true;
  const answers = isAnnounced ? announced.filter(({ label }) => label === "reply-to") : [];
  return [
    { ...sender, role: "from" },
    ...answers.map(({ name, address }) => ({ role: "reply-to" as const, name, address })),
  ];
}

function messageOf(
  page: Document,
  { area, head }: Look,
  participants: Participant[],
  sender: string,
): OpenMessage {
  // Beside a list that it cannot be told from, what is read may be of another message: that is
  // never logged.
  const message = area.isApart ? idOf(page, area, head, sender) : null;
  return {
    kind: "message",
    account: null,
    participants,
    subject: head.subject ?? head.heading,
    occurredAt: head.occurredAt,
    identity:
      message === null
        ? null
        : {
            messageId: null,
            webmail: `generic@${page.location.host}`,
            account: null,
            thread: null,
            message,
          },
    list: false,
  };
}

const prints = new WeakMap<Guess, Print>();

/**
 * Returns whom a page shows as the likely writer of what is open in it; null where it shows nobody.
 */
function guessOpen(page: Document, bodies?: readonly string[]): Guess | null {
  const look = lookAt(page, bodies);
  if (look === null) return null;
  const guess: Guess = {
    kind: "guess",
    candidates: candidatesOf(look.head).slice(0, mostOffered),
    settle: (sender, isOwn) =>
      messageOf(page, look, participantsOf(look.head, sender, isOwn), sender.address),
    isSame(before) {
      const [then, now] = [before, guess].map((one) => prints.get(one));
      return then !== undefined && now !== undefined && continues(then, now);
    },
  };
  prints.set(guess, printOf(page, look.area, look.head));
  return guess;
}

const guessIn = (page: Document, bodies?: readonly string[]) =>
  safely(() => together(() => guessOpen(page, bodies)), null);

/**
 * The offer for a view of a known webmail that cannot be read.
 * @param page the document that shows the mail
 * @param bodies never looked into
 */
export function offerIn(page: Document, bodies: readonly string[]): Guess | null {
  const guess = guessIn(page, bodies);
  return (
    guess && Object.assign(guess, { follow: (changed: () => void) => watchAll(page, changed) })
  );
}

/** Reads a webmail that nobody has described. */
export const generic: Adapter = {
  webmail: "generic",
  onlyGuesses: true,
  read: (page) => (safely(() => together(() => lookAt(page)), null) === null ? null : "unreadable"),
  guess: (page) => guessIn(page),
  mail: (page) => safely(() => together(() => lookAt(page)?.area.root), null) ?? mainOf(page),
  // No `concerns`: of an unknown page any text may be the head, or the label before it; instead it
  // is read now and then.
  watch(page) {
    const title = page.querySelector("title");
    return title === null ? [] : [{ target: title, options: { childList: true } }];
  },
  listen: watchAll,
  rows: () => [],
  health(page) {
    const look = safely(() => together(() => lookAt(page)), null);
    const by = (has: boolean, signal: string) => (has ? signal : null);
    return {
      webmail: "generic",
      facts: {
        open: by(
          look !== null,
          look?.area.isApart === false
            ? "addresses beside a list"
            : "addresses in the reading area",
        ),
        from: null,
        recipients: null,
        subject: look?.head.subject ? "label" : by(look?.head.heading != null, "heading"),
        occurredAt: by(look?.head.occurredAt != null, "time"),
      },
    };
  },
};
