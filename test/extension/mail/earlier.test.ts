/** Writers of a conversation's other messages. */
import { expect, test } from "vitest";
import type { Participant } from "../../../extension/mail/adapter.ts";
import { earlierWriters } from "../../../extension/mail/reading/earlier.ts";
import { pageAt } from "./page.ts";

const page = pageAt(
  "<p>dana@a.example</p><p>kim@b.example</p><p></p><p>kim@b.example</p>" +
    `<p id="open">dana@a.example</p><p>lee@c.example</p>`,
  "https://mail.example/",
);
const messages = [...page.querySelectorAll("p")];
const senderOf = (message: HTMLElement): Participant | null =>
  message.textContent ? { role: "from", name: null, address: message.textContent } : null;

test("each writer stands once, the nearest message first, when several wrote several times", () => {
  const open = page.getElementById("open") as HTMLElement;
  expect(
    earlierWriters(messages, open, senderOf).map(({ address, earlier }) => [address, earlier]),
  ).toEqual([
    ["kim@b.example", 1],
    ["lee@c.example", 1],
  ]);
});

test("nobody stands there when only the open message's writer wrote", () => {
  expect(earlierWriters(messages.slice(0, 1), messages[0] as HTMLElement, senderOf)).toEqual([]);
});
