/** A map kept in memory and in `storage.session`, which lives as long as the browser and never touches the disk. */
export type Area = Pick<chrome.storage.StorageArea, "remove" | "set"> & { get(key: null): Promise<Record<string, unknown>> };

export type Memory<Value> = {
  get(key: string): Promise<Value | undefined>;
  values(): Promise<Value[]>;
  /** Keeps a value. @param since the `generation` under which it was asked for: nothing is kept once all was cleared after that */
  set(key: string, value: Value, since?: number): Promise<void>;
  /** Another after each `clear`. */
  generation(): number;
  delete(keys: string[]): Promise<void>;
  clear(): Promise<void>;
};

/** At most this many letters of JSON: several maps share the 10 MB that storage.session holds, and a letter may take three bytes. */
const mostBytes = 2_500_000;

/** The map named `name` in `area`, of at most `most` entries; the longest untouched go first. */
export function memory<Value>(area: Area, name: string, most: number): Memory<Value> {
  const prefix = `${name}:`;
  const sizes = new Map<string, number>();
  let bytes = 0, generation = 0;
  let loading: Promise<Map<string, Value>> | null = null;
  const measure = (key: string, value: Value | undefined) => {
    bytes -= sizes.get(key) ?? 0;
    sizes.delete(key);
    if (value === undefined) return;
    const size = JSON.stringify(value).length;
    sizes.set(key, size);
    bytes += size;
  };
  const loaded = () => loading ??= area.get(null).then((all) => {
    const map = new Map<string, Value>();
    for (const [key, value] of Object.entries(all)) {
      if (!key.startsWith(prefix)) continue;
      map.set(key.slice(prefix.length), value as Value);
      measure(key.slice(prefix.length), value as Value);
    }
    return map;
  });
  const drop = async (map: Map<string, Value>, keys: string[]) => {
    for (const key of keys) {
      map.delete(key);
      measure(key, undefined);
    }
    if (keys.length > 0) await area.remove(keys.map((key) => prefix + key));
  };
  return {
    async get(key) {
      const map = await loaded();
      const value = map.get(key);
      if (value === undefined) return undefined;
      map.delete(key);
      map.set(key, value);
      return value;
    },
    values: async () => [...(await loaded()).values()],
    generation: () => generation,
    async set(key, value, since = generation) {
      const map = await loaded();
      if (since !== generation) return;
      map.delete(key);
      map.set(key, value);
      measure(key, value);
      const gone: string[] = [];
      for (const oldest of map.keys()) {
        if (oldest === key || (map.size - gone.length <= most && bytes <= mostBytes)) break;
        gone.push(oldest);
        measure(oldest, undefined);
      }
      await drop(map, gone);
      if (map.get(key) !== value) return;
      // Where the area is full, the value lives as long as this worker; that must not cost the answer it came with.
      await area.set({ [prefix + key]: value }).catch(() => undefined);
    },
    delete: async (keys) => drop(await loaded(), keys),
    async clear() {
      generation++;
      const map = await loaded();
      await drop(map, [...map.keys()]);
    },
  };
}
