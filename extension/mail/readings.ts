/** What several facts are sought in is found once in a reading, not once a fact. */
import type { Scope } from "./description-signals.ts";

export function readings() {
  let found: Map<string, ParentNode | null> | null = null;
  return {
    once: (what: string, seek: Scope): Scope => (page) => {
      if (found === null) return seek(page);
      if (!found.has(what)) found.set(what, seek(page));
      return found.get(what) ?? null;
    },
    /** One reading of a page: what is found in it stays found until its end. */
    together<T>(reading: () => T): T {
      found = new Map();
      try { return reading(); } finally { found = null; }
    },
  };
}
