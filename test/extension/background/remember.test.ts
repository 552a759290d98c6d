/** Cards and logs that are remembered when a write was sent: real caches over a storage area. */
import { expect, test } from "vitest";
import { identityKey } from "../../../extension/entrypoints/background/identity.ts";
import { remember } from "../../../extension/entrypoints/background/remember.ts";
import { openCards } from "../../../extension/sync/cards.ts";
import { memory } from "../../../extension/sync/memory.ts";
import type { Write } from "../../../extension/sync/writes.ts";
import type { CardAnswer, Interaction } from "../../../shared/contract/answers.ts";
import type { Card } from "../../../shared/contract/card.ts";
import { area } from "../sync/area.ts";

const dana = "dana@harlow.example";
const cardAt = (scoredAt: string) =>
  ({ customer: { id: "c", name: "Harlow Marine" }, contact: null, scoredAt }) as unknown as Card;
const stale = cardAt("2026-11-01T00:00:00Z");
const newer = cardAt("2026-11-02T00:00:00Z");
const logOf = (customerId: string, subject: string) =>
  ({ id: subject, customerId, subject }) as unknown as Interaction;

function open() {
  const asked: string[] = [];
  const storage = area();
  const cards = openCards(memory(storage, "card", 9), memory(storage, "newest", 9), async (all) => {
    asked.push(...all);
    return all.map((address) => ({ address, status: "customer", card: stale }) as CardAnswer);
  });
  return { asked, cards, logs: memory<Interaction[]>(storage, "logs", 9) };
}
const message = {
  messageId: "<m@x.example>",
  webmail: "roundcube",
  account: null,
  thread: null,
  message: null,
};
const log: Write = {
  call: "log",
  body: { customerId: "c", kind: "email", occurredAt: "2026-11-02T14:02:00Z", message },
};
const written = { factId: "f", card: null, interaction: null };

test("remember gives the customer's people the card when a write answered with it", async () => {
  const kept = open();
  await kept.cards.fresh([dana]);
  await remember(kept, { entry: { write: log }, written: { ...written, card: newer } });
  expect((await kept.cards.known([dana]))[0]?.card?.scoredAt).toBe(newer.scoredAt);
});

test("remember replaces the customer's log of a message and keeps others' when one was sent", async () => {
  const kept = open();
  const key = identityKey(message);
  await kept.logs.set(key, [logOf("c", "before"), logOf("d", "of another")]);
  const sent = { ...written, interaction: logOf("c", "after") };
  await remember(kept, { entry: { write: log }, written: sent });
  expect((await kept.logs.get(key))?.map(({ subject }) => subject)).toEqual([
    "of another",
    "after",
  ]);
});

test.each<[string, Write]>([
  [
    "a customer was added",
    { call: "addCustomer", body: { name: "H", contact: { name: null, addresses: [dana] } } },
  ],
  ["a contact was added", { call: "addContact", id: "c", body: { name: null, addresses: [dana] } }],
  ["the customer was withdrawn", { call: "withdrawCustomer", id: "c" }],
])("remember has the address looked up again when %s", async (_when, write) => {
  const kept = open();
  await kept.cards.fresh([dana]);
  await remember(kept, { entry: { write }, written });
  await kept.cards.fresh([dana]);
  expect(kept.asked).toEqual([dana, dana]);
});

test("remember has every address of a contact looked up again when their number was changed", async () => {
  const kept = open();
  const other = "d.reyes@harlow.example";
  const card = { ...stale, contact: { id: "p", name: "Dana" } };
  const cards = openCards(memory(area(), "card", 9), memory(area(), "newest", 9), async (all) => {
    kept.asked.push(...all);
    return all.map((address) => ({ address, status: "customer", card }) as CardAnswer);
  });
  await cards.fresh([dana, other]);
  const write: Write = {
    call: "addContact",
    id: "c",
    body: { contactId: "p", addresses: [dana], telephone: "020 7946 0018" },
  };
  await remember({ ...kept, cards }, { entry: { write }, written });
  await cards.fresh([dana, other]);
  expect(kept.asked).toEqual([dana, other, dana, other]);
});

test("remember has nothing looked up again when a log was sent", async () => {
  const kept = open();
  await kept.cards.fresh([dana]);
  await remember(kept, { entry: { write: log }, written });
  await kept.cards.fresh([dana]);
  expect(kept.asked).toEqual([dana]);
});
