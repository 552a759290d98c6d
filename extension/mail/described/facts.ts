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

/** Finds the parts of a site's page in which its facts are sought, each once in a reading. */
function partsOf(site: Description, bodies: string) {
  const { once, sought } = readings();
  const page = once("page", (document) => shownIn(site, document));
  const threads = elementSignals(site.thread.at, page, bodies);
  const thread = once("thread", (document) => ask(document, threads));
  const { message: parts } = site;
  /** Returns whether it shows who wrote, be it by a name alone. */
  const isWritten = (element: HTMLElement) =>
    parts.from.some(({ at }) => elementsAt(element, at, bodies).length > 0);
  /** Finds the messages that stand open, in the order of the page. */
  const openAt = (document: Document, at: string) =>
    sought(document, `open ${at}`, () => {
      const within = thread(document);
      return within === null ? [] : elementsAt(within, at, bodies).filter(isWritten);
    });
  const instantIn = (element: HTMLElement) =>
    instantOf(
      ask(
        element.ownerDocument,
        textSignals(parts.occurredAt, () => element, bodies),
      ) ?? "",
    );
  const messages: Signal<HTMLElement>[] = parts.at.map((way) => ({
    name: `${way.since} ${way.at}`,
    read: (document) => newest(openAt(document, way.at), instantIn) ?? null,
  }));
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
  const composes = elementSignals(site.compose?.at ?? [], page, "");
  const answers = writesBeside(site)
    ? besidesOf(site, page)
    : elementSignals(site.compose?.reply ?? [], thread, "");
  return {
    threads,
    thread,
    messages,
    message: once("message", (document) => ask(document, messages)),
    openAt,
    sendersIn,
    writing: once("writing", (document) => ask(document, composes)),
    answer: once("answer", (document) => ask(document, answers)),
  };
}

type Parts = ReturnType<typeof partsOf>;

/**
 * Returns the newest of the open messages: some sites show it first, some last. Where one has no
 * date that can be read, the last.
 */
function newest(open: HTMLElement[], instantIn: (element: HTMLElement) => string | null) {
  const at = open.length > 1 ? open.map(instantIn) : [];
  return at.length > 0 && at.every((one) => one !== null)
    ? open[at.lastIndexOf([...at].sort().at(-1) ?? "")]
    : open.at(-1);
}

/** Finds all that is written beside a conversation: a composer may float over it, or several. */
const besidesOf = (
  { compose }: Description,
  page: (document: Document) => Document | null,
): Signal<HTMLElement>[] =>
  (compose?.at ?? []).map((way) => ({
    name: way.at,
    read(document) {
      const shown = page(document);
      const [one = null, more] = shown === null ? [] : elementsAt(shown, way.at, "");
      return more === undefined ? one : (shown?.body ?? null);
    },
  }));

/** Reads who wrote the other messages, open or folded, as far as their addresses are shown. */
function earlierIn(
  document: Document,
  { at: ways, folded = [] }: Description["message"],
  { message, thread, openAt, sendersIn }: Parts,
  bodies: string,
): Participant[] {
  const open = message(document) as HTMLElement | null;
  const within = thread(document);
  // The way by which it was found has the others too; later ones are not sought.
  const way = ways.find(({ at }) => open?.matches(at));
  if (open === null || within === null || way === undefined) return [];
  const closed = folded
    .flatMap(({ at }) => elementsAt(within, at, bodies))
    .filter((one) => !one.contains(open) && !open.contains(one));
  const all = [...new Set([...openAt(document, way.at), ...closed])].sort((one, other) =>
    (one.compareDocumentPosition(other) & 4) === 0 ? 1 : -1,
  );
  return earlierWriters(all, open, sendersIn);
}

/**
 * Makes all signals of a site.
 * @param idOf one spelling for an id; null for what is none, so that the next way is tried
 */
export function factsOf(site: Description, idOf: IdOf = (written) => written) {
  const bodies = site.bodies.join();
  const { message: parts, compose } = site;
  const found = partsOf(site, bodies);
  const { thread, message, writing, answer } = found;
  const whole: Scope = (document) => document;
  const addressOf = (text: string) => normalise(text)?.address ?? null;
  const owner = textSignals(site.owner ?? [], whole, bodies);
  return {
    bodies,
    threads: found.threads,
    thread,
    message: found.messages,
    account: textSignals(site.account, whole, bodies, addressOf),
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
    answerTo: peopleSignals(compose?.to ?? [], "to", answer, ""),
    answerCc: peopleSignals(compose?.cc ?? [], "cc", answer, ""),
    composeTo: peopleSignals(compose?.to ?? [], "to", writing, ""),
    composeCc: peopleSignals(compose?.cc ?? [], "cc", writing, ""),
    composeSubject: textSignals(compose?.subject ?? [], writing, ""),
    earlier: (document: Document) => earlierIn(document, parts, found, bodies),
    /** Reads who wrote the open message, where only names show it. */
    writerOf: (document: Document) => namesWithout(parts.from, message, bodies, document),
    owner,
    /**
     * Reads who is in the open message, or written to, by name alone; the mailbox's owner is known
     * without.
     */
    namesOf(document: Document, of: "message" | "compose"): string[] {
      const names =
        of === "message"
          ? [parts.to, parts.cc].flatMap((ways) => namesWithout(ways, message, bodies, document))
          : [compose?.to ?? [], compose?.cc ?? []].flatMap((ways) =>
              namesWithout(ways, writing, "", document),
            );
      return names.filter((name) => name !== ask(document, owner));
    },
  };
}
