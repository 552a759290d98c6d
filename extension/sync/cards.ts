/** The card cache: what was seen before is shown at once and refreshed behind. In memory only. */
import type { CardAnswer } from "../../shared/contract/answers.ts";
import type { Card } from "../../shared/contract/card.ts";
import { normalise } from "../../shared/people/address.ts";
import { younger } from "./age.ts";
import type { Memory } from "./memory.ts";

export type Cached = { answer: CardAnswer; at: number };
export type Cards = {
  /** What is known of these addresses without asking, in their order; null where nothing is. */
  known(addresses: string[]): Promise<(CardAnswer | null)[]>;
  /** Every answer that is remembered. */
  seen(): Promise<CardAnswer[]>;
  /**
   * Answers fresh enough, asked for where need be, in the order of the addresses. Throws
   * CallFailed.
   * @param left the asker has no more use for them: a look-up that nobody else waits for is dropped
   */
  fresh(addresses: string[], left?: AbortSignal): Promise<CardAnswer[]>;
  /** A write answered with this card: everyone of that customer has it now. */
  changed(card: Card): Promise<void>;
  /** Forgets whoever was a customer's or a contact's, so that the next look-up asks. */
  forgetPeopleOf(id: string): Promise<void>;
  /** Forgets addresses, so that the next look-up asks. */
  forget(addresses: string[]): Promise<void>;
  /**
   * Forgets all, also what is still being asked: who waits for it gets nothing, for it may be of
   * another's book.
   */
  clear(): Promise<void>;
};

/** The most the Worker takes in one call. */
const most = 50;
/**
 * Returns how long an answer is taken as it is, milliseconds: a stranger may have been added, and a
 * card scored, a moment ago.
 */
const freshFor = ({ status, card }: CardAnswer) =>
  status === "unknown" || (status === "customer" && card === undefined) ? 10_000 : 60_000;

/** One call to the Worker, and how many wait for it. */
type Batch = { stop: AbortController; wanted: number };
type Asked = { answer: Promise<CardAnswer>; batch: Batch };

/** One person, one key, however the address is written. */
const keyOf = (address: string) => normalise(address)?.canonical ?? address.trim().toLowerCase();

/**
 * The cache over `memory`; `ask` looks up at most 50 addresses at the Worker, answers in their
 * order.
 */
export function openCards(
  memory: Memory<Cached>,
  versions: Memory<Card>,
  ask: (addresses: string[], left: AbortSignal) => Promise<CardAnswer[]>,
): Cards {
  const asking = new Map<string, Asked>();

  /** A person's own contact, with the newest card of the customer. */
  async function withNewest(answer: CardAnswer): Promise<CardAnswer> {
    if (answer.card === undefined) return answer;
    const newest = await versions.get(answer.card.customer.id);
    if (newest === undefined || Date.parse(newest.scoredAt) <= Date.parse(answer.card.scoredAt))
      return answer;
    return { ...answer, card: { ...newest, contact: answer.card.contact } };
  }

  function askTogether(addresses: string[]): void {
    const batch: Batch = { stop: new AbortController(), wanted: 0 };
    const since = memory.generation();
    const answers = ask(addresses, batch.stop.signal);
    for (const [index, address] of addresses.entries()) {
      const key = keyOf(address);
      const one = answers.then(async (all) => {
        batch.stop.signal.throwIfAborted();
        const answer = all[index];
        if (answer === undefined)
          throw new Error("the Worker answered fewer cards than were asked for");
        await memory.set(key, { answer, at: Date.now() }, since);
        return answer;
      });
      asking.set(key, { answer: one, batch });
      void one
        .catch(() => undefined)
        .finally(() => {
          if (asking.get(key)?.batch === batch) asking.delete(key);
        });
    }
  }

  /** Waits for what is being asked of these people, until `left`. */
  function want(keys: string[], left: AbortSignal | undefined): void {
    const batches = new Set(keys.flatMap((key) => asking.get(key)?.batch ?? []));
    for (const batch of batches) batch.wanted++;
    left?.addEventListener(
      "abort",
      () => {
        for (const batch of batches) {
          if (--batch.wanted > 0) continue;
          batch.stop.abort();
          // Who asks for them now must not wait for what will never come.
          for (const [key, one] of asking) if (one.batch === batch) asking.delete(key);
        }
      },
      { once: true },
    );
  }

  return {
    known: async (addresses) =>
      Promise.all(
        addresses.map(async (address) => {
          const cached = await memory.get(keyOf(address));
          return cached === undefined ? null : withNewest(cached.answer);
        }),
      ),
    seen: async () => (await memory.values()).map(({ answer }) => answer),
    async fresh(addresses, left) {
      const since = memory.generation();
      const found = await Promise.all(addresses.map((address) => memory.get(keyOf(address))));
      left?.throwIfAborted();
      if (since !== memory.generation()) throw new Error("what is known was cleared");
      const good = (cached: Cached | undefined) =>
        cached !== undefined && younger(cached.at, freshFor(cached.answer));
      const missing = new Map<string, string>();
      for (const [index, address] of addresses.entries()) {
        if (!good(found[index]) && !asking.has(keyOf(address)))
          missing.set(keyOf(address), address);
      }
      const list = [...missing.values()];
      for (let start = 0; start < list.length; start += most)
        askTogether(list.slice(start, start + most));
      want(addresses.map(keyOf), left);
      return Promise.all(
        addresses.map(async (address, index) => {
          const cached = found[index];
          const answer = (await asking.get(keyOf(address))?.answer) ?? cached?.answer;
          if (answer === undefined) throw new Error("a look-up ended without an answer");
          return withNewest({ ...answer, address });
        }),
      );
    },
    changed: (card) => versions.set(card.customer.id, card),
    async forgetPeopleOf(id) {
      const of = ({ card, suggestion }: CardAnswer) =>
        card?.customer.id === id || card?.contact?.id === id || suggestion?.customerId === id;
      await memory.delete(
        (await memory.values())
          .filter(({ answer }) => of(answer))
          .map(({ answer }) => keyOf(answer.address)),
      );
      await versions.delete([id]);
    },
    forget: (addresses) => memory.delete(addresses.map(keyOf)),
    async clear() {
      for (const { batch } of asking.values()) batch.stop.abort();
      asking.clear();
      await Promise.all([memory.clear(), versions.clear()]);
    },
  };
}
