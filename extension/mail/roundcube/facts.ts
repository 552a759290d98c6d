/**
 * The facts of Roundcube's description as signals, each in the document and part where it is
 * sought.
 */
import { normalise } from "../../../shared/people/address.ts";
import type { Description, PersonWay } from "../../../shared/contract/webmail.ts";
import type { Participant } from "../adapter.ts";
import { readDate } from "../reading/dates.ts";
import { textsWith, type Code } from "../described/description-code.ts";
import { peopleSignals } from "../described/description-people.ts";
import {
  elementsAt,
  elementSignals,
  textSignals,
  type Scope,
} from "../described/description-signals.ts";
import { messagePage, setting } from "./page.ts";
import { hiddenBeside } from "./people.ts";
import { ask, type Signal } from "../reading/signals.ts";
import { line } from "../reading/text.ts";

export type Facts = ReturnType<typeof factsOf>;

/** A message is known by its mailbox and its number in it. */
function inMailbox(mailbox: string | null, uid: string | null): string | null {
  return mailbox !== null && mailbox !== "" && uid !== null && /^[\w.-]+$/.test(uid)
    ? line(`${mailbox}/${uid}`, 500)
    : null;
}
function byParameters(address: string | undefined): string | null {
  const asked = new URLSearchParams(address ?? "");
  return inMailbox(asked.get("_mbox"), asked.get("_uid"));
}

/**
 * Reads facts from scripts, links and parameters of any order, which no selector finds; no script
 * is read but for these names.
 */
const codeOf = (
  shown: (top: Document) => Document | null,
  thread: (top: Document) => ParentNode | null,
): Code =>
  new Map([
    ["username", (top: Document) => setting(shown(top) ?? top, "username")],
    ["address", (top: Document) => byParameters(shown(top)?.location?.search)],
    [
      "settings",
      (top: Document) => {
        const page = shown(top);
        return page === null ? null : inMailbox(setting(page, "mailbox"), setting(page, "uid"));
      },
    ],
    [
      "window",
      (top: Document) =>
        byParameters(thread(top)?.querySelector("a.extwin")?.getAttribute("href")?.split("?")[1]),
    ],
  ]);

/** Makes all signals of the description; every one is asked of the top document. */
export function factsOf(site: Description) {
  const bodies = site.bodies.join();
  const { message: parts, compose } = site;
  const frame = (top: Document) =>
    site.frame === undefined ? null : top.querySelector<HTMLIFrameElement>(site.frame);
  const shown = (top: Document) => messagePage(top, frame(top));
  const threads = elementSignals(site.thread.at, shown, bodies);
  const thread: Scope = (top) => ask(top, threads);
  const messages = elementSignals(parts.at, thread, bodies);
  const message: Scope = (top) => ask(top, messages);
  const composes = elementSignals(compose?.at ?? [], (top) => top, bodies);
  const writing: Scope = (top) => ask(top, composes);
  const code = codeOf(shown, thread);

  /** The people of a role, those among them whom the page keeps folded. */
  function people(ways: readonly PersonWay[], role: Participant["role"]): Signal<Participant[]>[] {
    return peopleSignals(ways, role, message, bodies).map(({ name, read }, index) => ({
      name,
      read(top) {
        const found = read(top);
        const within = message(top);
        const [one] =
          found === null || within === null
            ? []
            : elementsAt(within, ways[index]?.at ?? "", bodies);
        return found === null || one === undefined
          ? found
          : [...found, ...hiddenBeside(one, role, found)];
      },
    }));
  }
  return {
    frame,
    shown,
    threads,
    messages,
    account: textsWith(
      code,
      site.account,
      (top) => top,
      bodies,
      (text) => normalise(text)?.address ?? null,
    ),
    from: people(parts.from, "from"),
    replyTo: people(parts.replyTo, "reply-to"),
    to: people(parts.to, "to"),
    cc: people(parts.cc, "cc"),
    occurredAt: textSignals(parts.occurredAt, message, bodies, readDate),
    messageId: textsWith(code, parts.id, message, bodies),
    subject: textSignals(site.thread.subject, thread, bodies),
    list: elementSignals(site.thread.list ?? [], thread, bodies),
    aliases: peopleSignals(compose?.from ?? [], "from", (top) => top, bodies),
    composeTo: peopleSignals(compose?.to ?? [], "to", writing, bodies),
    composeCc: peopleSignals(compose?.cc ?? [], "cc", writing, bodies),
    composeSubject: textSignals(compose?.subject ?? [], (top) => top, bodies),
  };
}
