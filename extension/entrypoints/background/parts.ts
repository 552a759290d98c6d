/** The background's parts, put together once per start of the service worker. */
import type { Card } from "../../../shared/contract/card.ts";
import type { Interaction } from "../../../shared/contract/answers.ts";
import { openAliases } from "../../sync/aliases.ts";
import type { Aliases } from "../../sync/aliases.ts";
import { openCalling } from "../../sync/calling.ts";
import type { Call } from "../../sync/calling.ts";
import { openCards } from "../../sync/cards.ts";
import type { Cached, Cards } from "../../sync/cards.ts";
import { openDatabase } from "../../sync/database.ts";
import { openDecisions } from "../../sync/decisions.ts";
import type { Decisions } from "../../sync/decisions.ts";
import { mostForms, openKeptForms } from "../../sync/kept-forms.ts";
import type { KeptForms } from "../../sync/kept-forms.ts";
import { openHints } from "../../sync/hints.ts";
import type { Hint, Hints } from "../../sync/hints.ts";
import { lazy } from "../../sync/lazy.ts";
import { memory } from "../../sync/memory.ts";
import type { Memory } from "../../sync/memory.ts";
import type { Connection } from "../../sync/messages.ts";
import { openOutbox } from "../../sync/outbox.ts";
import type { Outbox, OutboxParts } from "../../sync/outbox.ts";
import { openProofs } from "../../sync/proofs.ts";
import type { Proofs } from "../../sync/proofs.ts";
import { openSessions, ownerOf } from "../../sync/session.ts";
import type { Sessions } from "../../sync/session.ts";
import { openSignals } from "../../sync/signals.ts";
import type { Signals } from "../../sync/signals.ts";
import { openVault } from "../../sync/vault.ts";
import { outside, whoKey } from "../../sync/who-key.ts";
import { wakeIn } from "./alarm.ts";
import { showBadge } from "./badge.ts";
import { openConnection } from "./connection.ts";
import { openLearnMe } from "./learn-me.ts";
import { remember } from "./remember.ts";
import { tell } from "./tell.ts";
import { forgetNews } from "./unseen.ts";

export type Parts = {
  sessions: Sessions;
  outbox: Outbox;
  cards: Cards;
  /**
   * Logs seen in this session of the browser, by message: the proof when the Worker cannot be
   * asked.
   */
  logs: Memory<Interaction[]>;
  proofs: Proofs;
  forms: KeptForms;
  hints: Hints;
  aliases: Aliases;
  /** Outlast a sign-out, each for who decided. */
  decisions: Decisions;
  signals: Signals;
  connection(): Connection;
  /** Reads what every look-up reads first, while the mail is still being loaded. */
  readAhead(): Promise<void>;
  /**
   * Asks the Worker about person and book, once an hour at most: what the policy forbids must be
   * known here.
   */
  learnMe(isWanted?: boolean): Promise<void>;
  call: Call;
  /**
   * Forgets everything that was read under the session: at sign-in and sign-out, and when a session
   * ends by itself.
   */
  forget(): Promise<void>;
};

const mostCards = 2000;
const mostBookmarks = 4;

const memoryOf = <Value>(name: string, most: number) =>
  memory<Value>(chrome.storage.session, name, most);

/** Forgets each, whatever becomes of the others. */
async function settleAll(all: Promise<void>[]): Promise<void> {
  for (const each of await Promise.allSettled(all))
    if (each.status === "rejected") console.error("forgetting failed", each.reason);
}

/** Opens the outbox; what it brings is remembered, and every change of it is told. */
function outboxOver(
  disk: Pick<OutboxParts, "database" | "vault">,
  { sessions, call, ...remembered }: Pick<Parts, "sessions" | "call" | "cards" | "logs">,
): Outbox {
  const owner = async () => {
    const session = await sessions.current();
    return session === null ? null : ownerOf(session);
  };
  async function keep(sent: Parameters<OutboxParts["changed"]>[0]): Promise<void> {
    // Where its writer has signed out meanwhile, it is of a book that is not read any more.
    if (sent !== undefined && (await owner()) === sent.entry.owner)
      await remember(remembered, sent);
  }
  const outbox = openOutbox({
    ...disk,
    wakeIn,
    owner,
    send: (write, key, writer) => call((api) => api.write(write, key), { owner: writer }),
    changed(sent) {
      void keep(sent)
        .catch((error: unknown) => console.error("a card could not be remembered", error))
        .then(() => {
          tell({ notice: "changed", what: "outbox" });
          void showBadge(outbox);
          if (sent !== undefined) tell({ notice: "changed", what: "cards" });
        });
    },
  });
  return outbox;
}

/** Returns those of these addresses of whom was said that they are no colleagues. */
async function saidOutside(
  { sessions, decisions }: Pick<Parts, "sessions" | "decisions">,
  addresses: string[],
): Promise<string[]> {
  const session = await sessions.current();
  if (session === null) return [];
  const said = await decisions.of(addresses.map(whoKey), ownerOf(session));
  return addresses.filter((_, at) => said[at] === outside);
}

async function open(): Promise<Parts> {
  const database = await openDatabase();
  const vault = await openVault(database);
  const ended = () => forget().then(() => tell({ notice: "changed", what: "session" }));
  const sessions = openSessions(chrome.storage.local, vault, () => void ended());
  const aliases = openAliases(chrome.storage.local, vault);
  const decisions = openDecisions(chrome.storage.local, vault);
  const connection = openConnection();
  const bookmarks = memoryOf<string>("bookmark", mostBookmarks);
  const call = openCalling({ sessions, bookmarks, ended, noted: connection.note });
  const cards = openCards(
    memoryOf<Cached>("card", mostCards),
    memoryOf<Card>("newest", mostCards / 4),
    async (addresses, left) => {
      const said = await saidOutside({ sessions, decisions }, addresses);
      return call((api) => api.cards(addresses, said, left), { left });
    },
  );
  const logs = memoryOf<Interaction[]>("logs", mostCards);
  const hints = openHints(memoryOf<Hint>("hint", mostCards / 4), (stranger) =>
    call((api) => api.impersonated(stranger)),
  );
  const heard = memoryOf<number>("me", 1);
  const outbox = outboxOver({ database, vault }, { sessions, call, cards, logs });
  const proofs = openProofs(memoryOf("proof", 1), outbox);
  const forms = openKeptForms(memoryOf("form", mostForms));
  const signals = openSignals(
    chrome.storage.local,
    // Who was paired before keys were told has none.
    async () => (await sessions.current())?.signalsKey ?? null,
    (tag) => call((api) => api.signals(tag)),
    chrome.runtime.getManifest().version,
  );
  async function readAhead(): Promise<void> {
    await Promise.all([sessions.current(), cards.seen(), bookmarks.values()]);
  }
  const caches = [cards, logs, proofs, forms, hints, aliases, bookmarks, heard];
  async function forget(): Promise<void> {
    connection.reset();
    await settleAll([...caches.map((cache) => cache.clear()), signals.forget(), forgetNews()]);
    await showBadge(outbox);
  }
  return {
    sessions,
    outbox,
    cards,
    logs,
    proofs,
    forms,
    hints,
    aliases,
    decisions,
    signals,
    call,
    learnMe: openLearnMe(sessions, heard, call),
    readAhead,
    forget,
    connection: connection.now,
  };
}

/**
 * Answers the parts of this service worker. Where they could not be opened, the next call tries
 * again.
 */
export const parts: () => Promise<Parts> = lazy(open).get;
