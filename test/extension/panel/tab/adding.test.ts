/** Adding somebody of our own domain: only where they are said to be no colleague. */
import { afterEach, expect, test, vi } from "vitest";
import type { CommandContext } from "../../../../extension/panel/tab/command-context.ts";
import { commandsOf } from "../../../../extension/panel/tab/commands.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const partner = "partner@own.example";
function commands() {
  const bodies: unknown[] = [];
  const sendMessage = async ({ ask }: { ask: { write: { body: unknown } } }) => {
    bodies.push(ask.write.body);
    return { answer: { state: "waiting", reason: null } };
  };
  vi.stubGlobal("chrome", { runtime: { id: "own", sendMessage } });
  const context = {
    isOutside: (address: string) => address === partner,
    ended: async () => undefined,
  };
  return { bodies, run: commandsOf(context as unknown as CommandContext) };
}

test("adding says that a person is outside when that was decided, and nothing of others", async () => {
  const { bodies, run } = commands();
  await run.addCustomer(partner, "Partner", "company", null);
  await run.addContact(partner, { id: "c", name: "Partner" }, "Kim");
  await run.addContact("dana@harlow.example", { id: "c", name: "Harlow" }, "Dana");
  expect(bodies).toEqual([
    {
      name: "Partner",
      kind: "company",
      contact: { name: null, addresses: [partner], outside: true },
    },
    { name: "Kim", addresses: [partner], outside: true },
    { name: "Dana", addresses: ["dana@harlow.example"] },
  ]);
});
