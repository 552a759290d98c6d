import { beforeEach, describe, expect, test, vi } from "vitest";
import { factAnswer } from "../../shared/contract/answers.ts";
import type { Card } from "../../shared/contract/card.ts";
import { call, refusal } from "./client.ts";
import { scene } from "./scene.ts";
import { ago, figures, log, profileOf, undo, write } from "./writing.ts";

const at = scene([
  [300, 9000],
  [100, 9000],
  [20, 9000],
]);
let card: Card;

beforeEach(async () => {
  card = (await log(at.rep, at.customer, { behaviours: ["promise_broken"] })).card;
});

const suggested = ({ scores }: Card) =>
  [scores.next.action, ...scores.next.runnersUp].flatMap((action) => action?.id ?? []);
const outcome = (id: string, body: Record<string, unknown>) =>
  write(factAnswer, at.rep, `/v1/actions/${encodeURIComponent(id)}/outcome`, body);

describe("an action's outcome", () => {
  test.each([
    { outcome: "done" },
    { outcome: "later" },
    { outcome: "not_useful", reason: "They asked us not to" },
  ])("takes the action off the card when it is $outcome", async (body) => {
    const [first = ""] = suggested(card);
    expect(first).not.toBe("");
    const answer = await outcome(first, body);
    expect(suggested(answer.card)).not.toContain(first);
  });

  test("brings the action back when its time is over", async () => {
    const [first = ""] = suggested(card);
    await outcome(first, { outcome: "later" });
    vi.setSystemTime(Date.now() + 8 * 86_400_000);
    const { card: later } = await log(at.rep, card.customer.id, {
      kind: "note",
      occurredAt: ago(9),
    });
    expect(suggested(later)).toContain(first);
  });

  test("restores the card exactly when it is withdrawn", async () => {
    const [first = ""] = suggested(card);
    const answer = await outcome(first, { outcome: "not_useful", reason: "No" });
    expect(figures((await undo(at.rep, "outcomes", answer.id)).card)).toEqual(figures(card));
  });

  test("is listed with its end when it silences, and each one is undone, not only the newest", async () => {
    const [first = ""] = suggested(card);
    const second = `${card.customer.id}.greeting`;
    const key = (id: string) => id.split(".")[1] ?? "";
    const later = await outcome(first, { outcome: "later" });
    vi.setSystemTime(Date.now() + 1000);
    const again = await outcome(first, { outcome: "not_useful" });
    const other = await outcome(second, { outcome: "done" });
    const listed = other.card.scores.next.silenced ?? [];
    expect(listed.map((one) => [one.key, one.outcome]).sort()).toEqual(
      [
        [key(first), "not_useful"],
        [key(second), "done"],
      ].sort(),
    );
    expect(listed.find((one) => one.key === key(first))?.by.map(({ id }) => id)).toEqual([
      again.id,
      later.id,
    ]);
    // The one before still silences when the newest is taken back.
    const once = (await undo(at.rep, "outcomes", again.id)).card;
    expect(once.scores.next.silenced).toContainEqual(
      expect.objectContaining({
        key: key(first),
        outcome: "later",
        by: [expect.objectContaining({ id: later.id })],
      }),
    );
    expect(suggested(once)).not.toContain(first);
    await undo(at.rep, "outcomes", other.id);
    const all = (await undo(at.rep, "outcomes", later.id)).card;
    expect(all.scores.next.silenced).toEqual([]);
    expect(suggested(all)).toEqual(suggested(card));
  });

  test("is kept with its reason when the profile is read", async () => {
    const [first = ""] = suggested(card);
    const { id } = await outcome(first, { outcome: "not_useful", reason: "Asked last week" });
    const { facts } = await profileOf(at.rep, card.customer.id);
    expect(facts.items.find((fact) => fact.id === id)?.detail).toMatchObject({
      outcome: "not_useful",
      reason: "Asked last week",
    });
  });

  test("is not withdrawn when another rep tries", async () => {
    const { id } = await outcome(suggested(card)[0] ?? "", { outcome: "done" });
    const response = await call("POST", `/v1/outcomes/${id}/withdraw`, {
      token: at.other,
      key: crypto.randomUUID(),
      body: {},
    });
    expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
  });

  test.each(["nonsense", "nobody.ask_trust", "CUSTOMER.unheard_of"])(
    "is refused when there is no action %s",
    async (id) => {
      const path = `/v1/actions/${id.replace("CUSTOMER", card.customer.id)}/outcome`;
      const response = await call("POST", path, {
        token: at.rep,
        key: crypto.randomUUID(),
        body: { outcome: "done" },
      });
      expect(await refusal(response)).toMatchObject({ status: 404, code: "not_found" });
    },
  );
});
