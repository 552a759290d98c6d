/** Context of the panel's commands: the tab they act in. */
import type { AnswerDecision, Log, PersonDecision } from "../state.ts";
import type { CardAnswer, Interaction } from "../../../shared/contract/answers.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import type { Outcome } from "../../sync/outbox.ts";
import type { DraftLogs } from "./draft-logs.ts";
import type { Forms } from "./forms.ts";
import type { Party } from "./people.ts";
import type { Written } from "./written.ts";

/** The message that is open at a click: the click concerns it alone, whatever is opened meanwhile. */
export type LogTarget = {
  participants: string[];
  /**
   * The message, with its Message-ID where the site gives it in time; null in compose and on
   * look-up.
   */
  identity(): Promise<MessageIdentity | null>;
  /** The moment it was sent, by the page or else by headers that come in time; null for neither. */
  occurredAt(): Promise<string | null>;
  /** The customers of the message, for whom it can be logged. */
  parties: Party[];
  logOf(customerId: string): Log;
  /** A stored log as who is signed in sees it. */
  asLog(interaction: Interaction): Log;
  /** Changes nothing once something else is open. */
  setLog(customerId: string, log: Log): void;
  /**
   * The customer whose log of the open message has this id (a fact's or an outbox entry's); null
   * where none has.
   */
  customerOf(id: string): string | null;
};

/** The tab as the commands see it, and the parts of it that they act on. */
export type CommandContext = {
  /** The browser's tab; null for that which the panel itself stands in. */
  tabId: number | null;
  answer(address: string): CardAnswer | undefined;
  forms: Pick<Forms, "keep" | "drop">;
  here(): LogTarget;
  /** The mail being written; null where none is. */
  written(): Written | null;
  draftLogs: DraftLogs;
  /** Called with how each write ended, before the panel hears it. */
  ended(outcome: Outcome): Promise<void>;
  select(address: string): void;
  collapse(collapsed: boolean): void;
  choose(address: string | null): void;
  /** Returns true for somebody who was said to be no colleague. */
  isOutside(address: string): boolean;
  logWhenSent(on: boolean): void;
  decideAnswer(decision: AnswerDecision | null): void;
  decidePerson(address: string, decision: PersonDecision | null): void;
  lookUp(address: string): Promise<void>;
  goHome(on: boolean): void;
  /** As `lookUp`, from home. */
  openAddress(address: string): Promise<void>;
  /** Looks these people up again. */
  again(addresses: string[]): Promise<void>;
  openSignIn(): void;
  retry(): void;
};

export type Target = Pick<Party, "customerId" | "contactId" | "name">;

/** Returns the customer and contact behind an address; null where it is no customer's. */
export function customerAt(
  { answer }: Pick<CommandContext, "answer">,
  address: string,
): Target | null {
  const card = answer(address)?.card;
  if (card === undefined) return null;
  return {
    customerId: card.customer.id,
    contactId: card.contact?.id ?? null,
    name: card.customer.name ?? card.contact?.name ?? null,
  };
}
