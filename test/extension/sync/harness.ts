/** The page in the browser for these tests: the extension's own outbox, vault and API client. */
import { openDB } from "idb";
import { remote } from "../../../extension/sync/api.ts";
import { openDatabase } from "../../../extension/sync/database.ts";
import { CallFailed } from "../../../extension/sync/failure.ts";
import { openOutbox } from "../../../extension/sync/outbox.ts";
import type { Outbox, Outcome } from "../../../extension/sync/outbox.ts";
import { openVault } from "../../../extension/sync/vault.ts";
import type { Write } from "../../../extension/sync/writes.ts";

export type Harness = {
  submit(id: string, write: Write): Promise<Outcome>;
  list(): Promise<
    { id: string; state: string; reason: string | null; attempts: number; call: string }[]
  >;
  flush(): Promise<void>;
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  /** Signs in from now on; null is nobody. */
  signIn(owner: string | null): void;
  /** Signs in from the next time on that the outbox has asked who is. */
  signInBehind(owner: string): void;
  /** Sets the time that a read of results takes from now on, milliseconds. */
  slowResults(milliseconds: number): void;
  /** The milliseconds the outbox asked to be woken in, so far. */
  wakes(): number[];
  /** Puts an entry into the box as another version may have written it. */
  plant(id: string, content: unknown, clear?: Record<string, unknown>): Promise<void>;
  /** Closes the database and makes it that of a newer version, which has one more store. */
  upgrade(): Promise<void>;
  /** The ids of entries that only a newer version understands. */
  newer(): Promise<string[]>;
  /** All that lies in the box, as it lies there. */
  stored(): Promise<unknown[]>;
  /** Returns whether the key's bytes can be had. */
  keyIsExtractable(): Promise<boolean>;
  /**
   * Writes a text as it is into a database beside, so that a search of the disk has something to
   * find.
   */
  writeInClear(text: string): Promise<void>;
};
declare global {
  interface Window {
    harness: Promise<Harness>;
  }
}

async function open(): Promise<Harness> {
  const database = await openDatabase();
  const vault = await openVault(database);
  const wakes: number[] = [];
  let owner: string | null = "worker|robin";
  let next: string | null = null;
  let slow = 0;
  const api = remote(location.origin, "token", {
    get: async () => null,
    set: async () => undefined,
  });
  const outbox: Outbox = openOutbox({
    vault,
    database: new Proxy(database, {
      get(target, name) {
        if (name !== "get") return (Reflect.get(target, name) as () => unknown).bind(target);
        return async (store: "results", id: string) => {
          const found = await target.get(store, id);
          if (slow > 0)
            await new Promise((resolve) => {
              setTimeout(resolve, slow);
            });
          return found;
        };
      },
    }),
    async owner() {
      const now = owner;
      owner = next ?? owner;
      next = null;
      return now;
    },
    async send(write, key, writer) {
      if (writer !== owner) throw new CallFailed({ code: "unauthorised", message: "" });
      return api.write(write, key);
    },
    changed: () => undefined,
    wakeIn: (milliseconds) => {
      wakes.push(milliseconds);
    },
    answerTimeoutMs: 3000,
  });
  return {
    submit: (id, write) => outbox.submit(id, write, { customer: "Harlow Marine", subject: null }),
    list: async () =>
      (await outbox.list()).map(({ id, state, reason, attempts, write }) => ({
        id,
        state,
        reason,
        attempts,
        call: write.call,
      })),
    flush: () => outbox.flush(),
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),
    signIn(now) {
      owner = now;
    },
    signInBehind(other) {
      next = other;
    },
    slowResults(milliseconds) {
      slow = milliseconds;
    },
    wakes: () => wakes,
    async plant(id, content, clear = {}) {
      const sealed = await vault.seal(content, id);
      await database.add("outbox", {
        id,
        createdAt: Date.now(),
        attempts: 0,
        state: "waiting",
        reason: null,
        after: null,
        sealed,
        ...clear,
      });
    },
    async upgrade() {
      database.close();
      const upgraded = await openDB("regards", 7, {
        upgrade: (made) => {
          made.createObjectStore("of tomorrow");
        },
      });
      upgraded.close();
    },
    newer: async () => (await outbox.listNewer()).map(({ id }) => id),
    stored: () => database.getAll("outbox"),
    keyIsExtractable: async () => (await database.get("keys", "outbox"))?.extractable ?? true,
    async writeInClear(text) {
      const beside = await openDB("beside", 1, {
        upgrade(made) {
          made.createObjectStore("texts");
        },
      });
      await beside.put("texts", text, "one");
    },
  };
}
window.harness = open();
