import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  foundInteractions,
  interactionAnswer,
  type Interaction,
} from "../../shared/contract/answers.ts";
import { call, refusal, signedIn } from "./client.ts";
import { storedCard } from "./sealed.ts";
import {
  added,
  ago,
  buys,
  figures,
  log,
  message,
  profileOf,
  rows,
  undo,
  write,
} from "./writing.ts";

let rep: string;
let other: string;
let manager: string;
let customer: string;
let number = 0;

beforeAll(async () => {
  rep = await signedIn("rep", "robin@own.example");
  other = await signedIn("rep", "sasha@own.example");
  manager = await signedIn("manager");
});

beforeEach(async () => {
  // Scores are functions of the moment too: with the clock stopped, equal facts are equal scores.
  vi.useFakeTimers({ toFake: ["Date"] });
  customer = (await added(rep, `Customer ${++number}`)).customer.id;
  await buys(customer, [
    [400, 12_000],
    [200, 9000],
    [30, 15_000],
  ]);
});

afterEach(() => {
  vi.useRealTimers();
});

const foundAll = async (
  token: string,
  identity: ReturnType<typeof message>,
): Promise<Interaction[]> => {
  const response = await call("POST", "/v1/interactions/find", {
    token,
    body: { message: identity },
  });
  return foundInteractions.parse(await response.json()).interactions;
};
const found = async (
  token: string,
  identity: ReturnType<typeof message>,
): Promise<Interaction | null> => (await foundAll(token, identity))[0] ?? null;

describe("logging", { timeout: 30_000 }, () => {
  test("shows on the card at once when an email is logged", async () => {
    const { interaction, card } = await log(rep, customer, {
      subject: "Mooring rings",
      note: "Wants a quote",
      minutes: 5,
      behaviours: ["promise_kept"],
    });
    expect(interaction).toMatchObject({
      customerId: customer,
      subject: "Mooring rings",
      by: "robin",
      alreadyLogged: false,
    });
    expect(card.touches).toHaveLength(1);
    expect(card.touches[0]).toMatchObject({
      id: interaction.id,
      subject: "Mooring rings",
      note: "Wants a quote",
      minutes: 5,
      by: "robin",
    });
    expect(card.scores.trust.ours?.score).not.toBeNull();
    expect(card.scores.trust.score).toBeNull();
  });

  test("says nothing else than the stored facts say when the card is scored anew", async () => {
    const { card } = await log(rep, customer, {
      behaviours: ["referral_given"],
      subject: "Thanks",
    });
    const again = await log(rep, customer, {
      message: message("<one@a.example>"),
      kind: "call",
      occurredAt: ago(3),
    });
    const undone = await undo(rep, "interactions", again.interaction.id);
    expect(figures(undone.card)).toEqual(figures(card));
    const stored = await profileOf(rep, customer);
    expect(stored.scores).toEqual(card.scores);
  });

  test("keeps the five newest touches when there are more", async () => {
    const ids: string[] = [];
    for (let days = 9; days > 0; days--)
      ids.unshift((await log(rep, customer, { occurredAt: ago(days) })).interaction.id);
    const newest = ids[0] ?? "";
    const { card } = await undo(rep, "interactions", newest);
    expect(card.touches.map((touch) => touch.id)).toEqual(ids.slice(1, 6));
  });

  test("replays its answer when the same key comes again", async () => {
    const key = crypto.randomUUID();
    const first = await log(rep, customer, {}, key);
    expect(await log(rep, customer, {}, key)).toEqual(first);
    expect(await rows("interactions", customer)).toBe(1);
  });

  test("refuses when the customer is unknown or the contact is another's", async () => {
    const body = { customerId: crypto.randomUUID(), kind: "call", occurredAt: ago(1) };
    expect(
      await refusal(
        await call("POST", "/v1/interactions", { token: rep, key: crypto.randomUUID(), body }),
      ),
    ).toMatchObject({ status: 404, code: "not_found" });
    const strange = { ...body, customerId: customer, contactId: crypto.randomUUID() };
    expect(
      await refusal(
        await call("POST", "/v1/interactions", {
          token: rep,
          key: crypto.randomUUID(),
          body: strange,
        }),
      ),
    ).toMatchObject({ status: 400, field: "contactId" });
    expect(await rows("interactions", customer)).toBe(0);
  });

  test("refuses when one behaviour is named several times, which would count as often", async () => {
    const body = {
      customerId: customer,
      kind: "call",
      occurredAt: ago(1),
      behaviours: ["promise_kept", "promise_kept"],
    };
    expect(
      await refusal(
        await call("POST", "/v1/interactions", { token: rep, key: crypto.randomUUID(), body }),
      ),
    ).toEqual({ status: 400, code: "invalid_request", field: "behaviours" });
  });

  test("keeps both when two logs of one customer come at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        log(at % 2 === 0 ? rep : other, customer, { occurredAt: ago(at + 1) }),
      ),
    );
    expect(await rows("interactions", customer)).toBe(6);
    const card = await storedCard(customer);
    expect(card.touches.map((touch) => touch.id)).toEqual(
      answers.slice(0, 5).map((answer) => answer.interaction.id),
    );
    expect(
      await env.DB.prepare("SELECT revision FROM cards WHERE customer_id = ?")
        .bind(customer)
        .first("revision"),
    ).toBe(7);
  });
});

describe("logging a message", { timeout: 30_000 }, () => {
  test("answers with the first log when the message was logged before, by whoever", async () => {
    const first = await log(rep, customer, { message: message("<m1@a.example>"), subject: "Once" });
    const second = await log(other, customer, {
      message: message(" m1@a.example"),
      subject: "Twice",
    });
    expect(second.interaction).toEqual({ ...first.interaction, own: false, alreadyLogged: true });
    expect(second.card.touches).toHaveLength(1);
    expect(await rows("interactions", customer)).toBe(1);
  });

  test("tells places apart by webmail, account, thread and message when there is no Message-ID", async () => {
    const first = await log(rep, customer, { message: message(null, "p1") });
    expect((await log(rep, customer, { message: message(null, "p1") })).interaction.id).toBe(
      first.interaction.id,
    );
    expect(
      (await log(rep, customer, { message: message(null, "p2") })).interaction.alreadyLogged,
    ).toBe(false);
    expect(
      (
        await log(rep, customer, {
          message: { ...message(null, "p1"), account: "you@own.example" },
        })
      ).interaction.alreadyLogged,
    ).toBe(false);
  });

  test("knows the message by its place when the Message-ID was seen only once", async () => {
    const withId = await log(rep, customer, { message: message("<m2@a.example>", "q1") });
    expect((await log(rep, customer, { message: message(null, "q1") })).interaction.id).toBe(
      withId.interaction.id,
    );
    const withoutId = await log(rep, customer, { message: message(null, "q2") });
    expect(
      (await log(rep, customer, { message: message("<m3@a.example>", "q2") })).interaction.id,
    ).toBe(withoutId.interaction.id);
  });

  test("logs another message when a webmail gave its place anew", async () => {
    await log(rep, customer, { message: message("<m4@a.example>", "r1") });
    expect(
      (await log(rep, customer, { message: message("<m5@a.example>", "r1") })).interaction
        .alreadyLogged,
    ).toBe(false);
  });

  test("is the log that was made when it was sent, until that is taken back", async () => {
    const draft = { ...message(null), sent: ["d1"] };
    const opened = { ...message("<m7@a.example>", "Sent/7"), sent: ["d0", "d1", "d2"] };
    const { interaction } = await log(rep, customer, { message: draft, direction: "out" });
    expect(await found(other, opened)).toMatchObject({ id: interaction.id });
    expect((await log(rep, customer, { message: draft })).interaction).toMatchObject({
      id: interaction.id,
      alreadyLogged: true,
    });
    expect((await log(other, customer, { message: opened })).interaction).toMatchObject({
      id: interaction.id,
      alreadyLogged: true,
    });
    expect(await rows("interactions", customer)).toBe(1);
    await undo(rep, "interactions", interaction.id);
    expect(await found(rep, opened)).toBeNull();
    expect((await log(rep, customer, { message: opened })).interaction.alreadyLogged).toBe(false);
  });

  test("is another log when it was opened before, and a draft shares its digest", async () => {
    const opened = { ...message("<m10@a.example>", "Sent/8"), sent: ["e1"] };
    const again = { ...message("<m11@a.example>", "Sent/9"), sent: ["e1"] };
    await log(rep, customer, { message: opened });
    expect((await log(rep, customer, { message: again })).interaction.alreadyLogged).toBe(false);
  });

  test("stores one fact when the same message is logged at the same time", async () => {
    const answers = await Promise.all(
      [rep, other, rep, other].map((token) =>
        log(token, customer, { message: message("<m6@a.example>") }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.interaction.id)).size).toBe(1);
    expect(answers.filter((answer) => !answer.interaction.alreadyLogged)).toHaveLength(1);
    expect(await rows("interactions", customer)).toBe(1);
  });

  test("is found by whoever asks when it is logged, and by nobody when it is not", async () => {
    const { interaction } = await log(rep, customer, {
      message: message("<m8@a.example>"),
      subject: "Here",
    });
    expect(await found(other, message("<m8@a.example>"))).toMatchObject({
      id: interaction.id,
      subject: "Here",
      by: "robin",
    });
    expect(await found(other, message("<m9@a.example>"))).toBeNull();
  });
});

/**
 * Messages with several customers in them: written by one to others, by us to several, by a third
 * party; with a Message-ID and without.
 */
describe("logging a message of several customers", { timeout: 30_000 }, () => {
  const both = async (identity: ReturnType<typeof message>) => {
    const second = (await added(rep, `Neighbour ${number}`)).customer.id;
    const first = await log(rep, customer, { message: identity, direction: "in" });
    const other = await log(rep, second, { message: identity, direction: null });
    return { first: first.interaction, other: other.interaction, second };
  };

  test.each([
    ["its Message-ID", message("<s1@a.example>")],
    ["its place alone", message(null, "s1")],
    ["both", message("<s2@a.example>", "s2")],
  ])("keeps a log for each customer when it is told by %s", async (_, identity) => {
    const { first, other, second } = await both(identity);
    expect(other).toMatchObject({ customerId: second, direction: null, alreadyLogged: false });
    const known = [
      { id: first.id, customerId: customer, direction: "in" },
      { id: other.id, customerId: second, direction: null },
    ];
    expect(
      (await foundAll(rep, identity)).map(({ id, customerId, direction }) => ({
        id,
        customerId,
        direction,
      })),
    ).toEqual(known);
    expect((await log(manager, second, { message: identity })).interaction).toMatchObject({
      id: other.id,
      alreadyLogged: true,
    });
  });

  test("stores one fact a customer when all log it at the same time", async () => {
    const second = (await added(rep, "Neighbour")).customer.id;
    const answers = await Promise.all(
      [customer, second, customer, second].map((id) =>
        log(rep, id, { message: message("<m7@a.example>") }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.interaction.id)).size).toBe(2);
    expect([await rows("interactions", customer), await rows("interactions", second)]).toEqual([
      1, 1,
    ]);
  });

  test("frees one customer's claim and leaves the other's when one log is withdrawn", async () => {
    const identity = message("<s3@a.example>", "s3");
    const { first, other, second } = await both(identity);
    await undo(rep, "interactions", other.id);
    expect((await foundAll(rep, identity)).map(({ id }) => id)).toEqual([first.id]);
    expect((await log(rep, second, { message: identity })).interaction).toMatchObject({
      customerId: second,
      alreadyLogged: false,
    });
    expect((await log(rep, customer, { message: identity })).interaction).toMatchObject({
      id: first.id,
      alreadyLogged: true,
    });
  });

  test("counts no two-way contact of a customer who was only copied", async () => {
    const contact = (card: Awaited<ReturnType<typeof log>>["card"]) =>
      card.scores.relationship.type;
    await log(rep, customer, { direction: "out", message: message("<s4@a.example>") });
    const copied = await log(rep, customer, {
      direction: null,
      message: message("<s5@a.example>"),
    });
    const wrote = await log(rep, customer, { direction: "in", message: message("<s6@a.example>") });
    expect(contact(copied.card)).toBe("transactional");
    expect(contact(wrote.card)).toBe("relational");
  });

  test("keeps another customer's log as it is when one is amended", async () => {
    const identity = message("<s7@a.example>");
    const { first, other } = await both(identity);
    await write(interactionAnswer, rep, `/v1/interactions/${first.id}/amend`, {
      kind: "email",
      direction: "in",
      occurredAt: ago(1),
      subject: "Edited",
    });
    expect((await foundAll(rep, identity)).map(({ id, subject }) => [id, subject])).toEqual([
      [first.id, "Edited"],
      [other.id, null],
    ]);
  });
});

describe("undoing a log", { timeout: 30_000 }, () => {
  test("restores the card exactly when it is withdrawn", async () => {
    const before = await log(rep, customer, { occurredAt: ago(2), behaviours: ["reply_given"] });
    const after = await log(rep, customer, {
      behaviours: ["promise_broken"],
      message: message("<u1@a.example>"),
    });
    expect(figures(after.card)).not.toEqual(figures(before.card));
    const undone = await undo(rep, "interactions", after.interaction.id, "Wrong customer");
    expect(undone.id).toBe(after.interaction.id);
    expect(figures(undone.card)).toEqual(figures(before.card));
  });

  test("frees the message when it is withdrawn", async () => {
    const first = await log(rep, customer, { message: message("<u2@a.example>", "s1") });
    await undo(rep, "interactions", first.interaction.id);
    expect(await found(rep, message("<u2@a.example>"))).toBeNull();
    const again = await log(rep, customer, { message: message("<u2@a.example>", "s1") });
    expect(again.interaction).toMatchObject({ alreadyLogged: false });
    expect(again.card.touches.map((touch) => touch.id)).toEqual([again.interaction.id]);
  });

  test("changes nothing more when it is withdrawn twice", async () => {
    const { interaction } = await log(rep, customer);
    const first = await undo(rep, "interactions", interaction.id);
    const second = await undo(manager, "interactions", interaction.id);
    expect(figures(second.card)).toEqual(figures(first.card));
    expect(
      (
        await Promise.all([
          undo(rep, "interactions", interaction.id),
          undo(rep, "interactions", interaction.id),
        ])
      ).length,
    ).toBe(2);
  });

  test("is refused when another rep tries, and open to a manager", async () => {
    const { interaction } = await log(rep, customer);
    const path = `/v1/interactions/${interaction.id}/withdraw`;
    expect(
      await refusal(await call("POST", path, { token: other, key: crypto.randomUUID(), body: {} })),
    ).toMatchObject({ status: 403, code: "forbidden" });
    expect((await undo(manager, "interactions", interaction.id)).card.touches).toEqual([]);
  });

  test("is refused when there is no such log", async () => {
    const path = `/v1/interactions/${crypto.randomUUID()}/withdraw`;
    expect(
      await refusal(await call("POST", path, { token: rep, key: crypto.randomUUID(), body: {} })),
    ).toMatchObject({ status: 404 });
  });
});

describe("editing a log", { timeout: 30_000 }, () => {
  const amend = (token: string, id: string, more: Record<string, unknown>) =>
    write(interactionAnswer, token, `/v1/interactions/${id}/amend`, {
      kind: "email",
      direction: "out",
      occurredAt: ago(2),
      ...more,
    });

  test("replaces the touch under the same id when it is amended again and again", async () => {
    const { interaction } = await log(rep, customer, {
      subject: "First",
      behaviours: ["promise_kept"],
      message: message("<e1@a.example>"),
    });
    await amend(rep, interaction.id, { subject: "Second" });
    const { interaction: last, card } = await amend(rep, interaction.id, {
      subject: "Third",
      note: "Now with a note",
    });
    expect(last).toMatchObject({
      id: interaction.id,
      subject: "Third",
      direction: "out",
      by: "robin",
      loggedAt: interaction.loggedAt,
    });
    expect(card.touches).toEqual([
      expect.objectContaining({ id: interaction.id, subject: "Third", behaviours: [] }),
    ]);
    expect(card.scores.trust.ours?.score).toBeNull();
    expect(await found(rep, message("<e1@a.example>"))).toMatchObject({
      id: interaction.id,
      subject: "Third",
    });
    expect(await rows("interactions", customer)).toBe(3);
    const facts = (await profileOf(rep, customer)).facts.items.filter(
      (fact) => fact.type === "interaction",
    );
    expect(facts).toHaveLength(1);
    expect(facts[0]?.detail).toMatchObject({ subject: "Third", note: "Now with a note" });
  });

  test("is taken back with the log when that is withdrawn, and refused afterwards", async () => {
    const before = await log(rep, customer, { occurredAt: ago(4) });
    const { interaction } = await log(rep, customer, { behaviours: ["paid_late"] });
    await amend(rep, interaction.id, { behaviours: ["paid_on_time"] });
    const undone = await undo(rep, "interactions", interaction.id);
    expect(figures(undone.card)).toEqual(figures(before.card));
    const body = { kind: "email", occurredAt: ago(2) };
    expect(
      await refusal(
        await call("POST", `/v1/interactions/${interaction.id}/amend`, {
          token: rep,
          key: crypto.randomUUID(),
          body,
        }),
      ),
    ).toMatchObject({ status: 409, code: "conflict" });
  });

  test("leaves one version when two edits come at the same time", async () => {
    const { interaction } = await log(rep, customer);
    const edits = await Promise.all(
      ["One", "Two", "Three"].map((subject) => amend(rep, interaction.id, { subject })),
    );
    expect(edits).toHaveLength(3);
    const facts = (await profileOf(rep, customer)).facts.items.filter(
      (fact) => fact.type === "interaction",
    );
    expect(facts).toHaveLength(1);
  });

  test("is refused when another rep tries", async () => {
    const { interaction } = await log(rep, customer);
    const body = { kind: "email", occurredAt: ago(2) };
    expect(
      await refusal(
        await call("POST", `/v1/interactions/${interaction.id}/amend`, {
          token: other,
          key: crypto.randomUUID(),
          body,
        }),
      ),
    ).toMatchObject({ status: 403, code: "forbidden" });
  });
});
