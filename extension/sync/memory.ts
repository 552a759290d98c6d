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
  /** Returns a number that is another after each `clear`. */
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

/** Reads the whole area, once more where it failed; null where it failed again. */
async function readAll(area: Area): Promise<Record<string, unknown> | null> {
  const read = () => area.get(null);
  return read()
    .catch(read)
    .catch(() => null);
}

class StoredMemory<Value> implements Memory<Value> {
  readonly #area: Area;
  readonly #prefix: string;
  readonly #kept: LruMap<string, Value>;
  /** Keys whose stored value differs from the one in memory. */
  readonly #changed = new Set<string>();
  readonly #inTurn = pLimit(1);
  #generation = 0;
  #isLoaded = false;
  /** True where all was cleared before the storage could be read: it is emptied once it can. */
  #isClearing = false;

  constructor(area: Area, name: string, maxEntries: number) {
    this.#area = area;
    this.#prefix = `${name}:`;
    this.#kept = new LruMap({
      entries: maxEntries,
      size: mostBytes,
      sizeOf: (value) => JSON.stringify(value).length,
    });
  }

  async get(key: string): Promise<Value | undefined> {
    await this.#loaded();
    return this.#kept.get(key);
  }

  async values(): Promise<Value[]> {
    await this.#loaded();
    return this.#kept.values();
  }

  generation(): number {
    return this.#generation;
  }

  async set(key: string, value: Value, since = this.#generation): Promise<void> {
    await this.#loaded();
    if (since !== this.#generation) return;
    this.#keep(key, value);
    this.#changed.add(key);
    await this.#store();
  }

  async delete(keys: string[]): Promise<void> {
    await this.#loaded();
    for (const key of keys) if (this.#kept.delete(key) || !this.#isLoaded) this.#changed.add(key);
    if (this.#changed.size > 0) await this.#store();
  }

  async clear(): Promise<void> {
    this.#generation++;
    await this.#loaded();
    for (const key of this.#kept.keys()) this.#changed.add(key);
    this.#kept.clear();
    this.#isClearing = !this.#isLoaded;
    await this.#store();
  }

  async #loaded(): Promise<void> {
    if (!this.#isLoaded) await this.#inTurn(() => this.#load());
  }

  async #load(): Promise<void> {
    if (this.#isLoaded) return;
    const all = await readAll(this.#area);
    if (all === null) return;
    const stored = Object.entries(all).flatMap(([key, value]) =>
      key.startsWith(this.#prefix)
        ? [[key.slice(this.#prefix.length), value as Value] as const]
        : [],
    );
    const newer = this.#kept.entries();
    this.#kept.clear();
    for (const [key, value] of this.#isClearing ? [] : stored)
      if (!this.#changed.has(key)) this.#keep(key, value);
    for (const [key, value] of newer) this.#keep(key, value);
    if (this.#isClearing) for (const [key] of stored) this.#changed.add(key);
    this.#isLoaded = true;
    if (this.#isClearing) void this.#store();
    this.#isClearing = false;
  }

  #keep(key: string, value: Value): void {
    for (const forgotten of this.#kept.set(key, value)) this.#changed.add(forgotten);
  }

  /** Brings the storage to what memory holds; a removal that fails is left to the next call. */
  #store(): Promise<void> {
    return this.#inTurn(async () => {
      const keys = [...this.#changed];
      this.#changed.clear();
      const gone = keys.filter((key) => !this.#kept.has(key));
      for (const key of keys) {
        const value = this.#kept.peek(key);
        // Without room it lives as long as this worker; what was stored before it must not come
        // back after that.
        if (value !== undefined && !(await this.#write(key, value))) gone.push(key);
      }
      if (gone.length > 0 && !(await this.#remove(gone)))
        for (const key of gone) this.#changed.add(key);
    });
  }

  #write(key: string, value: Value): Promise<boolean> {
    return tryTwice(() => this.#area.set({ [this.#prefix + key]: value }));
  }

  #remove(keys: string[]): Promise<boolean> {
    return tryTwice(() => this.#area.remove(keys.map((key) => this.#prefix + key)));
  }
}

/**
 * Opens the cache named `name` in `area`, of at most `maxEntries`; the longest untouched go first.
 */
export const memory = <Value>(area: Area, name: string, maxEntries: number): Memory<Value> =>
  new StoredMemory(area, name, maxEntries);
