/**
 * The kind: whose words a log shows after somebody else changed it, and every answer that could
 * show the words of a withdrawn fact.
 */
import { describe, expect, test, beforeAll, beforeEach } from "vitest";
import { factAnswer, interactionAnswer } from "../../shared/contract/answers.ts";
import { adminKey, call, signedIn } from "./client.ts";
import { added, ago, log, message, profileOf, undo, write } from "./writing.ts";

let rep: string;
let other: string;
let manager: string;
let customer: string;
let number = 0;
beforeAll(async () => {
  rep = await signedIn("rep", "robin@own.example");
  other = await signedIn("rep", "sasha@own.example");
  manager = await signedIn("manager", "maya@own.example");
});
beforeEach(async () => {
  customer = (await added(rep, `Customer ${++number}`)).customer.id;
});

const words = {
  kind: "email",
  direction: "out",
  occurredAt: ago(1),
  subject: "Secret subject",
  note: "Secret note",
  minutes: 5,
  behaviours: ["promise_kept"],
};
const amend = (token: string, id: string, more: Record<string, unknown> = {}) =>
  write(interactionAnswer, token, `/v1/interactions/${id}/amend`, { ...words, ...more });
const finding = async (token: string, id: string) => {
  const body = (await (
    await call("POST", "/v1/interactions/find", { token, body: { message: message(id) } })
  ).json()) as { interactions: { by: string; edited?: unknown }[] };
  return body.interactions[0];
};

describe("an amended log", () => {
  test("names who logged it and who changed it when a manager did", async () => {
    const id = `<m${number}@x.example>`;
    const { interaction } = await log(rep, customer, { ...words, message: message(id) });
    const { interaction: answered, card } = await amend(manager, interaction.id, {
      note: "Agreed with the customer",
    });
    const edited = { by: "maya", at: expect.any(String) as string };
    expect(answered).toMatchObject({ by: "robin", note: "Agreed with the customer", edited });
    expect(card.touches[0]).toMatchObject({ by: "robin", edited });
    expect(
      (await log(rep, customer, { kind: "note" })).card.touches.find(
        (touch) => touch.id === interaction.id,
      ),
    ).toEqual(card.touches[0]);
    expect(await finding(other, id)).toMatchObject({ by: "robin", edited });
  });

  test("names an administrator without a name when the administrator's key changed it", async () => {
    const { interaction } = await log(rep, customer, words);
    expect((await amend(adminKey, interaction.id)).card.touches[0]).toMatchObject({
      by: "robin",
      edited: { by: null },
    });
  });

  test.each([
    ["its author did", ["rep"]],
    ["its author did after a manager", ["manager", "rep"]],
  ])("names nobody else when %s", async (_, who) => {
    const { interaction } = await log(rep, customer, words);
    for (const name of who)
      await amend(name === "rep" ? rep : manager, interaction.id, { note: `By ${name}` });
    const [touch] = (await log(rep, customer, { kind: "note", occurredAt: ago(9) })).card.touches;
    expect(touch).toMatchObject({ by: "robin", note: "By rep" });
    expect(touch).not.toHaveProperty("edited");
  });
});

describe("a replayed answer", () => {
  test.each(["rep", "other", "manager"])(
    "shows the amended words and who amended when %s sends it again",
    async (who) => {
      const token = { rep, other, manager }[who]!;
      const mail = { message: message(`<a${number}@x.example>`) };
      const { interaction } = await log(rep, customer, { ...words, ...mail });
      const key = crypto.randomUUID();
      const body = { customerId: customer, kind: "note", occurredAt: ago(2), ...mail };
      const ask = async () => (await call("POST", "/v1/interactions", { token, body, key })).text();
      expect(await ask()).toContain("Secret subject");
      await amend(manager, interaction.id, { subject: "Plain", note: "Words", occurredAt: ago(9) });
      const text = await ask();
      expect(text).not.toMatch(/secret/i);
      const { interaction: answered, card } = interactionAnswer.parse(JSON.parse(text));
      const edited = { by: "maya", at: expect.any(String) as string };
      for (const touch of [answered, card.touches[0]])
        expect(touch).toMatchObject({ by: "robin", subject: "Plain", note: "Words", edited });
      expect(await ask()).toBe(text);
    },
  );

  test("shows an amended log in its new place among the others when its time changed", async () => {
    const key = crypto.randomUUID();
    const { interaction } = await log(rep, customer, words);
    const body = { kind: "note", occurredAt: ago(3) };
    const { interaction: note } = await log(rep, customer, body, key);
    await amend(rep, interaction.id, { occurredAt: ago(8) });
    const { card } = await log(rep, customer, body, key);
    expect(card.touches.map(({ id }) => id)).toEqual([note.id, interaction.id]);
  });

  test("shows an amender's own write as it stands when the author amended after", async () => {
    const { interaction } = await log(rep, customer, words);
    const key = crypto.randomUUID();
    const ask = (note: string) =>
      write(
        interactionAnswer,
        manager,
        `/v1/interactions/${interaction.id}/amend`,
        { ...words, note },
        key,
      );
    expect((await ask("By maya")).interaction).toMatchObject({ edited: { by: "maya" } });
    await amend(rep, interaction.id, { note: "By robin" });
    const { interaction: answered } = await ask("By maya");
    expect(answered.note).toBe("By robin");
    expect(answered).not.toHaveProperty("edited");
  });

  test("shows amended words to managers alone when the log was undone", async () => {
    const { interaction } = await log(rep, customer, words);
    const body = { customerId: customer, kind: "note", occurredAt: ago(2) };
    const keys = { other: crypto.randomUUID(), manager: crypto.randomUUID() };
    const ask = async (token: string, key: string) =>
      (await call("POST", "/v1/interactions", { token, body, key })).text();
    await ask(other, keys.other);
    await ask(manager, keys.manager);
    await amend(manager, interaction.id, { subject: null, note: "Amended note" });
    await undo(manager, "interactions", interaction.id);
    expect(await ask(other, keys.other)).not.toMatch(/secret|amended/i);
    expect(await ask(manager, keys.manager)).toContain("Amended note");
  });
});

describe("a withdrawn fact", () => {
  const secret = /secret/i;

  test("shows its words in the profile to its author and to managers alone", async () => {
    const { interaction } = await log(rep, customer, words);
    const said = await write(factAnswer, rep, "/v1/satisfaction", {
      customerId: customer,
      metric: "csat",
      value: 2,
      source: "rep",
      occurredAt: ago(1),
      comment: "Secret comment",
    });
    const done = await write(factAnswer, rep, `/v1/actions/${customer}.greeting/outcome`, {
      outcome: "not_useful",
      reason: "Secret reason",
    });
    const read = async (token: string) =>
      JSON.stringify((await profileOf(token, customer)).facts.items);
    expect(await read(other)).toMatch(/Secret subject.*Secret note|Secret comment/);
    await undo(rep, "interactions", interaction.id, "Secret why");
    await undo(rep, "satisfaction", said.id);
    await undo(rep, "outcomes", done.id);
    for (const token of [rep, manager, adminKey]) {
      for (const word of ["subject", "note", "comment", "reason"])
        expect(await read(token)).toContain(`Secret ${word}`);
    }
    for (const token of [other, await signedIn("viewer")]) {
      expect(await read(token)).not.toMatch(secret);
      expect(
        (await profileOf(token, customer)).facts.items
          .map(({ type, withdrawnAt, detail }) => ({
            type,
            withdrawn: withdrawnAt !== null,
            detail,
          }))
          .sort((a, b) => (a.type < b.type ? -1 : 1)),
      ).toEqual([
        { type: "interaction", withdrawn: true, detail: { kind: "email" } },
        { type: "outcome", withdrawn: true, detail: { action: "greeting" } },
        { type: "satisfaction", withdrawn: true, detail: { metric: "csat" } },
      ]);
    }
  });

  test("shows the words of a manager's log to managers alone when it was undone", async () => {
    const { interaction } = await log(manager, customer, words);
    await undo(manager, "interactions", interaction.id);
    expect(JSON.stringify(await profileOf(rep, customer))).not.toMatch(secret);
  });

  test.each(["the log of a message somebody else logged", "another fact of the customer"])(
    "keeps its words out of a replayed answer when that was of %s",
    async (of) => {
      const { interaction } = await log(rep, customer, {
        ...words,
        message: message(`<r${number}@x.example>`),
      });
      const body = {
        customerId: customer,
        kind: "note",
        occurredAt: ago(2),
        ...(of.startsWith("the log") && { message: message(`<r${number}@x.example>`) }),
      };
      const key = crypto.randomUUID();
      const ask = async (token: string) => call("POST", "/v1/interactions", { token, body, key });
      const [first, managers] = [
        await (await ask(other)).text(),
        await (await ask(manager)).text(),
      ];
      expect(first).toMatch(secret);
      expect(await (await ask(other)).text()).toBe(first);
      await undo(rep, "interactions", interaction.id);
      const replayed = await ask(other);
      expect(replayed.headers.get("Idempotent-Replayed")).toBe("true");
      const text = await replayed.text();
      expect(text).not.toMatch(secret);
      expect(interactionAnswer.parse(JSON.parse(text)).interaction.id).toBe(
        interactionAnswer.parse(JSON.parse(first)).interaction.id,
      );
      expect(await (await ask(manager)).text()).toBe(managers);
    },
  );

  test("keeps a comment out of a replayed answer when it was withdrawn since", async () => {
    const said = await write(factAnswer, rep, "/v1/satisfaction", {
      customerId: customer,
      metric: "csat",
      value: 2,
      source: "rep",
      occurredAt: ago(1),
      comment: "Secret comment",
    });
    const key = crypto.randomUUID();
    const ask = async () =>
      (
        await call("POST", "/v1/interactions", {
          token: other,
          body: { customerId: customer, kind: "note", occurredAt: ago(2) },
          key,
        })
      ).text();
    expect(await ask()).toMatch(secret);
    await undo(rep, "satisfaction", said.id);
    expect(await ask()).not.toMatch(secret);
  });

  test("replays its own author's words when they send it again", async () => {
    const key = crypto.randomUUID();
    const first = await log(rep, customer, words, key);
    await undo(rep, "interactions", first.interaction.id);
    expect(await log(rep, customer, words, key)).toEqual(first);
  });
});
