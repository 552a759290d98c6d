/** The card cache: what was seen before is shown at once and refreshed behind. In memory only. */
import type { CardAnswer } from "../../shared/contract/answers.ts";
import type { Card } from "../../shared/contract/card.ts";
import { normalise } from "../../shared/people/address.ts";
import { younger } from "./age.ts";
import { openLookUps } from "./look-ups.ts";
import type { LookUpParts } from "./look-ups.ts";
import type { Memory } from "./memory.ts";

export type Cached = { answer: CardAnswer; at: number };
export type Cards = {
  /**
   * Returns what is known of these addresses without asking, in their order; null where nothing is.
   */
  known(addresses: string[]): Promise<(CardAnswer | null)[]>;
  /** Returns every answer that is remembered. */
  seen(): Promise<CardAnswer[]>;
  /**
   * Returns answers fresh enough, asked for where need be, in the order of the addresses. Throws
   * CallFailed.
   * @param left the asker has no more use for them: a look-up that nobody else waits for is dropped
   */
  fresh(addresses: string[], left?: AbortSignal): Promise<CardAnswer[]>;
  /** Takes the card that a write answered with: everyone of that customer has it now. */
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

/**
 * Returns how long an answer is taken as it is, milliseconds: a stranger may have been added, and a
 * card scored, a moment ago.
 */
const freshFor = ({ status, card }: CardAnswer) =>
  status === "unknown" || (status === "customer" && card === undefined) ? 10_000 : 60_000;

const isFresh = (cached: Cached | undefined) =>
  cached !== undefined && younger(cached.at, freshFor(cached.answer));

/** Returns one key for one person, however the address is written. */
const keyOf = (address: string) => normalise(address)?.canonical ?? address.trim().toLowerCase();

/** Returns true for the answer about someone of a customer or contact. */
const isOf = ({ card, suggestion }: CardAnswer, id: string) =>
  card?.customer.id === id || card?.contact?.id === id || suggestion?.customerId === id;

/**
 * Opens the cache over `memory`, with each customer's newest card in `versions`. `ask` looks up at
 * most 50 addresses at the Worker and answers in their order.
 */
export function openCards(
  memory: Memory<Cached>,
  versions: Memory<Card>,
  ask: LookUpParts["ask"],
): Cards {
  const lookUps = openLookUps({
    ask,
    keeper() {
      const since = memory.generation();
      return (key, answer) => memory.set(key, { answer, at: Date.now() }, since);
    },
  });

  /** Returns a person's own contact with the newest card of the customer. */
  async function withNewest(answer: CardAnswer): Promise<CardAnswer> {
    if (answer.card === undefined) return answer;
    const newest = await versions.get(answer.card.customer.id);
    if (newest === undefined || Date.parse(newest.scoredAt) <= Date.parse(answer.card.scoredAt))
      return answer;
    return { ...answer, card: { ...newest, contact: answer.card.contact } };
  }

  async function known(address: string): Promise<CardAnswer | null> {
    const cached = await memory.get(keyOf(address));
    return cached === undefined ? null : withNewest(cached.answer);
  }

  async function fresh(addresses: string[], left?: AbortSignal): Promise<CardAnswer[]> {
    const since = memory.generation();
    const found = await Promise.all(addresses.map((address) => memory.get(keyOf(address))));
    left?.throwIfAborted();
    if (since !== memory.generation()) throw new Error("what is known was cleared");
    const missing = addresses
      .map((address, index) => [keyOf(address), address, found[index]] as const)
      .filter(([key, , cached]) => !isFresh(cached) && !lookUps.has(key));
    lookUps.start(new Map(missing.map(([key, address]) => [key, address])));
    lookUps.want(addresses.map(keyOf), left);
    return Promise.all(
      addresses.map(async (address, index) => {
        const answer = (await lookUps.answer(keyOf(address))) ?? found[index]?.answer;
        if (answer === undefined) throw new Error("a look-up ended without an answer");
        return withNewest({ ...answer, address });
      }),
    );
  }

  return {
    fresh,
    known: (addresses) => Promise.all(addresses.map(known)),
    seen: async () => (await memory.values()).map(({ answer }) => answer),
    changed: (card) => versions.set(card.customer.id, card),
    async forgetPeopleOf(id) {
      const answers = (await memory.values()).map(({ answer }) => answer);
      const gone = answers.filter((answer) => isOf(answer, id));
      await memory.delete(gone.map(({ address }) => keyOf(address)));
      await versions.delete([id]);
    },
    forget: (addresses) => memory.delete(addresses.map(keyOf)),
    async clear() {
      lookUps.stop();
      await Promise.all([memory.clear(), versions.clear()]);
    },
  };
}
