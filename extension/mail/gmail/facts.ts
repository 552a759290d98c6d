/**
 * The facts of Gmail's description as signals, each in the part of the page where it is sought;
 * which part that is, code says.
 */
import { normalise } from "../../../shared/people/address.ts";
import type { Description, Way } from "../../../shared/contract/webmail.ts";
import type { Participant } from "../adapter.ts";
import { readDate } from "../reading/dates.ts";
import { peopleSignals } from "../described/description-people.ts";
import { elementsAt, textSignals, type Scope } from "../described/description-signals.ts";
import { earlierWriters } from "../reading/earlier.ts";
import { findThread, mainsOf } from "./mains.ts";
import { plainId } from "./place.ts";
import { findCompose, meant } from "./writing.ts";
import { readings } from "../reading/readings.ts";
import { ask, type Signal } from "../reading/signals.ts";

export type Facts = ReturnType<typeof factsOf>;

const by = (
  ways: readonly Way[],
  find: (page: Document, at: string) => HTMLElement | null,
): Signal<HTMLElement>[] =>
  ways.map((way) => ({ name: `${way.since} ${way.at}`, read: (page) => find(page, way.at) }));

const findReply = (page: Document, at: string) =>
  meant(
    page,
    mainsOf(page).flatMap((main) => elementsAt(main, at, "")),
  );

const writtenIn = (scope: Scope, compose: Description["compose"]) => ({
  to: peopleSignals(compose?.to ?? [], "to", scope, ""),
  cc: peopleSignals(compose?.cc ?? [], "cc", scope, ""),
  from: peopleSignals(compose?.from ?? [], "from", scope, ""),
  subject: textSignals(compose?.subject ?? [], scope, ""),
});

/** Makes all signals of the description. */
export function factsOf(site: Description) {
  const bodies = site.bodies.join();
  const { message: parts, compose } = site;
  const { once, sought } = readings();
  const threads = by(site.thread.at, (page, at) => findThread(page, at, bodies));
  const thread = once("thread", (page) => ask(page, threads));
  const senderOf = (element: HTMLElement) =>
    sought(
      element,
      "sender",
      () =>
        ask(
          element.ownerDocument,
          peopleSignals(parts.from, "from", () => element, bodies),
        )?.[0] ?? null,
    );
  const openAt = (page: Document, at: string) =>
    sought(page, `open ${at}`, () => {
      const within = thread(page);
      return within === null
        ? []
        : elementsAt(within, at, bodies).filter((one) => senderOf(one) !== null);
    });
  // The last one that is open is the newest; folded ones show no sender's address in these places.
  const messages = by(parts.at, (page, at) => openAt(page, at).at(-1) ?? null);
  const message = once("message", (page) => ask(page, messages));
  const composes = by(compose?.at ?? [], findCompose);
  const replies = by(compose?.reply ?? [], findReply);
  return {
    thread,
    messages,
    composes,
    replies,
    /**
     * Reads who wrote the other messages that stand open; of the folded ones the page shows no
     * address in these places.
     */
    earlier(page: Document): Participant[] {
      const open = message(page) as HTMLElement | null;
      const all =
        parts.at.map((way) => openAt(page, way.at)).find((found) => found.length > 0) ?? [];
      return open === null ? [] : earlierWriters(all, open, senderOf);
    },
    account: textSignals(
      site.account,
      (page) => page,
      bodies,
      (text) => normalise(text)?.address ?? null,
    ),
    from: peopleSignals(parts.from, "from", message, bodies),
    to: peopleSignals(parts.to, "to", message, bodies),
    occurredAt: textSignals(parts.occurredAt, message, bodies, readDate),
    messageId: textSignals(parts.id, message, bodies, plainId),
    threadId: textSignals(site.thread.id, thread, bodies, plainId),
    subject: textSignals(site.thread.subject, thread, bodies),
    compose: writtenIn(
      once("compose", (page) => ask(page, composes)),
      compose,
    ),
    reply: writtenIn(
      once("reply", (page) => ask(page, replies)),
      compose,
    ),
  };
}
