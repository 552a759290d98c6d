/** The background's parts, put together once per start of the service worker. */
import type { Card } from "../../../shared/contract/card.ts";
import type { Interaction } from "../../../shared/contract/answers.ts";
import { younger } from "../../sync/age.ts";
import { openAliases } from "../../sync/aliases.ts";
import type { Aliases } from "../../sync/aliases.ts";
import { openCalling } from "../../sync/calling.ts";
import type { Call } from "../../sync/calling.ts";
import { openCards } from "../../sync/cards.ts";
import type { Cached, Cards } from "../../sync/cards.ts";
import { openDatabase } from "../../sync/database.ts";
import { mostForms, openKeptForms } from "../../sync/kept-forms.ts";
import type { KeptForms } from "../../sync/kept-forms.ts";
import { openHints } from "../../sync/hints.ts";
import type { Hint, Hints } from "../../sync/hints.ts";
import { lazy } from "../../sync/lazy.ts";
import { memory } from "../../sync/memory.ts";
import type { Memory } from "../../sync/memory.ts";
import type { Connection } from "../../sync/messages.ts";
import { openOutbox } from "../../sync/outbox.ts";
import type { Outbox } from "../../sync/outbox.ts";
import type { Entry } from "../../sync/outbox-box.ts";
import { openProofs } from "../../sync/proofs.ts";
import type { Proofs } from "../../sync/proofs.ts";
import { openSessions, ownerOf } from "../../sync/session.ts";
import type { Sessions } from "../../sync/session.ts";
import { openSignals } from "../../sync/signals.ts";
import type { Signals } from "../../sync/signals.ts";
import { openVault } from "../../sync/vault.ts";
import type { Written } from "../../sync/writes.ts";
import { wakeIn } from "./alarm.ts";
import { showWaiting } from "./badge.ts";
import { identityKey } from "./identity.ts";
import { tell } from "./tell.ts";

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
  signals: Signals;
  connection(): Connection;
  /**
   * Asks the Worker of person and book anew, once an hour at most: what the policy forbids must be
   * known here.
   */
  learnMe(): Promise<void>;
  call: Call;
  /**
   * Forgets everything that was read under the session: at sign-in and sign-out, and when a session
   * ends by itself.
   */
  forget(): Promise<void>;
};

const mostCards = 2000;
const mostBookmarks = 4;
const hour = 60 * 60 * 1000;

async function open(): Promise<Parts> {
  const database = await openDatabase();
  const vault = await openVault(database);
  const ended = async () => {
    await forget();
    tell({ notice: "changed", what: "session" });
  };
  const sessions = openSessions(chrome.storage.local, vault, () => {
    void ended();
  });
  const aliases = openAliases(chrome.storage.local, vault);
  const cached = memory<Cached>(chrome.storage.session, "card", mostCards);
  const newest = memory<Card>(chrome.storage.session, "newest", mostCards / 4);
  const logs = memory<Interaction[]>(chrome.storage.session, "logs", mostCards);
  const bookmarks = memory<string>(chrome.storage.session, "bookmark", mostBookmarks);

  let last: Connection = "online";
  const noteConnection = (now: Connection) => {
    if (now === last) return;
    last = now;
    tell({ notice: "changed", what: "connection" });
  };

  const call = openCalling({ sessions, bookmarks, ended, noted: noteConnection });

  const cards = openCards(cached, newest, (addresses, left) =>
    call((api) => api.cards(addresses, left), { left }),
  );

  const hints = openHints(memory<Hint>(chrome.storage.session, "hint", mostCards / 4), (stranger) =>
    call((api) => api.impersonated(stranger)),
  );

  const owner = async () => {
    const session = await sessions.current();
    return session === null ? null : ownerOf(session);
  };

  async function remember({ entry, written }: { entry: Entry; written: Written }): Promise<void> {
    // Its writer has signed out meanwhile: it is of a book that is not read any more.
    if ((await owner()) !== entry.owner) return;
    if (written.card !== null) await cards.changed(written.card);
    const { write } = entry;
    const { interaction } = written;
    if (write.call === "log" && write.body.message && interaction !== null) {
      const key = identityKey(write.body.message);
      const others = ((await logs.get(key)) ?? []).filter(
        (log) => log.customerId !== interaction.customerId,
      );
      await logs.set(key, [...others, interaction]);
    }
    if (write.call === "addCustomer") await cards.forget(write.body.contact?.addresses ?? []);
    if (write.call === "addContact") await cards.forget(write.body.addresses);
    if (write.call === "withdrawCustomer" || write.call === "withdrawContact")
      await cards.forgetPeopleOf(write.id);
  }

  const heard = memory<number>(chrome.storage.session, "me", 1);
  let learning = false;
  async function learnMe(): Promise<void> {
    const session = await sessions.current();
    if (learning || session === null || younger((await heard.get("at")) ?? 0, hour)) return;
    learning = true;
    try {
      const isNew = await sessions.learn(session, await call((api) => api.me()));
      await heard.set("at", Date.now());
      if (isNew) tell({ notice: "changed", what: "settings" });
    } finally {
      learning = false;
    }
  }

  const outbox = openOutbox({
    database,
    vault,
    wakeIn,
    owner,
    send: (write, key, writer) => call((api) => api.write(write, key), { owner: writer }),
    changed(sent) {
      const done = sent === undefined ? Promise.resolve() : remember(sent);
      void done
        .catch((error: unknown) => console.error("a card could not be remembered", error))
        .then(() => {
          tell({ notice: "changed", what: "outbox" });
          void showWaiting(outbox);
          if (sent !== undefined) tell({ notice: "changed", what: "cards" });
        });
    },
  });

  const proofs = openProofs(memory(chrome.storage.session, "proof", 1), outbox);

  const forms = openKeptForms(memory(chrome.storage.session, "form", mostForms));

  // Who was paired before keys were told has none.
  const signals = openSignals(
    chrome.storage.local,
    async () => (await sessions.current())?.signalsKey ?? null,
    (tag) => call((api) => api.signals(tag)),
    chrome.runtime.getManifest().version,
  );

  async function forget(): Promise<void> {
    last = "online";
    // Each is forgotten whatever becomes of the others.
    const all = [
      cards.clear(),
      logs.clear(),
      proofs.clear(),
      forms.clear(),
      hints.clear(),
      aliases.clear(),
      bookmarks.clear(),
      heard.clear(),
      signals.forget(),
    ];
    for (const each of await Promise.allSettled(all)) {
      if (each.status === "rejected") console.error("forgetting failed", each.reason);
    }
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
    signals,
    call,
    learnMe,
    forget,
    connection: () => (navigator.onLine ? last : "offline"),
  };
}

/**
 * Answers the parts of this service worker. Where they could not be opened, the next call tries
 * again.
 */
export const parts: () => Promise<Parts> = lazy(open).get;
