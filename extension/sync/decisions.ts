/**
 * Decisions of a person about messages and people, as "no answer needed" or "not a colleague":
 * remembered on this computer, sealed on disk, each under the sign-in that it was made with. What
 * is decided is the panel's own affair; here it is a text.
 */
import pLimit from "p-limit";
import { lazy } from "./lazy.ts";
import { LruMap } from "./lru-map.ts";
import { fromStored, toStored } from "./vault.ts";
import type { Stored, Vault } from "./vault.ts";

export type Decisions = {
  /** Returns what was decided under these keys, in their order; null for nothing. */
  of(keys: string[], owner: string): Promise<(string | null)[]>;
  /** Remembers a decision, or forgets it where it is null. One that is far too long is not kept. */
  decide(key: string, text: string | null, owner: string): Promise<void>;
};

const place = "decisions";
/** Decisions that nobody looked up for longest are forgotten: one of daily use stays. */
export const mostDecisions = 1000;
/** Longer than any identity of a message, UTF-16 code units. */
const LONGEST = 4000;

type Known = LruMap<string, string>;
const keyOf = (key: string, owner: string) => JSON.stringify([owner, key]);

/** Opens the decisions over `area` (storage.local). */
export function openDecisions(area: chrome.storage.StorageArea, vault: Vault): Decisions {
  const known = lazy(async () => {
    const found = (await area.get(place))[place] as Stored | undefined;
    const entries =
      found === undefined
        ? []
        : ((await vault.open(fromStored(found), place).catch(() => [])) as [string, string][]);
    const map: Known = new LruMap({ entries: mostDecisions });
    for (const [key, text] of entries) map.set(key, text);
    return map;
  });
  const inTurn = pLimit(1);
  /** Writes what is known; without room on disk it lives as long as this worker. */
  const store = (all: Known) =>
    inTurn(async () => {
      await area.set({ [place]: toStored(await vault.seal(all.entries(), place)) });
    }).catch((error: unknown) => console.error("decisions could not be stored", error));
  return {
    async of(keys, owner) {
      const all = await known.get();
      return keys.map((key) => all.get(keyOf(key, owner)) ?? null);
    },
    async decide(key, text, owner) {
      if (key.length > LONGEST || (text?.length ?? 0) > LONGEST) return;
      const all = await known.get();
      if (text === null) all.delete(keyOf(key, owner));
      else all.set(keyOf(key, owner), text);
      await store(all);
    },
  };
}
