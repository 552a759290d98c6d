/**
 * The page of the built extension for these tests: the card cache over the browser's own
 * storage.session.
 */
import { openCards } from "../../../extension/sync/cards.ts";
import type { Cached } from "../../../extension/sync/cards.ts";
import { memory } from "../../../extension/sync/memory.ts";
import type { Card } from "../../../shared/contract/card.ts";
import type { CardAnswer } from "../../../shared/contract/answers.ts";

/** A card with what the cache looks at; the rest of it is the panel's business. */
function cardOf(customerId: string, scoredAt: string): Card {
  return {
    customer: { id: customerId, name: scoredAt },
    contact: { id: `contact of ${customerId}`, name: null },
    scoredAt,
  } as Card;
}

/**
 * Opens the cache as a freshly started service worker does. `asked` collects each call to the
 * Worker, `dropped` those ended before their answer.
 */
function open(most = 2000) {
  const asked: string[][] = [];
  const dropped: string[][] = [];
  const cards = openCards(
    memory<Cached>(chrome.storage.session, "card", most),
    memory<Card>(chrome.storage.session, "newest", most),
    async (addresses, left) => {
      asked.push(addresses);
      await new Promise((resolve, reject) => {
        setTimeout(resolve, 20);
        left.addEventListener("abort", () => {
          dropped.push(addresses);
          reject(left.reason as Error);
        });
      });
      return addresses.map((address): CardAnswer =>
        address.startsWith("stranger")
          ? { address, status: "unknown" }
          : {
              address,
              status: "customer",
              card: cardOf(address.split("@")[1] ?? "", "2026-11-01T00:00:00Z"),
            },
      );
    },
  );
  return {
    cards,
    asked,
    dropped,
    write: (customerId: string, at: string) => cards.changed(cardOf(customerId, at)),
  };
}

export type CardsHarness = {
  open: typeof open;
  clear(): Promise<void>;
  stored(): Promise<string[]>;
};
declare global {
  interface Window {
    cardsHarness: CardsHarness;
  }
}
window.cardsHarness = {
  open,
  clear: () => chrome.storage.session.clear(),
  stored: async () => Object.keys(await chrome.storage.session.get(null)),
};
