/** An adapter made of a description: reads what its ways say, and leaves everything else alone. */
import { isAutomatic, normalise } from "../../shared/people/address.ts";
import type { Adapter, Open, OpenCompose, OpenMessage, Row } from "./adapter.ts";
import { readDate } from "./dates.ts";
import type { Description } from "../../shared/contract/webmail.ts";
import { elementsAt, elementSignals, peopleSignals, personOf, textSignals, type Scope } from "./description-signals.ts";
import { ask, report, safely, type Signal } from "./signals.ts";

/** Whether a description is of this host. */
export function isOf({ hosts }: Pick<Description, "hosts">, hostname: string): boolean {
  return hosts.some((host) => (host.startsWith(".") ? `.${hostname}`.endsWith(host) : hostname === host));
}

/** A date that says itself what it is (ISO 8601), or one as people write it. */
function instantOf(text: string): string | null {
  const plain = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(plain) ? readDate(text) : new Date(plain).toISOString();
}

function factsOf(site: Description) {
  const bodies = site.bodies.join();
  const page: Scope = (document) => document;
  const threads = elementSignals(site.thread.at, page, bodies);
  const thread: Scope = (document) => ask(document, threads);
  const { message: parts } = site;
  const sendersIn = (element: ParentNode) => ask(element.ownerDocument ?? (element as Document), peopleSignals(parts.from, "from", () => element, bodies))?.[0] ?? null;
  const instantIn = (element: HTMLElement) => instantOf(ask(element.ownerDocument, textSignals(parts.occurredAt, () => element, bodies)) ?? "");
  /** The newest of the open messages: some show it first, some last. Where one has no date that can be read, the last. */
  const newest = (open: HTMLElement[]) => {
    const at = open.length > 1 ? open.map(instantIn) : [];
    return at.length > 0 && at.every((one) => one !== null) ? open[at.lastIndexOf([...at].sort().at(-1) ?? "")] : open.at(-1);
  };
  const messages: Signal<HTMLElement>[] = parts.at.map((way) => ({
    name: `${way.since} ${way.at}`,
    read(document) {
      const within = thread(document);
      return within === null ? null : newest(elementsAt(within, way.at, bodies).filter((one) => sendersIn(one) !== null)) ?? null;
    },
  }));
  const message: Scope = (document) => ask(document, messages);
  const compose: Signal<HTMLElement>[] = elementSignals(site.compose?.at ?? [], page, "");
  const writing: Scope = (document) => ask(document, compose);
  const account: Signal<string>[] = textSignals(site.account, page, bodies).map((signal) => ({
    name: signal.name, read: (document) => normalise(signal.read(document) ?? "")?.address ?? null,
  }));
  return {
    bodies, threads, message: messages, account, composes: compose,
    from: peopleSignals(parts.from, "from", message, bodies), to: peopleSignals(parts.to, "to", message, bodies),
    cc: peopleSignals(parts.cc, "cc", message, bodies), replyTo: peopleSignals(parts.replyTo, "reply-to", message, bodies),
    occurredAt: textSignals(parts.occurredAt, message, bodies), messageId: textSignals(parts.id, message, bodies),
    threadId: textSignals(site.thread.id, thread, bodies), subject: textSignals(site.thread.subject, thread, bodies),
    list: elementSignals(site.thread.list ?? [], thread, bodies),
    composeTo: peopleSignals(site.compose?.to ?? [], "to", writing, ""), composeCc: peopleSignals(site.compose?.cc ?? [], "cc", writing, ""),
    composeSubject: textSignals(site.compose?.subject ?? [], writing, ""),
  };
}

/** The adapter of a webmail that is known as data. */
export function described(site: Description): Adapter {
  const facts = factsOf(site);
  const isOpen = (page: Document) => site.thread.open === undefined || new RegExp(site.thread.open, "u").test(page.location.href);

  function readMessage(page: Document): OpenMessage | "unreadable" | null {
    const thread = isOpen(page) ? ask(page, facts.threads) : null;
    if (thread === null || thread.childElementCount === 0) return null;
    const [sender] = ask(page, facts.from) ?? [];
    const id = ask(page, facts.threadId), message = ask(page, facts.messageId) ?? id;
    if (sender === undefined || message === null) return "unreadable";
    const account = ask(page, facts.account);
    // The owner's name is the word "me" in the page's language.
    const people = [sender, ...ask(page, facts.to) ?? [], ...ask(page, facts.cc) ?? [], ...ask(page, facts.replyTo) ?? []]
      .map((one) => (one.address === account ? { ...one, name: null } : one));
    return {
      kind: "message", account, participants: people, subject: ask(page, facts.subject), occurredAt: instantOf(ask(page, facts.occurredAt) ?? ""),
      identity: { messageId: null, webmail: site.webmail, account, thread: id, message },
      list: ask(page, facts.list) !== null || people.some((one) => one.role === "to" && isAutomatic(one.address)),
    };
  }

  function readCompose(page: Document): OpenCompose | null {
    if (ask(page, facts.composes) === null) return null;
    return { kind: "compose", account: ask(page, facts.account), participants: [...ask(page, facts.composeTo) ?? [], ...ask(page, facts.composeCc) ?? []], subject: ask(page, facts.composeSubject) };
  }

  /** A message that is being answered stays the message; what is written alone is a compose. */
  const readOpen = (page: Document): Open | "unreadable" | null => readMessage(page) ?? readCompose(page);

  function rowsOf(page: Document): Row[] {
    const { rows } = site;
    const elements = rows?.at.map((way) => elementsAt(page, way.at, facts.bodies)).find((found) => found.length > 0) ?? [];
    return elements.flatMap((element) => rows?.person.flatMap((way) => {
      const shown = element.querySelector(way.at);
      const person = shown === null ? null : personOf(shown, way, "from");
      const anchor = element.querySelector<HTMLElement>(rows.anchor);
      return person === null || anchor === null ? [] : [{ element, address: person.address, anchor }];
    }).slice(0, 1) ?? []);
  }

  return {
    webmail: site.webmail,
    matches: (page) => isOf(site, page.location.hostname),
    read: (page) => safely(() => readOpen(page), "unreadable"),
    // Their own columns are laid out by scripts under names that change: the window's edge, with the page made narrower.
    place: (page) => ({ parent: page.body, mode: "fixed" }),
    mail: (page) => safely(() => ask(page, facts.threads), null) ?? page.body,
    watch(page) {
      const thread = safely(() => ask(page, facts.threads), null);
      const title = page.querySelector("title");
      return [
        ...(title === null ? [] : [{ target: title, options: { childList: true } }]),
        { target: thread?.parentElement ?? page.body, options: { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-expanded", "aria-selected", "data-convid", "data-message-id", "data-expanded", "data-test-expanded"] } },
      ];
    },
    listen(page, changed) {
      const view = page.defaultView;
      view?.addEventListener("hashchange", changed);
      view?.addEventListener("popstate", changed);
      return () => { view?.removeEventListener("hashchange", changed); view?.removeEventListener("popstate", changed); };
    },
    rows: (page) => safely(() => rowsOf(page), []),
    health: (page) => ({ webmail: site.webmail, facts: report(page, {
      open: facts.message, account: facts.account, from: facts.from, recipients: facts.to, subject: facts.subject,
      occurredAt: facts.occurredAt, thread: facts.threadId, message: facts.messageId,
    }) }),
  };
}
