/** The extension's one IndexedDB: the outbox, what came of its entries, and the key both are sealed with. */
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import type { Failure } from "./failure.ts";
import type { Sealed } from "./vault.ts";

/** One entry as it lies on disk: what must be found or ordered by is in clear, everything of a person is in `sealed`. */
export type StoredEntry = {
  /** Given by the database, rising: the order of sending. */
  order?: number;
  /** Made once by the page that asked; also the Idempotency-Key. */
  id: string;
  createdAt: number;
  /** Tries so far, counted before each: 0 means that it certainly never left. */
  attempts: number;
  /** When it was tried first, or a person last sent it knowing that it may have arrived; absent before, and in entries of older versions. */
  triedAt?: number;
  state: "waiting" | "failed";
  /** Error code of the last try. */
  reason: Failure["code"] | null;
  /** The entry whose answer this one needs. */
  after: string | null;
  sealed: Sealed;
};

/** What came of an entry: the id of the fact it stored. Nothing personal, so in clear. */
export type StoredResult = { id: string; factId: string; at: number };

interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  outbox: { key: number; value: StoredEntry; indexes: { id: string } };
  results: { key: string; value: StoredResult; indexes: { at: number } };
}
export type Database = IDBPDatabase<Schema>;

/** Opens the database, made on first use. */
export function openDatabase(name = "regards"): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("keys");
      database.createObjectStore("outbox", { keyPath: "order", autoIncrement: true }).createIndex("id", "id", { unique: true });
      database.createObjectStore("results", { keyPath: "id" }).createIndex("at", "at");
    },
  });
}
