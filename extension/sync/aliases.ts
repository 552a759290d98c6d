/**
 * Addresses that the owner of each mailbox can send as. Learned where a page offers the choice,
 * which most views do not, so they outlast the browser, sealed on disk.
 */
import pLimit from "p-limit";
import { normalise } from "../../shared/people/address.ts";
import { lazy } from "./lazy.ts";
import { LruMap } from "./lru-map.ts";
import { fromStored, toStored } from "./vault.ts";
import type { Stored, Vault } from "./vault.ts";

export type Aliases = {
  /**
   * Returns the addresses known of a mailbox; `seen`, the choice as a page just offered it,
   * replaces what was known.
   */
  of(mailbox: string, seen: string[] | null): Promise<string[]>;
  clear(): Promise<void>;
};

const place = "aliases";
const mostMailboxes = 50;
const mostAddresses = 100;

type Known = LruMap<string, string[]>;
function mapOf(entries: [string, string[]][]): Known {
  const map: Known = new LruMap({ entries: mostMailboxes });
  for (const [mailbox, addresses] of entries) map.set(mailbox, addresses);
  return map;
}

/** Opens the aliases over `area` (storage.local). */
export function openAliases(area: chrome.storage.StorageArea, vault: Vault): Aliases {
  const known = lazy(async () => {
    const found = (await area.get(place))[place] as Stored | undefined;
    const entries =
      found === undefined
        ? []
        : ((await vault.open(fromStored(found), place).catch(() => [])) as [string, string[]][]);
    return mapOf(entries);
  });
  const inTurn = pLimit(1);
  /** Writes what is known; without room on disk it lives as long as this worker. */
  const store = (all: Known) =>
    inTurn(async () => {
      await area.set({ [place]: toStored(await vault.seal(all.entries(), place)) });
    }).catch((error: unknown) => console.error("aliases could not be stored", error));
  return {
    async of(mailbox, seen) {
      const all = await known.get();
      const before = all.get(mailbox) ?? [];
      const now = [
        ...new Set(
          seen?.slice(0, mostAddresses).flatMap((address) => normalise(address)?.canonical ?? []),
        ),
      ];
      if (seen === null || now.join() === before.join()) return before;
      all.set(mailbox, now);
      await store(all);
      return now;
    },
    async clear() {
      known.put(mapOf([]));
      await inTurn(() => area.remove(place).catch(() => area.remove(place)));
    },
  };
}
