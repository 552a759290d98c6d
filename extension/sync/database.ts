/**
 * The extension's one IndexedDB: the outbox, what came of its entries, and the key both are sealed
 * with.
 */
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import type { Failure } from "./failure.ts";

/** A sealed value as it lies on disk. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

/**
 * One entry as it lies on disk: what must be found or ordered by is in clear, everything of a
 * person is in `sealed`.
 */
export type StoredEntry = {
  /** Given by the database, rising: the order of sending. */
  order?: number;
  /** Made once by the page that asked; also the Idempotency-Key. */
  id: string;
  createdAt: number;
  /** Tries so far, counted before each: 0 means that it certainly never left. */
  attempts: number;
  /**
   * Time of the first try, or of a person's sending it although it may have arrived; absent before,
   * and in entries of older versions.
   */
  triedAt?: number;
  state: "waiting" | "failed";
  /** Error code of the last try. */
  reason: Failure["code"] | null;
  /** The entry whose answer this one needs. */
  after: string | null;
  sealed: Sealed;
  /**
   * That of the version which wrote it; absent in entries of the first. See `outbox/content.ts`.
   */
  format?: number;
};

/** The result of an entry: the id of the fact it stored. Nothing personal, so in clear. */
export type StoredResult = { id: string; factId: string; at: number };

interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  outbox: { key: number; value: StoredEntry; indexes: { id: string } };
  results: { key: string; value: StoredResult; indexes: { at: number } };
}
export type Database = IDBPDatabase<Schema>;

const version = 1;

/** Returns true where a database of another version has all that this version reads and writes. */
function isUsable(database: Database): boolean {
  const names = [...database.objectStoreNames];
  if (!(["keys", "outbox", "results"] as const).every((name) => names.includes(name))) return false;
  const { store } = database.transaction("outbox");
  const { indexNames } = database.transaction("results").store;
  return (
    store.keyPath === "order" &&
    store.autoIncrement &&
    store.indexNames.contains("id") &&
    indexNames.contains("at")
  );
}

/**
 * Opens the database, made on first use. After a downgrade it is of a newer version, and stays as
 * it is: newer versions add stores and fields and take none away.
 * @throws VersionError where a newer version keeps its outbox in a way that this one cannot use;
 * nothing of it is changed
 */
export async function openDatabase(name = "regards"): Promise<Database> {
  try {
    return await openDB<Schema>(name, version, {
      upgrade(database) {
        database.createObjectStore("keys");
        database
          .createObjectStore("outbox", { keyPath: "order", autoIncrement: true })
          .createIndex("id", "id", { unique: true });
        database.createObjectStore("results", { keyPath: "id" }).createIndex("at", "at");
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof DOMException) || thrown.name !== "VersionError") throw thrown;
    const database = await openDB<Schema>(name);
    if (isUsable(database)) return database;
    database.close();
    throw thrown;
  }
}
