/** Facts of people that are told without asking the Worker, with cards still in memory. */
import { expect, test } from "vitest";
import { judged, knownCards } from "../../../extension/entrypoints/background/known.ts";
import { harlow } from "../../gallery/cards.ts";

const answer = { address: "dana@harlow-marine.example", status: "customer", card: harlow };
const parts = (session: unknown) =>
  ({
    sessions: { current: async () => session },
    cards: { known: async () => [answer], seen: async () => [answer] },
    hints: { kept: async () => null },
  }) as unknown as Parameters<typeof judged>[0];
const session = { me: { book: { ownDomains: ["own.example"] } } };
const doubtful = {
  wrote: [{ address: "dana@harlow-marime.example", name: "Dana Whitfield" }],
  replyTo: [],
  writtenTo: [],
  list: false,
};

test("cards that are remembered are told when somebody is signed in, and not when the session has ended", async () => {
  expect(await knownCards(parts(session), ["dana@harlow-marine.example"])).toEqual([answer]);
  expect(await knownCards(parts(null), ["dana@harlow-marine.example", "x@y.example"])).toEqual([
    null,
    null,
  ]);
});

test("people are judged by the book when somebody is signed in, not when the session has ended", async () => {
  const people = ["dana@harlow-marime.example"];
  expect(
    (await judged(parts(session), people, doubtful))[0]?.cautions.map(({ code }) => code),
  ).toContain("look_alike_domain");
  expect(await judged(parts(null), people, doubtful)).toEqual([]);
});
