/**
 * Undo of who was added, in the outbox's answers and the card cache: of customers and contacts,
 * with and without a card in the answer.
 */
import { expect, test } from "vitest";
import { readWritten } from "../../../extension/sync/answers.ts";
import { openCards } from "../../../extension/sync/cards.ts";
import { memory } from "../../../extension/sync/memory.ts";
import { aimedAt, targetOf, withdraws, type Write } from "../../../extension/sync/writes.ts";
import type { CardAnswer } from "../../../shared/contract/answers.ts";
import { harlow } from "../../gallery/cards.ts";
import { area } from "./area.ts";

const id = harlow.customer.id;
const customer: Write = { call: "withdrawCustomer", id };
const contact: Write = { call: "withdrawContact", id: harlow.contact?.id ?? "" };

test("the undo of an adding is aimed at what was added, whether it was sent or waits", () => {
  for (const write of [customer, contact]) {
    expect([withdraws(write), targetOf(write)]).toEqual([true, "id" in write ? write.id : ""]);
    expect(aimedAt(write, "another")).toEqual({ ...write, id: "another" });
  }
});

test("the answer to an undone customer has no card, that to an undone contact its customer's", () => {
  expect(readWritten(customer, { id, card: null })).toEqual({
    factId: id,
    card: null,
    interaction: null,
  });
  expect(readWritten(contact, { id: harlow.contact?.id, card: harlow })).toMatchObject({
    factId: harlow.contact?.id,
    card: harlow,
  });
  for (const body of [{ id: harlow.contact?.id, card: null }, { id }, { card: null }, null])
    expect(() => readWritten(customer, body)).toThrow("strange_answer");
  expect(() => readWritten({ call: "withdrawLog", id }, { id, card: null })).toThrow(
    "strange_answer",
  );
});

test("the answer to a change of a number is the contact with that number", () => {
  const known = { ...harlow.contact!, addresses: ["dana@harlow.example"] };
  const change = (telephone: string | null): Write => ({
    call: "addContact",
    id,
    body: { contactId: known.id, addresses: known.addresses, telephone },
  });
  const read = (write: Write, telephone?: string) =>
    readWritten(write, { contact: { ...known, telephone }, card: harlow });
  expect(read(change(" 020 7946 0018 "), "020 7946 0018")).toMatchObject({ factId: known.id });
  expect(read(change(null))).toMatchObject({ factId: known.id });
  expect(() => read(change("020 7946 0018"))).toThrow("strange_answer");
  expect(() => read(change(null), "020 7946 0018")).toThrow("strange_answer");
});

test("nobody of an undone customer is remembered, and everybody else is", async () => {
  const answers: CardAnswer[] = [
    { address: "dana@harlow.example", status: "customer", card: harlow },
    {
      address: "new@harlow.example",
      status: "unknown",
      suggestion: { customerId: id, name: "Harlow" },
    },
    { address: "li@kestrel.example", status: "unknown" },
  ];
  const cards = openCards(
    memory(area(), "card", 10),
    memory(area(), "newest", 10),
    async (addresses) =>
      addresses.map(
        (address) =>
          answers.find((one) => one.address === address) ?? { address, status: "unknown" },
      ),
  );
  await cards.fresh(answers.map(({ address }) => address));
  await cards.forgetPeopleOf(id);
  expect(
    (await cards.known(answers.map(({ address }) => address))).map((one) => one?.address ?? null),
  ).toEqual([null, null, "li@kestrel.example"]);
});
