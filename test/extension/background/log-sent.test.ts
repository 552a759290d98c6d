/**
 * Logs of mail that has gone out. Mail of this kind: to customers who are known, who were typed last,
 * to two people of one, to strangers; with the Worker there and not.
 */
import { expect, test } from "vitest";
import { writesOfSent } from "../../../extension/entrypoints/background/log-sent.ts";
import type { CardAnswer } from "../../../shared/contract/answers.ts";
import { answer } from "../panel/tab/known-people.ts";

const sent = {
  id: "one",
  subject: "Terms for 2027",
  to: ["dana@harlow.example", "wang@asia.example"],
  outside: [
    "dana@harlow.example",
    "workshop@harlow.example",
    "wang@asia.example",
    "x@else.example",
  ],
  participants: ["dana@harlow.example", "wang@asia.example", "kim@own.example"],
  at: "2026-11-18T09:12:30.000Z",
};
const answersOf = async (addresses: string[]): Promise<CardAnswer[]> =>
  addresses.map((address) => answer(address) ?? { address, status: "unknown" });
const refuse = () => Promise.reject(new Error("offline"));

test("writesOfSent has one write for each customer it went to, by what the Worker says now", async () => {
  const cards = { fresh: answersOf, known: async () => [] };
  const writes = await writesOfSent({ cards }, sent);
  expect(writes).toMatchObject([
    { id: "one-0", click: { address: "dana@harlow.example", slot: "other", what: "email" } },
    { id: "one-1", click: { address: "wang@asia.example" } },
  ]);
  expect(writes.map(({ write }) => write)).toMatchObject(
    ["harlow", "asia"].map((customerId) => ({
      call: "log",
      body: {
        customerId,
        kind: "email",
        direction: "out",
        occurredAt: sent.at,
        subject: sent.subject,
        participants: sent.participants,
        message: { messageId: null, sent: [expect.any(String)] },
      },
    })),
  );
  expect(await writesOfSent({ cards }, sent)).toEqual(writes);
});

test("writesOfSent goes by what is remembered when the Worker cannot be asked", async () => {
  const known = async (addresses: string[]) => {
    const answers = await answersOf(addresses);
    return answers.map((one) => (one.card?.customer.id === "harlow" ? one : null));
  };
  const writes = await writesOfSent({ cards: { fresh: refuse, known } }, sent);
  expect(writes.map(({ about }) => about)).toMatchObject([{ subject: "Terms for 2027" }]);
});

test("writesOfSent is empty when it went to nobody outside", async () => {
  expect(
    await writesOfSent({ cards: { fresh: refuse, known: refuse } }, { ...sent, outside: [] }),
  ).toEqual([]);
});
