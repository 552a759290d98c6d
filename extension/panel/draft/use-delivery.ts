/** A text on its way to the customer: into the open draft, else to the clipboard. */
import { useState } from "preact/hooks";
import type { DraftContent } from "../../protocol/draft.ts";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { useDraft } from "./use-draft.ts";
import type { Delivery } from "./use-draft.ts";

export type Delivering = {
  hasDraft: boolean;
  /** The end of the last text; null before one was asked for. */
  delivery: Delivery | null;
  /** The same in words; null before. */
  said: string | null;
  deliver(content: DraftContent): Promise<void>;
};

/** Delivers texts for this person, and says to everybody what became of each. */
export function useDelivery(person: Person, isPersonal = false): Delivering {
  const { t, announce } = useTools();
  const { hasDraft, deliver } = useDraft(person, isPersonal);
  const [delivery, setDelivery] = useState<Delivery | null>(null);
  const wordsOf = (end: Delivery) =>
    t(end === "covered" ? "codes.error.covered" : `panel.next.${end}`);
  return {
    hasDraft,
    delivery,
    said: delivery && wordsOf(delivery),
    async deliver(content) {
      const end = await deliver(content);
      setDelivery(end);
      announce(wordsOf(end));
    },
  };
}
