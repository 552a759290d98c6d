/**
 * SOGo, on whatever host: its description, and the code for what data cannot say. One page with
 * list, message and composer, and windows of one message or draft.
 */
import { isAutomatic, normalise } from "../../../shared/people/address.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Adapter, HeaderFacts, OpenCompose, OpenMessage, Participant } from "../adapter.ts";
import { elementsAt } from "../described/description-signals.ts";
import { offerIn } from "../generic/generic.ts";
import { ask, healthOf, safely, type Signal } from "../reading/signals.ts";
import { factsOf, type Facts } from "./facts.ts";
import { fetchHeaders, lastAddress, withAddresses } from "./headers.ts";
import { hear, isHeard, keyOf, learned } from "./heard.ts";
import { listOf } from "./list.ts";
import { accountOf, loginOf, pathOf, spotOf } from "./page.ts";
import { keepButton } from "./room.ts";
import { followComposer } from "./sending.ts";

const told = new WeakMap<Document, () => void>();

/** The people of one field, and the names among them without an address. */
function fieldOf(
  page: Document,
  facts: Facts,
  role: "to" | "cc",
): { people: Participant[]; nameless: string[] } {
  const names = facts.namesOf(page, role);
  const people = withAddresses(role, names, learned(page)?.[role] ?? "");
  if (people !== null) return { people, nameless: [] };
  const alone = names.flatMap((name) => {
    const address = normalise(name)?.address;
    return address === undefined ? [] : [{ role, name: null, address }];
  });
  const own = accountOf(page)?.names ?? [];
  return {
    people: alone,
    nameless: names.filter((name) => normalise(name) === null && !own.includes(name)),
  };
}

function readMessage(page: Document, facts: Facts): OpenMessage | "unreadable" | null {
  const id = ask(page, facts.messageId);
  if (id === null || ask(page, facts.messages) === null) return null;
  const from = ask(page, facts.from);
  if (from === null) return "unreadable";
  const to = fieldOf(page, facts, "to");
  const cc = fieldOf(page, facts, "cc");
  const participants = [from, ...to.people, ...cc.people];
  return {
    kind: "message",
    account: ask(page, facts.account),
    participants,
    subject: ask(page, facts.subject),
    occurredAt: ask(page, facts.occurredAt),
    identity: {
      messageId: null,
      webmail: `sogo@${page.location.host}`,
      account: loginOf(page.location),
      thread: null,
      message: id,
    },
    list: participants.some((one) => one.role === "to" && isAutomatic(one.address)),
    // Until they were asked for, nobody is missing.
    withoutAddress: isHeard(page) ? [...to.nameless, ...cc.nameless] : [],
  };
}

function readCompose(page: Document, facts: Facts): OpenCompose {
  const participants = [
    ...(ask(page, facts.composeTo) ?? []),
    ...(ask(page, facts.composeCc) ?? []),
  ];
  return {
    kind: "compose",
    account: ask(page, facts.account),
    subject: ask(page, facts.composeSubject),
    participants,
  };
}

/** The open message's headers; the same sender must stand on the page, or they are another's. */
async function headersOf(
  { participants }: Pick<OpenMessage, "participants">,
  page: Document,
  signal: AbortSignal,
): Promise<HeaderFacts | null> {
  const key = keyOf(page);
  const spot = spotOf(page.location);
  const path = spot === null ? null : pathOf(page.location, spot);
  const shown = participants.find((one) => one.role === "from")?.address;
  const found = path === null ? null : await fetchHeaders(path, signal).catch(() => null);
  if (signal.aborted) return null;
  const headers = found !== null && lastAddress(found.from) === shown ? found : null;
  hear(page, key, headers);
  told.get(page)?.();
  return headers === null
    ? null
    : { messageId: headers.messageId, occurredAt: headers.occurredAt, list: false };
}

const byHeaders: Signal<true> = {
  name: "2022-11 :code(headers)",
  read: (page) => (learned(page) === null ? null : true),
};

/** The adapter of SOGo by a description: the built-in one, or a served one. */
export function sogoOf(site: Description): Adapter {
  const facts = factsOf(site);
  return {
    webmail: site.webmail,
    read: (page) =>
      safely(
        () =>
          ask(page, facts.composes) === null ? readMessage(page, facts) : readCompose(page, facts),
        "unreadable",
      ),
    guess: (page) => offerIn(page, site.bodies),
    mail: (page) =>
      ask(page, facts.composes) ?? page.querySelector(".view-detail:not(.ng-leave)") ?? page.body,
    watch(page) {
      const below = { childList: true, subtree: true };
      const detail = ask(page, facts.threads);
      const all = (ways: Description["watch"] = []) =>
        ways.flatMap(({ at }) => safely(() => elementsAt(page, at, ""), []));
      const heads = [...(detail?.children ?? [])].filter(
        (part) => safely(() => part.querySelector(site.bodies.join()), part) === null,
      );
      return [
        ...all(site.watch).map((target) => ({ target, options: { childList: true } })),
        ...all(site.rows?.within)
          .slice(0, 1)
          .map((target) => ({ target, options: below })),
        ...heads.map((target) => ({ target, options: { ...below, characterData: true } })),
      ];
    },
    listen(page, changed) {
      told.set(page, changed);
      const release = keepButton(page);
      return () => {
        release();
        told.delete(page);
      };
    },
    rows: (page) => safely(() => listOf(site, page, () => told.get(page)?.()), []),
    headers: headersOf,
    followSending(page, sent) {
      const composer = ask(page, facts.composes);
      return composer === null ? () => undefined : followComposer(composer, sent);
    },
    writing: (page) => ask(page, facts.composes),
    health: (page) => ({
      webmail: site.webmail,
      description: { version: site.version, from: "built in" },
      ...healthOf(page, {
        open: facts.messages,
        account: facts.account,
        from: facts.from,
        subject: facts.subject,
        occurredAt: facts.occurredAt,
        message: facts.messageId,
        recipients: [byHeaders, ...facts.to],
      }),
    }),
  };
}
