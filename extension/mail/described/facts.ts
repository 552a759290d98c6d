/**
 * The facts of a description as signals: what each way says, in the part of the page where it is
 * sought.
 */
import { normalise } from "../../../shared/people/address.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Participant } from "../adapter.ts";
import { instantOf } from "../reading/dates.ts";
import { namesWithout, peopleSignals } from "./description-people.ts";
import { elementsAt, elementSignals, textSignals, type Scope } from "./description-signals.ts";
import { earlierWriters } from "../reading/earlier.ts";
import { readings } from "../reading/readings.ts";
import { ask, safely, type Signal } from "../reading/signals.ts";

/**
 * The document that shows the mail: the page's own, or that of its frame; null while the frame has
 * none that can be read.
 */
export function shownIn(site: Pick<Description, "frame">, page: Document): Document | null {
  const frame =
    site.frame === undefined ? undefined : page.querySelector<HTMLIFrameElement>(site.frame);
  // The same document in a window of its own has no frame around it.
  return frame == null ? page : safely(() => frame.contentDocument, null);
}

/**
 * Returns whether what is written is sought in the whole page while a conversation is open: nothing
 * else tells where its answers stand.
 */
export const writesBeside = ({ compose }: Pick<Description, "compose">) =>
  compose !== null && compose.reply === undefined && compose.open === undefined;

/** An id as it is written, unless the site's own code knows better. */
export type IdOf = (written: string) => string | null;

export type Facts = ReturnType<typeof factsOf>;

/**
 * All signals of a site.
 * @param idOf one spelling for an id; null for what is none, so that the next way is tried
 */
export function factsOf(site: Description, idOf: IdOf = (written) => written) {
  const bodies = site.bodies.join();
  const { once, sought } = readings();
  const whole: Scope = (document) => document;
  const page = once("page", (document) => shownIn(site, document));
  const threads = elementSignals(site.thread.at, page, bodies);
  const thread = once("thread", (document) => ask(document, threads));
  const { message: parts } = site;
  const sendersIn = (element: ParentNode) =>
    sought(
      element,
      "sender",
      () =>
        ask(
          element.ownerDocument ?? (element as Document),
          peopleSignals(parts.from, "from", () => element, bodies),
        )?.[0] ?? null,
    );
  const instantIn = (element: HTMLElement) =>
    instantOf(
      ask(
        element.ownerDocument,
        textSignals(parts.occurredAt, () => element, bodies),
      ) ?? "",
    );
  /**
   * The newest of the open messages: some show it first, some last. Where one has no date that can
   * be read, the last.
   */
  const newest = (open: HTMLElement[]) => {
    const at = open.length > 1 ? open.map(instantIn) : [];
    return at.length > 0 && at.every((one) => one !== null)
      ? open[at.lastIndexOf([...at].sort().at(-1) ?? "")]
      : open.at(-1);
  };
  /** Returns whether it shows who wrote, be it by a name alone. */
  const isWritten = (element: HTMLElement) =>
    parts.from.some(({ at }) => elementsAt(element, at, bodies).length > 0);
  /** The messages that stand open, in the order of the page. */
  const openAt = (document: Document, at: string) =>
    sought(document, `open ${at}`, () => {
      const within = thread(document);
      return within === null ? [] : elementsAt(within, at, bodies).filter(isWritten);
    });
  const messages: Signal<HTMLElement>[] = parts.at.map((way) => ({
    name: `${way.since} ${way.at}`,
    read: (document) => newest(openAt(document, way.at)) ?? null,
  }));
  const message = once("message", (document) => ask(document, messages));
  const composes: Signal<HTMLElement>[] = elementSignals(site.compose?.at ?? [], page, "");
  const writing = once("writing", (document) => ask(document, composes));
  const replies = elementSignals(site.compose?.reply ?? [], thread, "");
  /** All that is written beside a conversation: a composer may float over it, or several. */
  const besides: Signal<HTMLElement>[] = (site.compose?.at ?? []).map((way) => ({
    name: way.at,
    read(document) {
      const shown = page(document);
      const [one = null, more] = shown === null ? [] : elementsAt(shown, way.at, "");
      return more === undefined ? one : (shown?.body ?? null);
    },
  }));
  const answer = once("answer", (document) =>
    ask(document, writesBeside(site) ? besides : replies),
  );
  const account: Signal<string>[] = textSignals(
    site.account,
    whole,
    bodies,
    (text) => normalise(text)?.address ?? null,
  );
  const owner = textSignals(site.owner ?? [], whole, bodies);
  return {
    bodies,
    threads,
    thread,
    message: messages,
    account,
    writing,
    answer,
    from: peopleSignals(parts.from, "from", message, bodies),
    to: peopleSignals(parts.to, "to", message, bodies),
    cc: peopleSignals(parts.cc, "cc", message, bodies),
    replyTo: peopleSignals(parts.replyTo, "reply-to", message, bodies),
    occurredAt: textSignals(parts.occurredAt, message, bodies),
    messageId: textSignals(parts.id, message, bodies, idOf),
    threadId: textSignals(site.thread.id, thread, bodies, idOf),
    subject: textSignals(site.thread.subject, thread, bodies),
    list: elementSignals(site.thread.list ?? [], thread, bodies),
    answerTo: peopleSignals(site.compose?.to ?? [], "to", answer, ""),
    answerCc: peopleSignals(site.compose?.cc ?? [], "cc", answer, ""),
    composeTo: peopleSignals(site.compose?.to ?? [], "to", writing, ""),
    composeCc: peopleSignals(site.compose?.cc ?? [], "cc", writing, ""),
    composeSubject: textSignals(site.compose?.subject ?? [], writing, ""),
    /** Who wrote the other messages, open or folded, as far as their addresses are shown. */
    earlier(document: Document): Participant[] {
      const open = message(document) as HTMLElement | null;
      const within = thread(document);
      // The way by which it was found has the others too; later ones are not sought.
      const way = parts.at.find(({ at }) => open?.matches(at));
      if (open === null || within === null || way === undefined) return [];
      const folded = (parts.folded ?? [])
        .flatMap(({ at }) => elementsAt(within, at, bodies))
        .filter((one) => !one.contains(open) && !open.contains(one));
      const all = [...new Set([...openAt(document, way.at), ...folded])].sort((one, other) =>
        (one.compareDocumentPosition(other) & 4) === 0 ? 1 : -1,
      );
      return earlierWriters(all, open, sendersIn);
    },
    /** Who wrote the open message, where only names show it. */
    writerOf: (document: Document) => namesWithout(parts.from, message, bodies, document),
    owner,
    /**
     * Who is in the open message, or written to, by name alone; the mailbox's owner is known
     * without.
     */
    namesOf: (document: Document, of: "message" | "compose") =>
      (of === "message" ? [parts.to, parts.cc] : [site.compose?.to ?? [], site.compose?.cc ?? []])
        .flatMap((ways) =>
          namesWithout(
            ways,
            of === "message" ? message : writing,
            of === "message" ? bodies : "",
            document,
          ),
        )
        .filter((name) => name !== ask(document, owner)),
  };
}
