/** What runs in the browser for these tests: the extension's own outbox, vault and API client, on a page of their own. */
import { openDB } from "idb";
import { remote } from "../../../extension/sync/api.ts";
import { openDatabase } from "../../../extension/sync/database.ts";
import { openOutbox } from "../../../extension/sync/outbox.ts";
import type { Outbox, Outcome } from "../../../extension/sync/outbox.ts";
import { openVault } from "../../../extension/sync/vault.ts";
import type { Write } from "../../../extension/sync/writes.ts";

export type Harness = {
  submit(id: string, write: Write): Promise<Outcome>;
  list(): Promise<{ id: string; state: string; reason: string | null; attempts: number; call: string }[]>;
  flush(): Promise<void>;
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  /** Who is signed in from now on; null is nobody. */
  signIn(owner: string | null): void;
  /** The milliseconds the outbox asked to be woken in, so far. */
  wakes(): number[];
  /** Whether the key's bytes can be had. */
  keyIsExtractable(): Promise<boolean>;
  /** Writes a text as it is into a database beside, so that a search of the disk has something to find. */
  writeInClear(text: string): Promise<void>;
};
declare global {
  interface Window { harness: Promise<Harness> }
}

async function open(): Promise<Harness> {
  const database = await openDatabase();
  const vault = await openVault(database);
  const wakes: number[] = [];
  let owner: string | null = "worker|robin";
  const api = remote(location.origin, "token", { get: async () => null, set: async () => undefined });
  const outbox: Outbox = openOutbox({
    database, vault, owner: async () => owner, send: (write, key) => api.write(write, key),
    changed: () => undefined, wakeIn: (milliseconds) => { wakes.push(milliseconds); }, patience: 3000,
  });
  return {
    submit: (id, write) => outbox.submit(id, write, { customer: "Harlow Marine", subject: null }),
    list: async () => (await outbox.list()).map(({ id, state, reason, attempts, write }) => ({ id, state, reason, attempts, call: write.call })),
    flush: () => outbox.flush(),
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),
    signIn(next) { owner = next; },
    wakes: () => wakes,
    keyIsExtractable: async () => (await database.get("keys", "outbox"))?.extractable ?? true,
    async writeInClear(text) {
      const beside = await openDB("beside", 1, { upgrade(made) { made.createObjectStore("texts"); } });
      await beside.put("texts", text, "one");
    },
  };
}
window.harness = open();
