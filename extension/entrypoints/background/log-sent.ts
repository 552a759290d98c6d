/**
 * Logs mail that has just gone out. The page may be gone before anybody answers, and of whom was
 * typed last the panel knows nothing yet: who is a customer is asked here.
 */
import type { CardAnswer } from "../../../shared/contract/answers.ts";
import { emailFromUs, identityOfDraft } from "../../sync/sent-identity.ts";
import type { PageCalls } from "../../sync/messages.ts";
import type { Parts } from "./parts.ts";

type Sent = PageCalls["logSent"]["ask"];
type LogWrite = PageCalls["write"]["ask"];

/** Returns answers about these people: the Worker's, else those that are remembered. */
async function answersOf(
  { cards }: { cards: Pick<Parts["cards"], "fresh" | "known"> },
  addresses: string[],
): Promise<(CardAnswer | null)[]> {
  if (addresses.length === 0) return [];
  return cards.fresh(addresses).catch(() => cards.known(addresses));
}

/**
 * Returns a write for each customer among the recipients, under an id of its own: the same call
 * made again changes nothing.
 */
export async function writesOfSent(
  parts: { cards: Pick<Parts["cards"], "fresh" | "known"> },
  { id, subject, to, outside, participants, at }: Sent,
): Promise<LogWrite[]> {
  const answers = await answersOf(parts, outside);
  const message = identityOfDraft({ to, subject }, Date.parse(at));
  const writes = new Map<string, LogWrite>();
  for (const [index, answer] of answers.entries()) {
    const card = answer?.card;
    const address = outside[index];
    if (card === undefined || address === undefined || writes.has(card.customer.id)) continue;
    const { customer, contact } = card;
    const who = { customerId: customer.id, contactId: contact?.id ?? null };
    const body = { ...who, ...emailFromUs, occurredAt: at, subject, participants, message };
    writes.set(customer.id, {
      id: `${id}-${writes.size}`,
      write: { call: "log", body },
      about: { customer: customer.name ?? contact?.name ?? null, subject },
      click: { address, slot: "other", what: "email", of: "" },
    });
  }
  return [...writes.values()];
}
