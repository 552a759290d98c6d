/**
 * The outbox on disk: entries, sealed but for what their order and repeats need, and what those
 * that were sent have brought.
 */
import type { Database, StoredEntry, StoredResult } from "../database.ts";
import type { Vault } from "../vault.ts";
import type { Written } from "../writes.ts";
import { entryFormat, readContent } from "./content.ts";
import type { Content } from "./content.ts";

export type Entry = Omit<StoredEntry, "sealed" | "order"> & Content & { order: number };

/** A condition on an entry as it lies there at the moment of the change. */
type Condition = (stored: StoredEntry) => boolean;

/** An entry or its result, at one moment: it is in the box until its result is there. */
export type Found = {
  inBox: boolean;
  /** Null also where it is `inBox` and this version does not understand it. */
  entry: Entry | null;
  factId: string | null;
};

export type Box = {
  /** Returns everything in the box as it is kept, oldest first. */
  all(): Promise<StoredEntry[]>;
  find(id: string): Promise<StoredEntry | undefined>;
  /** Returns what a sent entry brought. */
  result(id: string): Promise<StoredResult | undefined>;
  /** Opens an entry; null where this version does not understand it, or cannot open it. */
  open(stored: StoredEntry): Promise<Entry | null>;
  /** Reads what became of the entry that a write is aimed at. */
  lookFor(target: string): Promise<Found>;
  /**
   * Writes the entry unless it is there already; the box then holds it whatever happens. Returns
   * false where the entry `after` whose answer it needs is gone.
   */
  keep(id: string, content: Content, after: string | null): Promise<boolean>;
  /** Changes an entry if it is still there and `only` holds; returns whether it did. */
  change(id: string, by: Partial<StoredEntry>, only?: Condition): Promise<boolean>;
  /** Removes an entry and whatever needs its answer; returns the ids of all that went. */
  remove(id: string, only?: Condition): Promise<string[]>;
  /** Puts what an entry brought in its place. */
  finish(entry: Entry, written: Written): Promise<void>;
};

const resultsKeptFor = 30 * 86_400_000;
const always: Condition = () => true;

/** Opens the box in this database. */
export function openBox(database: Database, vault: Vault): Box {
  const open = (stored: StoredEntry) => openEntry(vault, stored);
  return {
    open,
    all: () => database.getAll("outbox"),
    find: (id) => database.getFromIndex("outbox", "id", id),
    result: (id) => database.get("results", id),
    async lookFor(target) {
      const { stored, factId } = await readTarget(database, target);
      const entry = stored === undefined ? null : await open(stored);
      return { inBox: stored !== undefined, entry, factId };
    },
    keep: async (id, content, after) =>
      addEntry(database, {
        id,
        createdAt: Date.now(),
        attempts: 0,
        state: "waiting",
        reason: null,
        after,
        sealed: await vault.seal(content, id),
        format: entryFormat,
      }),
    change: (id, by, only = always) => changeEntry(database, id, by, only),
    remove: (id, only = always) => removeEntries(database, id, only),
    finish: (entry, written) => replaceByResult(database, entry, written),
  };
}

/** Opens a transaction over entries and results that is on disk once it is done. */
const changing = (database: Database) =>
  database.transaction(["outbox", "results"], "readwrite", { durability: "strict" });

async function openEntry(vault: Vault, stored: StoredEntry): Promise<Entry | null> {
  const { sealed, order, ...clear } = stored;
  if ((stored.format ?? 1) > entryFormat || !["waiting", "failed"].includes(stored.state))
    return null;
  const content = readContent(await vault.open(sealed, stored.id).catch(() => null));
  return content === null ? null : { ...clear, order: order ?? 0, ...content };
}

async function readTarget(database: Database, target: string) {
  const transaction = database.transaction(["outbox", "results"]);
  const stored = await transaction.objectStore("outbox").index("id").get(target);
  const result = await transaction.objectStore("results").get(target);
  await transaction.done;
  return { stored, factId: result?.factId ?? null };
}

async function addEntry(database: Database, entry: StoredEntry): Promise<boolean> {
  const transaction = changing(database);
  const store = transaction.objectStore("outbox");
  const results = transaction.objectStore("results");
  const isThere = async (id: string) =>
    (await store.index("id").get(id)) !== undefined || (await results.get(id)) !== undefined;
  const isKnown = await isThere(entry.id);
  const isPossible = isKnown || entry.after === null || (await isThere(entry.after));
  if (!isKnown && isPossible) await store.add(entry);
  await transaction.done;
  return isPossible;
}

async function changeEntry(
  database: Database,
  id: string,
  by: Partial<StoredEntry>,
  only: Condition,
): Promise<boolean> {
  const transaction = changing(database);
  const store = transaction.objectStore("outbox");
  const stored = await store.index("id").get(id);
  const changes = stored !== undefined && only(stored);
  if (changes) await store.put({ ...stored, ...by });
  await transaction.done;
  return changes;
}

async function removeEntries(database: Database, id: string, only: Condition): Promise<string[]> {
  const transaction = changing(database);
  const store = transaction.objectStore("outbox");
  const stored = await store.index("id").get(id);
  if (stored === undefined || !only(stored)) {
    await transaction.done;
    return [];
  }
  const gone = new Set([id]);
  for (const entry of await store.getAll()) {
    if (!gone.has(entry.id) && !(entry.after !== null && gone.has(entry.after))) continue;
    gone.add(entry.id);
    if (entry.order !== undefined) await store.delete(entry.order);
  }
  await transaction.done;
  return [...gone];
}

async function replaceByResult(database: Database, entry: Entry, written: Written): Promise<void> {
  const transaction = changing(database);
  const results = transaction.objectStore("results");
  await transaction.objectStore("outbox").delete(entry.order);
  await results.put({ id: entry.id, factId: written.factId, at: Date.now() });
  const forgotten = IDBKeyRange.upperBound(Date.now() - resultsKeptFor);
  for (const id of await results.index("at").getAllKeys(forgotten)) await results.delete(id);
  await transaction.done;
}
