/**
 * The outbox on disk: entries, sealed but for what their order and repeats need, and what those
 * that were sent have brought.
 */
import type { Database, StoredEntry } from "./database.ts";
import type { Vault } from "./vault.ts";
import { entryFormat, readContent } from "./outbox-content.ts";
import type { Content } from "./outbox-content.ts";
import type { Written } from "./writes.ts";

export type Entry = Omit<StoredEntry, "sealed" | "order"> & Content & { order: number };

export type Box = ReturnType<typeof openBox>;

const resultsKeptFor = 30 * 86_400_000;

/** The box in this database. */
export function openBox(database: Database, vault: Vault) {
  const changing = () =>
    database.transaction(["outbox", "results"], "readwrite", { durability: "strict" });
  const find = (id: string) => database.getFromIndex("outbox", "id", id);
  /**
   * An entry with what is sealed in it; null where this version does not understand it, or cannot
   * open it.
   */
  const opened = async (stored: StoredEntry): Promise<Entry | null> => {
    const { sealed, order, ...clear } = stored;
    if ((stored.format ?? 1) > entryFormat || !["waiting", "failed"].includes(stored.state))
      return null;
    const content = readContent(await vault.open(sealed, stored.id).catch(() => null));
    return content === null ? null : { ...clear, order: order ?? 0, ...content };
  };

  /** Changes an entry if it is still there; answers whether it was. */
  async function change(
    id: string,
    by: Partial<StoredEntry>,
    only: (stored: StoredEntry) => boolean = () => true,
  ): Promise<boolean> {
    const transaction = changing();
    const store = transaction.objectStore("outbox");
    const stored = await store.index("id").get(id);
    const changes = stored !== undefined && only(stored);
    if (changes) await store.put({ ...stored, ...by });
    await transaction.done;
    return changes;
  }

  /**
   * Removes an entry and whatever needs its answer; answers the ids of all that went, none where it
   * was not there.
   */
  async function remove(
    id: string,
    only: (stored: StoredEntry) => boolean = () => true,
  ): Promise<string[]> {
    const transaction = changing();
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

  /** Puts what an entry brought in its place. */
  async function finish(entry: Entry, written: Written): Promise<void> {
    const transaction = changing();
    await transaction.objectStore("outbox").delete(entry.order);
    await transaction
      .objectStore("results")
      .put({ id: entry.id, factId: written.factId, at: Date.now() });
    const old = await transaction
      .objectStore("results")
      .index("at")
      .getAllKeys(IDBKeyRange.upperBound(Date.now() - resultsKeptFor));
    for (const id of old) await transaction.objectStore("results").delete(id);
    await transaction.done;
  }

  /**
   * Writes the entry unless it is there already; the box then holds it whatever happens. False
   * where what it needs the answer of is gone.
   */
  async function keep(id: string, content: Content, after: string | null): Promise<boolean> {
    const sealed = await vault.seal(content, id);
    const transaction = changing();
    const store = transaction.objectStore("outbox");
    const results = transaction.objectStore("results");
    const isThere = async (one: string) =>
      (await store.index("id").get(one)) !== undefined || (await results.get(one)) !== undefined;
    const known = await isThere(id);
    const possible = known || after === null || (await isThere(after));
    if (!known && possible)
      await store.add({
        id,
        createdAt: Date.now(),
        attempts: 0,
        state: "waiting",
        reason: null,
        after,
        sealed,
        format: entryFormat,
      });
    await transaction.done;
    return possible;
  }

  /**
   * What became of the entry that a write is aimed at, read at one moment: it is in the box until
   * its result is there. `entry` is null also where it is `inBox` and not understood.
   */
  async function lookFor(
    target: string,
  ): Promise<{ inBox: boolean; entry: Entry | null; factId: string | null }> {
    const transaction = database.transaction(["outbox", "results"]);
    const stored = await transaction.objectStore("outbox").index("id").get(target);
    const result = await transaction.objectStore("results").get(target);
    await transaction.done;
    const inBox = stored !== undefined;
    return { inBox, entry: inBox ? await opened(stored) : null, factId: result?.factId ?? null };
  }

  return {
    find,
    opened,
    change,
    remove,
    finish,
    keep,
    lookFor,
    /** Everything in the box as it is kept, oldest first. */
    all: () => database.getAll("outbox"),
    /** What an entry brought that was sent. */
    result: (id: string) => database.get("results", id),
  };
}
