/**
 * A map of bounded size. Our own: quick-lru keeps up to twice its size, lru-cache is 6 kB, and
 * neither they nor lru.min count sizes and keep the newest.
 */

/** Bounds of an `LruMap`: entries, and the sum of what `sizeOf` answers for them. */
export type Bounds<Value> = { entries: number; size?: number; sizeOf?(value: Value): number };

/** A map that forgets the entries that were untouched for longest once it exceeds its bounds. */
export class LruMap<Key, Value> {
  // A Map holds its keys in the order in which they came: the first is the one untouched for
  // longest.
  readonly #entries = new Map<Key, { value: Value; size: number }>();
  readonly #bounds: Bounds<Value>;
  #size = 0;

  constructor(bounds: Bounds<Value>) {
    this.#bounds = bounds;
  }

  has(key: Key): boolean {
    return this.#entries.has(key);
  }

  /** The value of a key without touching it. */
  peek(key: Key): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  /** The value of a key, which becomes the newest. */
  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /**
   * Keeps a value as the newest; answers the keys that were forgotten for it. The newest entry
   * always stays.
   */
  set(key: Key, value: Value): Key[] {
    this.delete(key);
    const size = this.#bounds.sizeOf?.(value) ?? 0;
    this.#entries.set(key, { value, size });
    this.#size += size;
    const forgotten: Key[] = [];
    for (const oldest of this.#entries.keys()) {
      if (oldest === key || !this.#isOver()) break;
      this.delete(oldest);
      forgotten.push(oldest);
    }
    return forgotten;
  }

  delete(key: Key): boolean {
    this.#size -= this.#entries.get(key)?.size ?? 0;
    return this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#size = 0;
  }

  keys(): Key[] {
    return [...this.#entries.keys()];
  }
  values(): Value[] {
    return [...this.#entries.values()].map(({ value }) => value);
  }
  entries(): [Key, Value][] {
    return [...this.#entries].map(([key, { value }]) => [key, value]);
  }

  #isOver(): boolean {
    const { entries, size = Infinity } = this.#bounds;
    return this.#entries.size > entries || this.#size > size;
  }
}
