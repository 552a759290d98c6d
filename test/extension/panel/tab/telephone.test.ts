/** The command that changes a contact's telephone number, as the outbox gets it. */
import { afterEach, expect, test, vi } from "vitest";
import type { CommandContext } from "../../../../extension/panel/tab/command-context.ts";
import { commandsOf } from "../../../../extension/panel/tab/commands.ts";
import { cardLike, dana, harlow } from "../../../gallery/cards.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

function open(outcome: unknown, card = harlow, isOutside = false) {
  const asked: { call: string; ask: Record<string, unknown> }[] = [];
  const again: string[][] = [];
  vi.stubGlobal("chrome", {
    runtime: {
      id: "own",
      sendMessage: async (message: { call: string; ask: Record<string, unknown> }) => {
        asked.push(message);
        return { answer: outcome };
      },
    },
  });
  const context = {
    answer: (address: string) =>
      address === dana.address ? { address, status: "customer", card } : undefined,
    ended: async () => undefined,
    isOutside: () => isOutside,
    again: async (addresses: string[]) => void again.push(addresses),
  };
  return { asked, again, commands: commandsOf(context as unknown as CommandContext) };
}
const number = "+44 20 7946 0018";

test.each([number, null])(
  "setTelephone writes %s to the contact behind the address",
  async (to) => {
    const { asked, again, commands } = open({ state: "sent", factId: "p", written: null });
    expect(await commands.setTelephone(dana.address, to)).toEqual({ ok: true, factId: "p" });
    expect(asked.map(({ ask }) => ask["write"])).toEqual([
      {
        call: "addContact",
        id: harlow.customer.id,
        body: { contactId: harlow.contact?.id, addresses: [dana.address], telephone: to },
      },
    ]);
    expect(again).toEqual([[dana.address]]);
  },
);

test("setTelephone waits with the outbox and looks nobody up when it cannot be sent yet", async () => {
  const { again, commands } = open({ state: "waiting", reason: "offline" });
  expect(await commands.setTelephone(dana.address, number)).toMatchObject({ pending: true });
  expect(again).toEqual([]);
});

test("setTelephone says that the person is outside when they are at our own domain", async () => {
  const { asked, commands } = open({ state: "sent", factId: "p", written: null }, harlow, true);
  await commands.setTelephone(dana.address, number);
  expect(asked[0]?.ask["write"]).toMatchObject({ body: { outside: true, telephone: number } });
});

test("setTelephone is refused when the address has no contact or is nobody's", async () => {
  const box = cardLike((card) => {
    card.contact = null;
  });
  const { asked, commands } = open(null, box);
  for (const address of [dana.address, "x@else.example"])
    expect(await commands.setTelephone(address, number)).toMatchObject({ code: "not_found" });
  expect(asked).toEqual([]);
});
