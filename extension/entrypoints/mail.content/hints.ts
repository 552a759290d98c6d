/** Whom of the book strangers here could be taken for: asked once for each, behind their cards. */
import type { Impersonated } from "../../../shared/contract/answers.ts";
import type { Stranger } from "../../sync/api.ts";
import { ask } from "../../sync/messages.ts";
import { keyOf } from "./people.ts";

const most = 300;

export type Hints = {
  all(): Impersonated[];
  /** Asks for those not asked for before; `changed` is called for each answer that came. */
  look(strangers: Stranger[]): Promise<void>;
  clear(): void;
};

/** No hints yet. */
export function openHints(changed: () => void): Hints {
  const hints = new Map<string, Impersonated | null>();
  return {
    all: () => [...hints.values()].filter((hint) => hint !== null),
    async look(strangers) {
      if (hints.size > most) hints.clear();
      await Promise.all(strangers.map(async ({ address, name }) => {
        const key = JSON.stringify([keyOf(address), name]);
        if (hints.has(key)) return;
        hints.set(key, null);
        const result = await ask("impersonated", { address, name });
        if (result.ok) hints.set(key, result.value);
        else hints.delete(key);
        changed();
      }));
    },
    clear: () => hints.clear(),
  };
}
