/** Sign-in, settings and connection as the background told them last; the fold as set here. */
import type { Kept } from "../state.ts";
import { ensure } from "../../../shared/locales/words.ts";
import { LruMap } from "../../sync/lru-map.ts";
import { ask } from "../../sync/messages.ts";
import type { Status } from "../../sync/messages.ts";
import { defaults, foldsOf, localeOf } from "../../sync/settings.ts";
import type { Fold } from "../../sync/settings.ts";
import { personKey as keyOf } from "../../../shared/people/address-memo.ts";
import { mostPeople } from "./recent.ts";

export type StatusFeed = {
  /** Null until it was told. */
  status(): Status | null;
  locale(): "en" | "zh_CN";
  /** The proofs that are kept of this address. */
  proofs(address: string): Kept[] | undefined;
  /** Asks again, and for the proofs of these people. */
  refresh(addresses: string[]): Promise<void>;
  /**
   * Folds or unfolds at once, and keeps it for other pages; an answer that was asked for before
   * does not undo it.
   */
  fold(fold: Partial<Fold>): Promise<void>;
  forget(): void;
};

/** Returns a status without answer yet; `changed` is called with every answer. */
export function openStatus(changed: () => void): StatusFeed {
  let status: Status | null = null;
  const kept = new LruMap<string, Kept[]>({ entries: mostPeople });
  /** Count of folds that are not kept yet, and of all folds. */
  let keeping = 0;
  let folds = 0;

  function put(now: Status, asOf: number): void {
    const chosen = foldsOf(status?.settings ?? now.settings);
    const older = keeping > 0 || asOf !== folds;
    status = older ? { ...now, settings: { ...now.settings, ...chosen } } : now;
  }
  return {
    status: () => status,
    locale: () => localeOf(status?.settings ?? defaults, navigator.language),
    proofs: (address) => kept.peek(keyOf(address)),
    async refresh(addresses) {
      const asOf = folds;
      const [now, found] = await Promise.all([
        ask("status", null),
        addresses.length === 0 ? [] : ask("proofs", { addresses }),
      ]);
      // Nothing is drawn before its words are there.
      await ensure(localeOf(now.settings, navigator.language));
      for (const [index, address] of addresses.entries())
        kept.set(keyOf(address), found[index] ?? []);
      put(now, asOf);
      changed();
    },
    async fold(fold) {
      if (status !== null) status = { ...status, settings: { ...status.settings, ...fold } };
      folds++;
      keeping++;
      changed();
      try {
        await ask("collapse", fold);
      } finally {
        keeping--;
        folds++;
      }
    },
    forget: () => kept.clear(),
  };
}
