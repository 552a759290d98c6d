/**
 * Proofs of what was just done for a person, so that a reload or a look at someone else does not
 * cost the way back. In memory only.
 */
import pLimit from "p-limit";
import { normalise } from "../../shared/people/address.ts";
import type { Memory } from "./memory.ts";
import type { Outbox } from "./outbox.ts";

/** A click. One proof a person and slot: the newest. */
export type Click = {
  address: string;
  slot: "outcome" | "satisfaction" | "trust" | "other" | "added" | "promise" | "case";
  what: string;
  of: string;
};
export type Proof = Omit<Click, "address"> & {
  id: string;
  pending: boolean;
  at: string;
  /** Code of why it was refused, of a log; left out where it was not. */
  refused?: string;
};
type Stored = Omit<Proof, "refused"> & { address: string };

export type Proofs = {
  /** Keeps the proof of a click whose fact or outbox entry is `id`. */
  keep(click: Click, id: string, pending: boolean): Promise<void>;
  /** Drops the proof of `id`, which was taken back. */
  drop(id: string): Promise<void>;
  /**
   * Returns the proofs of these people, in their order; an entry that was sent meanwhile no longer
   * waits. A refused one proves nothing, but a log's says so: who made it may have left by then.
   */
  of(addresses: string[]): Promise<Proof[][]>;
  clear(): Promise<void>;
};

/** Long enough to notice a slip; a later click is a new one, not a correction. */
const keptFor = 600_000;
const place = "recent";
const personOf = (address: string) => normalise(address)?.canonical ?? address;

/** Opens the proofs over `memory`; `outbox` knows what became of those that wait. */
export function openProofs(memory: Memory<Stored[]>, outbox: Pick<Outbox, "outcomeOf">): Proofs {
  // One change at a time: two at once would each keep only its own.
  const inTurn = pLimit(1);
  const recent = async () =>
    ((await memory.get(place)) ?? []).filter(({ at }) => Date.now() - Date.parse(at) < keptFor);
  const change = (by: (proofs: Stored[]) => Stored[]) =>
    inTurn(async () => memory.set(place, by(await recent())));

  async function asItStands({ slot, what, of, id, at, pending }: Stored): Promise<Proof[]> {
    const proof = { slot, what, of, id, at, pending };
    if (!pending) return [proof];
    const outcome = await outbox.outcomeOf(id);
    if (outcome === null) return [];
    if (outcome.state !== "failed") return [{ ...proof, pending: outcome.state === "waiting" }];
    if (slot !== "other") return [];
    return [{ ...proof, pending: false, refused: outcome.failure.code }];
  }
  return {
    keep: ({ address, slot, what, of }, id, pending) =>
      change((proofs) => [
        ...proofs.filter((one) => one.slot !== slot || one.address !== personOf(address)),
        { address: personOf(address), slot, what, of, id, pending, at: new Date().toISOString() },
      ]),
    drop: (id) => change((proofs) => proofs.filter((one) => one.id !== id)),
    async of(addresses) {
      const all = await inTurn(recent);
      return Promise.all(
        addresses.map(async (address) =>
          (
            await Promise.all(
              all.filter((one) => one.address === personOf(address)).map(asItStands),
            )
          ).flat(),
        ),
      );
    },
    clear: () => inTurn(() => memory.clear()),
  };
}
