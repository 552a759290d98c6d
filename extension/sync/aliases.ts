/**
 * What the owner of each mailbox can send as. Learned where a page offers the choice, which most views do not, so it outlasts
 * the browser; the addresses lie on disk sealed.
 */
import { normalise } from "../../shared/people/address.ts";
import { fromStored, toStored } from "./vault.ts";
import type { Stored, Vault } from "./vault.ts";

export type Aliases = {
  /** The addresses known of a mailbox; `seen`, the choice as a page just offered it, replaces what was known. */
  of(mailbox: string, seen: string[] | null): Promise<string[]>;
  clear(): Promise<void>;
};

const place = "aliases";
const mostMailboxes = 50, mostAddresses = 100;

/** The aliases over `area` (storage.local). */
export function openAliases(area: chrome.storage.StorageArea, vault: Vault): Aliases {
  let known: Promise<Map<string, string[]>> | null = null;
  const read = async () => {
    const found = (await area.get(place))[place] as Stored | undefined;
    const entries = found === undefined ? [] : await vault.open(fromStored(found), place).catch(() => []) as [string, string[]][];
    return new Map(entries);
  };
  return {
    async of(mailbox, seen) {
      const all = await (known ??= read());
      const before = all.get(mailbox) ?? [];
      const now = [...new Set(seen?.slice(0, mostAddresses).flatMap((address) => normalise(address)?.canonical ?? []))];
      if (seen === null || now.join() === before.join()) return before;
      all.delete(mailbox);
      all.set(mailbox, now);
      if (all.size > mostMailboxes) all.delete(all.keys().next().value ?? "");
      await area.set({ [place]: toStored(await vault.seal([...all], place)) });
      return now;
    },
    async clear() {
      known = Promise.resolve(new Map());
      await area.remove(place);
    },
  };
}
