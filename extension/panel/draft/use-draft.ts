/** Access to the open draft, for every part of the panel that has a text for the customer. */
import { plainOf } from "../../protocol/draft.ts";
import type { DraftBlock, DraftContent } from "../../protocol/draft.ts";
import { copyText } from "../copy-text.ts";
import type { DraftPut, DraftTarget, Person } from "../state.ts";
import { useTools } from "../tools.ts";

/** Ends of a text that was to reach the draft. */
export type Delivery = "inDraft" | "copied" | "copiedInstead" | "notCopied" | "covered";

export type DraftAccess = {
  /** True where a draft to this person is open, or one that has no recipients yet. */
  hasDraft: boolean;
  /** Addresses that the draft goes to, for a text that is meant for one of them alone. */
  recipients: readonly string[];
  /** Puts content where the person writes. Nothing of the draft is read, and nothing is sent. */
  put(content: DraftContent): Promise<DraftPut>;
  /** The same, or copies the plain text where there is no draft or it cannot be put in. */
  deliver(content: DraftContent): Promise<Delivery>;
};

/** Makes content of rich text; its plain text follows from it. */
export const richContent = (rich: DraftBlock[]): DraftContent => ({ plain: plainOf(rich), rich });

/** Makes content of plain text alone. */
export const plainContent = (plain: string): DraftContent => ({ plain, rich: null });

/** Returns true for a draft to somebody of the person's customer, or to nobody yet. */
export const isDraftTo = (
  { recipients, customerIds }: DraftTarget,
  { address, card }: Pick<Person, "address" | "card">,
): boolean =>
  recipients.length === 0 ||
  recipients.includes(address) ||
  (card !== null && customerIds.includes(card.customer.id));

/**
 * Returns the open draft as it is for this person: text for one goes into no mail to others, and
 * what is `isPersonal`, as a link of their own, into none with further recipients.
 */
export function useDraft(
  person: Pick<Person, "address" | "card">,
  isPersonal = false,
): DraftAccess {
  const { commands, draft } = useTools();
  const isTheirs = ({ recipients }: DraftTarget) =>
    !isPersonal || recipients.every((address) => address === person.address);
  const hasDraft = draft !== null && isDraftTo(draft, person) && isTheirs(draft);
  const put = (content: DraftContent) => commands.putIntoDraft(content);
  return {
    hasDraft,
    recipients: draft?.recipients ?? [],
    put,
    async deliver(content) {
      if (!hasDraft) return copyText(content.plain) ? "copied" : "notCopied";
      const end = await put(content);
      if (end.ok) return "inDraft";
      if (end.code === "covered") return "covered";
      return copyText(content.plain) ? "copiedInstead" : "notCopied";
    },
  };
}
