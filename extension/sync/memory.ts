/**
 * A cache in memory and in `storage.session`, which lives as long as the browser and never touches
 * the disk. The storage may fail at any call (quota, a closing browser): memory is what counts, and
 * no call here ever rejects.
 */
import pLimit from "p-limit";
import { LruMap } from "./lru-map.ts";

export type Area = Pick<chrome.storage.StorageArea, "remove" | "set"> & {
  get(key: null): Promise<Record<string, unknown>>;
};

export type Memory<Value> = {
  get(key: string): Promise<Value | undefined>;
  values(): Promise<Value[]>;
  /**
   * Keeps a value.
   * @param since the `generation` under which it was asked for: nothing is kept once all was
   * cleared after that
   */
  set(key: string, value: Value, since?: number): Promise<void>;
  /** Another after each `clear`. */
  generation(): number;
  delete(keys: string[]): Promise<void>;
  clear(): Promise<void>;
};

/**
 * At most this many letters of JSON: several maps share the 10 MB that storage.session holds, and a
 * letter may take three bytes.
 */
const mostBytes = 2_500_000;

/** Runs a storage call, and once more where it failed; answers whether it succeeded. */
async function tryTwice(call: () => Promise<unknown>): Promise<boolean> {
  const done = () => true;
  return call().then(done, () => call().then(done, () => false));
}

/**
 * Opens the cache named `name` in `area`, of at most `most` entries; the longest untouched go
 * first.
 */
export function memory<Value>(area: Area, name: string, most: number): Memory<Value> {
  const prefix = `${name}:`;
  const kept = new LruMap<string, Value>({
    entries: most,
    size: mostBytes,
    sizeOf: (value) => JSON.stringify(value).length,
  });
  const inTurn = pLimit(1);
  /** Keys whose stored value differs from the one in memory. */
  const changed = new Set<string>();
  let generation = 0;
  let isLoaded = false;
  /**
   * True where all was cleared before the stored entries could be read: they are removed once they
   * can.
   */
  let isClearing = false;

  const load = () =>
    inTurn(async () => {
      if (isLoaded) return;
      const all = await area
        .get(null)
        .catch(() => area.get(null))
        .catch(() => null);
      if (all === null) return;
      const stored = Object.entries(all).flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value as Value] as const] : [],
      );
      const newer = kept.entries();
      kept.clear();
      for (const [key, value] of isClearing ? [] : stored) if (!changed.has(key)) keep(key, value);
      for (const [key, value] of newer) keep(key, value);
      if (isClearing) for (const [key] of stored) changed.add(key);
      isLoaded = true;
      if (isClearing) void store();
      isClearing = false;
    });
  const loaded = async () => {
    if (!isLoaded) await load();
  };

  function keep(key: string, value: Value): void {
    for (const forgotten of kept.set(key, value)) changed.add(forgotten);
  }

  /**
   * Brings the storage to what memory holds. A removal that fails is tried again by the next call.
   */
  const store = () =>
    inTurn(async () => {
      const keys = [...changed];
      changed.clear();
      const gone = keys.filter((key) => !kept.has(key));
      for (const key of keys) {
        const value = kept.peek(key);
        if (value === undefined || (await tryTwice(() => area.set({ [prefix + key]: value }))))
          continue;
        // Without room it lives as long as this worker; what was stored before it must not come
        // back after that.
        gone.push(key);
      }
      if (gone.length > 0 && !(await tryTwice(() => area.remove(gone.map((key) => prefix + key)))))
        for (const key of gone) changed.add(key);
    });

  return {
    async get(key) {
      await loaded();
      return kept.get(key);
    },
    async values() {
      await loaded();
      return kept.values();
    },
    generation: () => generation,
    async set(key, value, since = generation) {
      await loaded();
      if (since !== generation) return;
      keep(key, value);
      changed.add(key);
      await store();
    },
    async delete(keys) {
      await loaded();
      for (const key of keys) if (kept.delete(key) || !isLoaded) changed.add(key);
      if (changed.size > 0) await store();
    },
    async clear() {
      generation++;
      await loaded();
      for (const key of kept.keys()) changed.add(key);
      kept.clear();
      isClearing = !isLoaded;
      await store();
    },
  };
}
