/** Keeps what a sent write changes of the cards and logs that are remembered. */
import type { Interaction } from "../../../shared/contract/answers.ts";
import type { Cards } from "../../sync/cards.ts";
import type { Memory } from "../../sync/memory.ts";
import type { Entry } from "../../sync/outbox/box.ts";
import type { Written } from "../../sync/writes.ts";
import { identityKey } from "./identity.ts";

export type Remembered = {
  cards: Pick<Cards, "changed" | "forget" | "forgetPeopleOf">;
  logs: Memory<Interaction[]>;
};

/** A write that was sent, and what it brought. */
export type Sent = { entry: Pick<Entry, "write">; written: Written };

/** Remembers what a write brought, and forgets whom it makes out of date. */
export async function remember({ cards, logs }: Remembered, sent: Sent): Promise<void> {
  const { write } = sent.entry;
  const { card, interaction } = sent.written;
  if (card !== null) await cards.changed(card);
  if (write.call === "log" && write.body.message && interaction !== null) {
    const key = identityKey(write.body.message);
    const others = ((await logs.get(key)) ?? []).filter(
      (log) => log.customerId !== interaction.customerId,
    );
    await logs.set(key, [...others, interaction]);
  }
  if (write.call === "addCustomer") await cards.forget(write.body.contact?.addresses ?? []);
  if (write.call === "addContact") {
    await cards.forget(write.body.addresses);
    // Their name or number is another at each of their addresses.
    if (write.body.contactId !== undefined) await cards.forgetPeopleOf(write.body.contactId);
  }
  if (write.call === "withdrawCustomer" || write.call === "withdrawContact")
    await cards.forgetPeopleOf(write.id);
}
