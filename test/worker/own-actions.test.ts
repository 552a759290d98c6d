import { beforeAll, describe, expect, test } from "vitest";
import { customerList, me, policy as policySchema } from "../../shared/contract/answers.ts";
import type { OwnAction } from "../../shared/scoring/actions/own/own-action.ts";
import { actionId, defaultPolicy } from "../../shared/scoring/index.ts";
import { call, refusal, signedIn } from "./client.ts";
import { crowd } from "./crowd.ts";
import { reviewed, state } from "./queue.ts";
import { profileOf } from "./writing.ts";

const { version: _, ...settings } = defaultPolicy;
const tea: OwnAction = {
  key: "own_tea",
  wording: {
    en: { title: "Invite them to tea", reason: "They are worth an hour." },
    zh_CN: { title: "邀请喝茶", reason: "值得花一个小时。" },
  },
  conditions: [{ measure: "orders", comparison: "at_least", value: 1 }],
  urgency: "care",
  sells: false,
};
const entry = { key: tea.key, effort: 500, coolDownDays: 30, suppressionDays: 60 };
const withTea = {
  ...settings,
  tier: { ...settings.tier, labels: [{ key: "high" as const, en: "Gold", zh_CN: "金牌" }] },
  actions: {
    ...settings.actions,
    // No other action comes before it.
    catalogue: [entry],
    own: [tea],
    texts: [{ key: tea.key, en: "Hello {name}, tea?", zh_CN: "" }],
  },
};
let admin: string;
let ids: string[];

const put = (draft: unknown, basedOn: number) =>
  call("PUT", "/v1/policy", {
    token: admin,
    key: crypto.randomUUID(),
    body: { ...(draft as object), basedOn },
  });
const done = () =>
  expect
    .poll(async () => (await state()).status, { timeout: 30_000, interval: 100 })
    .toBe("finished");
const listed = async () => {
  const filter = JSON.stringify({ field: "action", in: [tea.key] });
  const answer = await call("GET", `/v1/customers?${new URLSearchParams({ filter })}`, {
    token: admin,
  });
  return customerList.parse(await answer.json());
};

beforeAll(async () => {
  admin = await signedIn("admin", "ada@own.example");
  ids = await crowd(12, Date.now() - 86_400_000);
  await reviewed(Date.now() - 1000);
});

describe("an action of the company's own", { timeout: 60_000 }, () => {
  test("is offered in its own words, listed and answered, once its policy is saved and reviewed", async () => {
    expect((await put(withTea, 1)).status).toBe(200);
    await done();
    const { book } = me.parse(await (await call("GET", "/v1/me", { token: admin })).json());
    expect(book.words).toEqual({
      en: {
        tier: { high: "Gold" },
        action: { own_tea: "Invite them to tea" },
        reason: { own_tea: "They are worth an hour." },
        text: { own_tea: "Hello {name}, tea?" },
      },
      zh_CN: {
        tier: { high: "金牌" },
        action: { own_tea: "邀请喝茶" },
        reason: { own_tea: "值得花一个小时。" },
        text: {},
      },
    });
    const before = await listed();
    const count = before.count?.number ?? 0;
    // Some of the crowd complained: nothing but what mends is offered to them.
    expect(count).toBeGreaterThan(ids.length / 2);
    const [first] = before.customers;
    const id = first?.id ?? "";
    const card = await profileOf(admin, id);
    expect(card.scores.next.action).toMatchObject({ key: "own_tea", reason: { code: "own_tea" } });
    const answer = await call("POST", `/v1/actions/${actionId(id, "own_tea")}/outcome`, {
      token: admin,
      key: crypto.randomUUID(),
      body: { outcome: "done" },
    });
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect((await listed()).count?.number).toBe(count - 1);
    expect((await profileOf(admin, id)).scores.next.silenced).toMatchObject([{ key: "own_tea" }]);
  });

  test("is refused as an answer when no policy knows it", async () => {
    const answer = await call(
      "POST",
      `/v1/actions/${actionId(ids[0] ?? "", "own_coffee")}/outcome`,
      {
        token: admin,
        key: crypto.randomUUID(),
        body: { outcome: "done" },
      },
    );
    expect(await refusal(answer)).toMatchObject({ status: 404, code: "not_found" });
  });

  test("is refused with the name of the field when a text has a placeholder that nothing fills", async () => {
    const texts = [{ key: tea.key, en: "Hello {nmae}", zh_CN: "" }];
    const draft = { ...withTea, actions: { ...withTea.actions, texts } };
    expect(await refusal(await put(draft, 2))).toMatchObject({
      status: 400,
      code: "invalid_request",
      field: "actions.texts.0.en",
    });
  });

  test("leaves no words behind when it is taken out again", async () => {
    expect((await put(settings, 2)).status).toBe(200);
    const { book } = me.parse(await (await call("GET", "/v1/me", { token: admin })).json());
    expect(book.words).toBeUndefined();
    const current = policySchema.parse(
      await (await call("GET", "/v1/policy", { token: admin })).json(),
    );
    expect(current.policy.actions.own).toEqual([]);
    await done();
    expect((await listed()).count?.number).toBe(0);
  });
});
