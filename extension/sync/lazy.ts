/** A value that is read on first use and then kept. */

export type Lazy<Value> = {
  /** Returns the value, read if need be. A failed read rejects, and the next call reads again. */
  get(): Promise<Value>;
  /** Replaces the value; a read that is still running does not overwrite it. */
  put(value: Value): void;
  /** Drops the value, so that the next `get` reads. */
  forget(): void;
};

/** Opens a lazy value over `read`, which runs at most once at a time. */
export function lazy<Value>(read: () => Promise<Value>): Lazy<Value> {
  let known: Promise<Value> | null = null;
  return {
    get() {
      if (known !== null) return known;
      const reading: Promise<Value> = read().catch((thrown: unknown) => {
        if (known === reading) known = null;
        throw thrown;
      });
      known = reading;
      return reading;
    },
    put(value) {
      known = Promise.resolve(value);
    },
    forget() {
      known = null;
    },
  };
}
