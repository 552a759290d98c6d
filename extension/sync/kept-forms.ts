/**
 * Forms that were begun in a panel and left: kept for as long as the browser runs, in memory only,
 * for who typed them. What is in a form is the panel's own affair; here it is a text.
 */
import type { Memory } from "./memory.ts";

/** A form's text and whose it is. */
export type KeptText = { owner: string; text: string };
export type KeptForms = {
  /**
   * Returns the texts under these keys, in their order; null where nothing is kept, or it is
   * another's.
   */
  of(keys: string[], owner: string): Promise<(string | null)[]>;
  /** Keeps a text, or forgets it where it is null. One that is far too long is not kept. */
  keep(key: string, text: string | null, owner: string): Promise<void>;
  clear(): Promise<void>;
};

/** The most forms that are kept: who leaves more has given up the oldest. */
export const mostForms = 50;
/** Longer than the longest note and subject together, UTF-16 code units. */
const LONGEST = 20_000;

/** Opens the forms over `memory`. */
export function openKeptForms(memory: Memory<KeptText>): KeptForms {
  return {
    of: (keys, owner) =>
      Promise.all(
        keys.map(async (key) => {
          const kept = await memory.get(key);
          return kept?.owner === owner ? kept.text : null;
        }),
      ),
    async keep(key, text, owner) {
      if (text === null) await memory.delete([key]);
      else if (text.length <= LONGEST) await memory.set(key, { owner, text });
    },
    clear: () => memory.clear(),
  };
}
