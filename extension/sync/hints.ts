/** Customers that strangers could be taken for: asked once for each, and kept in memory. */
import type { Impersonated } from "../../shared/contract/answers.ts";
import { normalise } from "../../shared/people/address.ts";
import { younger } from "./age.ts";
import type { Stranger } from "./api.ts";
import type { Memory } from "./memory.ts";

export type Hint = { hint: Impersonated; at: number };
export type Hints = {
  /** Returns the hint for a stranger as this mail shows them. Throws CallFailed. */
  of(stranger: Stranger): Promise<Impersonated>;
  /** Returns the hint that is kept, however old; null where none is. */
  kept(stranger: Stranger): Promise<Impersonated | null>;
  /** Forgets all, also what is still being asked. */
  clear(): Promise<void>;
};

/** Milliseconds for which a hint is taken as it is: customers come slowly. */
const freshFor = 3_600_000;
const longestName = 998;

/** Opens the hints over `memory`; `ask` asks the Worker. */
export function openHints(
  memory: Memory<Hint>,
  ask: (stranger: Stranger) => Promise<Impersonated>,
): Hints {
  const asking = new Map<string, Promise<Impersonated>>();
  const shownName = ({ name }: Stranger) => name?.trim().slice(0, longestName) || null;
  const keyOf = (stranger: Stranger) =>
    JSON.stringify([
      normalise(stranger.address)?.canonical ?? stranger.address,
      shownName(stranger),
    ]);
  return {
    async of(stranger) {
      const key = keyOf(stranger);
      const kept = await memory.get(key);
      if (kept !== undefined && younger(kept.at, freshFor)) return kept.hint;
      const before = asking.get(key);
      if (before !== undefined) return before;
      const since = memory.generation();
      const coming = ask({ address: stranger.address, name: shownName(stranger) }).then(
        async (hint) => {
          await memory.set(key, { hint, at: Date.now() }, since);
          return hint;
        },
      );
      asking.set(key, coming);
      return coming.finally(() => {
        if (asking.get(key) === coming) asking.delete(key);
      });
    },
    kept: async (stranger) => (await memory.get(keyOf(stranger)))?.hint ?? null,
    async clear() {
      asking.clear();
      await memory.clear();
    },
  };
}
