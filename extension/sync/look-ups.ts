/** Look-ups on their way to the Worker: one call for many people, shared by all who wait. */
import type { CardAnswer } from "../../shared/contract/answers.ts";

/** One call to the Worker, and how many wait for it. */
type Batch = { stop: AbortController; wanted: number };
type LookUp = { answer: Promise<CardAnswer>; batch: Batch };

export type LookUps = {
  has(key: string): boolean;
  /** Returns the answer about a person; undefined where nobody asks about them. */
  answer(key: string): Promise<CardAnswer> | undefined;
  /** Asks the Worker about people by key, in as few calls as it takes. */
  start(missing: ReadonlyMap<string, string>): void;
  /** Waits for these people until `left`; a call that nobody waits for any more is dropped. */
  want(keys: readonly string[], left: AbortSignal | undefined): void;
  /** Drops all calls: who waits for them gets nothing. */
  stop(): void;
};

export type LookUpParts = {
  /** Looks up at most `maxAddresses` at the Worker; answers in their order. */
  ask(addresses: string[], left: AbortSignal): Promise<CardAnswer[]>;
  /** Begins a call; what it returns keeps each of its answers. */
  keeper(): (key: string, answer: CardAnswer) => Promise<void>;
};

/** The most addresses that the Worker takes in one call. */
const maxAddresses = 50;

/** Opens the look-ups over these parts. */
export function openLookUps({ ask, keeper }: LookUpParts): LookUps {
  const asking = new Map<string, LookUp>();

  function startBatch(people: [key: string, address: string][]): void {
    const batch: Batch = { stop: new AbortController(), wanted: 0 };
    const keep = keeper();
    const addresses = people.map(([, address]) => address);
    const answers = ask(addresses, batch.stop.signal);
    for (const [index, [key]] of people.entries()) {
      const one = answers.then(async (all) => {
        batch.stop.signal.throwIfAborted();
        const answer = all[index];
        if (answer === undefined)
          throw new Error("the Worker answered fewer cards than were asked for");
        await keep(key, answer);
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

  /** Takes one waiter from each batch, and drops those without any. */
  function leave(batches: ReadonlySet<Batch>): void {
    for (const batch of batches) {
      if (--batch.wanted > 0) continue;
      batch.stop.abort();
      // Who asks for them now must not wait for what will never come.
      for (const [key, one] of asking) if (one.batch === batch) asking.delete(key);
    }
  }

  return {
    has: (key) => asking.has(key),
    answer: (key) => asking.get(key)?.answer,
    start(missing) {
      const people = [...missing];
      for (let from = 0; from < people.length; from += maxAddresses)
        startBatch(people.slice(from, from + maxAddresses));
    },
    want(keys, left) {
      const batches = new Set(keys.flatMap((key) => asking.get(key)?.batch ?? []));
      for (const batch of batches) batch.wanted++;
      left?.addEventListener("abort", () => leave(batches), { once: true });
    },
    stop() {
      for (const { batch } of asking.values()) batch.stop.abort();
      asking.clear();
    },
  };
}
