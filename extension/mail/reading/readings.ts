/** Finds the parts in which several facts are sought once in a reading, not once a fact. */

/** By what it was sought in, and by what it is; null between readings. */
let found: Map<object, Map<unknown, unknown>> | null = null;
let sites = 0;

/** Returns what `seek` finds of something in a part of a page, sought once in a reading. */
export function sought<T>(within: object, what: unknown, seek: () => T): T {
  if (found === null) return seek();
  const here = found.get(within) ?? new Map<unknown, unknown>();
  found.set(within, here);
  if (!here.has(what)) here.set(what, seek());
  return here.get(what) as T;
}

/**
 * One reading of a page, in which nothing changes: what is found in it stays found until its end,
 * and in readings inside of it.
 */
export function together<T>(reading: () => T): T {
  if (found !== null) return reading();
  found = new Map();
  try {
    return reading();
  } finally {
    found = null;
  }
}

/**
 * The parts of a page by the names of one site's description: those of another may mean something
 * else.
 */
export function readings() {
  const site = sites++;
  return {
    sought: <T>(within: object, what: string, seek: () => T) =>
      sought(within, `${site} ${what}`, seek),
    once:
      <T extends ParentNode | null>(what: string, seek: (page: Document) => T) =>
      (page: Document): T =>
        sought(page, `${site} ${what}`, () => seek(page)),
  };
}
