import { describe, expect, test } from "vitest";
import { interactionAnswer } from "../../shared/contract/answers.ts";
import { signedIn } from "./client.ts";
import { scene } from "./scene.ts";
import { ago, log, undo, write } from "./writing.ts";

const at = scene();

describe("colleagues on a card", () => {
  test("are those who logged contacts, most contacts first, when several did", async () => {
    await log(at.other, at.customer, { occurredAt: ago(2) });
    await log(at.rep, at.customer, { occurredAt: ago(30) });
    const { card } = await log(at.rep, at.customer, { kind: "call", occurredAt: ago(9) });
    expect(card.colleagues).toEqual([
      { name: "robin", contacts: 2, lastAt: ago(9) },
      { name: "sasha", contacts: 1, lastAt: ago(2) },
    ]);
  });

  test("are without a log that was withdrawn", async () => {
    await log(at.rep, at.customer, { occurredAt: ago(30) });
    const mistaken = await log(at.rep, at.customer, { occurredAt: ago(2) });
    const alone = await log(at.other, at.customer, { occurredAt: ago(1) });
    await undo(at.rep, "interactions", mistaken.interaction.id);
    const { card } = await undo(at.other, "interactions", alone.interaction.id);
    expect(card.colleagues).toEqual([{ name: "robin", contacts: 1, lastAt: ago(30) }]);
  });

  test("are without notes, and without mail in which the customer was merely copied", async () => {
    await log(at.rep, at.customer, { kind: "note", direction: null });
    const { card } = await log(at.rep, at.customer, { kind: "email", direction: null });
    expect(card.colleagues).toBe(undefined);
  });

  test("count a log once, for who logged it, when somebody else amended it", async () => {
    const { interaction } = await log(at.rep, at.customer, { occurredAt: ago(3) });
    const manager = await signedIn("manager");
    const { card } = await write(
      interactionAnswer,
      manager,
      `/v1/interactions/${interaction.id}/amend`,
      { kind: "call", direction: "out", occurredAt: ago(4) },
    );
    expect(card.colleagues).toEqual([{ name: "robin", contacts: 1, lastAt: ago(4) }]);
  });
});
