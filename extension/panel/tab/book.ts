/** Cards that this tab has seen: shown at once, and refreshed behind. */
import type { Card } from "../../../shared/contract/card.ts";
import { LruMap } from "../../sync/lru-map.ts";
import { ask } from "../../sync/messages.ts";
import { personKey as keyOf } from "../../../shared/people/address-memo.ts";
import type { Seen } from "./people.ts";
import { mostPeople } from "./recent.ts";

export type Book = {
  seen(address: string): Seen | undefined;
  /**
   * Asks for these people and calls `changed` with each answer, and also when none came. Remembered
   * cards are shown at once; the Worker is asked when `settled`, where that is given, and not once
   * `left` is aborted.
   */
  look(addresses: string[], settled?: Promise<void>, left?: AbortSignal): Promise<void>;
  /** A write answered with this card: everyone of that customer has it now. */
  put(card: Card): void;
  /** Marks all as seen before, to be asked again. */
  doubt(): void;
  clear(): void;
};

/** Returns an empty book; `changed` is called with every answer. */
export function openBook(changed: () => void): Book {
  const memory = new LruMap<string, Seen>({ entries: mostPeople });
  const put = (address: string, seen: Seen) => {
    memory.set(keyOf(address), seen);
  };
  return {
    seen: (address) => memory.peek(keyOf(address)),
    async look(addresses, settled, left) {
      if (addresses.length === 0) return;
      // The Worker is asked first: the background tells what it remembers while that one answers.
      const askFresh = () => ask("freshCards", { addresses }, left);
      const fresh = settled === undefined ? askFresh() : settled.then(askFresh);
      const known = ask("knownCards", { addresses }).then((answers) => {
        for (const [index, answer] of answers.entries()) {
          const address = addresses[index];
          if (answer !== null && address !== undefined && !memory.has(keyOf(address)))
            put(address, { answer, stale: true });
        }
        changed();
      });
      const [result] = await Promise.all([fresh, known]);
      if (result.ok)
        for (const answer of result.value) put(answer.address, { answer, stale: false });
      changed();
    },
    put(card) {
      for (const [key, { answer }] of memory.entries()) {
        if (answer.card?.customer.id !== card.customer.id) continue;
        memory.set(key, {
          answer: { ...answer, card: { ...card, contact: answer.card.contact } },
          stale: false,
        });
      }
    },
    doubt() {
      for (const seen of memory.values()) seen.stale = true;
    },
    clear: () => memory.clear(),
  };
}
