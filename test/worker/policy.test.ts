import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import {
  policy as policySchema,
  policyPreview,
  policySaved,
  type PolicySaved,
} from "../../shared/contract/answers.ts";
import type { PolicySettings } from "../../shared/contract/requests.ts";
import { defaultPolicy } from "../../shared/scoring/index.ts";
import { policyOf } from "../../worker/store/policy.ts";
import { call, refusal, signedIn } from "./client.ts";
import { crowd } from "./crowd.ts";
import { reviewed, state } from "./queue.ts";
import { buys, profileOf, rows } from "./writing.ts";

const day = 86_400_000;
const { version: _, ...settings } = defaultPolicy;
const weighing = (weights: Partial<PolicySettings["tier"]["weights"]>): PolicySettings => ({
  ...settings,
  tier: {
    ...settings.tier,
    weights: { value: 0, spend: 0, loyalty: 0, potential: 0, engagement: 0, ...weights },
  },
});
let admin: string;
let ids: string[];

const current = async () =>
  policySchema.parse(await (await call("GET", "/v1/policy", { token: admin })).json());
const put = (draft: PolicySettings, basedOn: number, key: string = crypto.randomUUID()) =>
  call("PUT", "/v1/policy", { token: admin, key, body: { ...draft, basedOn } });
async function saved(draft: PolicySettings, basedOn: number, key?: string): Promise<PolicySaved> {
  const response = await put(draft, basedOn, key);
  expect(response.status, await response.clone().text()).toBe(200);
  return policySaved.parse(await response.json());
}
async function preview(draft: PolicySettings, query = "") {
  const response = await call("POST", `/v1/policy/preview${query}`, { token: admin, body: draft });
  expect(response.status, await response.clone().text()).toBe(200);
  return policyPreview.parse(await response.json());
}
/** The real queue runs behind the tests. */
const done = () =>
  expect
    .poll(async () => (await state()).status, { timeout: 30_000, interval: 100 })
    .toBe("finished");

beforeAll(async () => {
  admin = await signedIn("admin", "ada@own.example");
  ids = await crowd(230, Date.now() - day);
});

describe("the policy", { timeout: 60_000 }, () => {
  test("is the default one of nobody when none was ever saved", async () => {
    expect(await current()).toEqual({
      policy: settings,
      version: 1,
      since: null,
      by: null,
      inForce: 1,
      adjusted: [],
      history: [{ version: 1, since: null, by: null }],
    });
  });

  test("has nothing to preview when no review was finished", async () => {
    expect(await preview(weighing({ loyalty: 1 }))).toEqual({
      review: null,
      sample: { taken: 0, of: 0 },
      moved: 0,
      moves: [],
      unseen: [],
      customers: [],
    });
  });

  test("is saved with a review under it when an administrator puts it, once however often it is sent", async () => {
    await reviewed(Date.now() - 1000);
    const key = crypto.randomUUID();
    const { tier, ...rest } = weighing({ engagement: 1, value: 1 });
    // Without a margin tiers move at once, as the next test wants.
    const draft = { ...rest, tier: { ...tier, margin: 0 } };
    const first = await saved(draft, 1, key);
    expect(first).toMatchObject({
      policy: draft,
      version: 2,
      review: { status: "fitting", policyVersion: 2 },
    });
    expect(await saved(draft, 1, key)).toEqual(first);
    expect(await rows("policies")).toBe(1);
    await done();
    expect(await state()).toMatchObject({ id: first.review.id, policyVersion: 2, modelVersion: 2 });
    const { history, ...now } = await current();
    expect(now).toMatchObject({ policy: draft, version: 2, by: "ada", inForce: 2 });
    expect(history.map((one) => [one.version, one.by])).toEqual([
      [2, "ada"],
      [1, null],
    ]);
    const profile = await profileOf(admin, ids[1] ?? "");
    expect(profile.version).toMatchObject({ model: 2, policy: 2 });
    expect(profile.scores.tier.explanation?.factors.map((factor) => factor.code)).not.toContain(
      "tier_loyalty",
    );
  });

  test("tells in the moves that it changed when it moved somebody", async () => {
    const moves = (await (await call("GET", "/v1/review/moves", { token: admin })).json()) as {
      moves: { reasons: { code: string; parameters?: unknown }[] }[];
    };
    expect(moves.moves.length).toBeGreaterThan(0);
    for (const move of moves.moves)
      expect(move.reasons[0]).toMatchObject({
        code: "policy_changed",
        parameters: { from: 1, to: 2 },
      });
  });

  test("is refused as a conflict when somebody saved in between, also at the same moment", async () => {
    expect(await refusal(await put(settings, 1))).toEqual({
      status: 409,
      code: "conflict",
      field: "basedOn",
    });
    const both = await Promise.all([
      put(weighing({ value: 1 }), 2),
      put(weighing({ loyalty: 1 }), 2),
    ]);
    expect(both.map((response) => response.status).sort()).toEqual([200, 409]);
    const refused = both.find((response) => response.status === 409);
    expect(await refused?.json()).toMatchObject({
      error: { message: expect.stringContaining("version 3 by now") },
    });
    await done();
    expect((await current()).version).toBe(3);
  });

  test("takes over from a review that is running under the one before", async () => {
    await env.DB.prepare(
      "INSERT INTO reviews (id, status, policy_version, started_at, heartbeat_at) VALUES (?1, 'fitting', 3, ?2, ?2)",
    )
      .bind(crypto.randomUUID(), Date.now())
      .run();
    const { review } = await saved(settings, 3);
    await done();
    expect((await state()).id).toBe(review.id);
    const beaten = await env.DB.prepare(
      "SELECT message FROM reviews WHERE status = 'failed' AND policy_version = 3",
    ).first<string>("message");
    expect(beaten).toBe("A new policy was saved; another review took over.");
  });

  test("is in force for nobody before its review has fitted the models", async () => {
    await env.DB.prepare("INSERT INTO policies (version, body, created_at) VALUES (5, ?, 0)")
      .bind(JSON.stringify(weighing({ value: 1 })))
      .run();
    expect(await current()).toMatchObject({ version: 5, inForce: 4 });
    const rep = await signedIn("rep");
    const body = { customerId: ids[1], kind: "note", occurredAt: new Date().toISOString() };
    const { card } = (await (
      await call("POST", "/v1/interactions", { token: rep, key: crypto.randomUUID(), body })
    ).json()) as { card: { version: { policy: number } } };
    expect(card.version.policy).toBe(4);
    await env.DB.prepare("DELETE FROM policies WHERE version = 5").run();
  });

  test.each<[string, PolicySettings]>([
    ["tier.weights", weighing({})],
    [
      "trust.weights",
      {
        ...settings,
        trust: {
          ...settings.trust,
          weights: { professionalism: 0, expertise: 0, rapport: 0, benefit: 0 },
        },
      },
    ],
    [
      "relationship.weights",
      {
        ...settings,
        relationship: {
          ...settings.relationship,
          weights: { economic: 0, trust: 0, emotional: 0, information: 0 },
        },
      },
    ],
    [
      "tier.cut.mid",
      { ...settings, tier: { ...settings.tier, cut: { method: "quantile", high: 0.6, mid: 0.5 } } },
    ],
    [
      "tier.cut.mid",
      { ...settings, tier: { ...settings.tier, cut: { method: "threshold", high: 40, mid: 60 } } },
    ],
    ["tier.margin", { ...settings, tier: { ...settings.tier, margin: -1 } }],
    ["abc.b", { ...settings, abc: { ...settings.abc, a: 0.9, b: 0.8 } }],
    [
      "actions.catalogue.16.key",
      {
        ...settings,
        actions: {
          ...settings.actions,
          catalogue: [...settings.actions.catalogue, settings.actions.catalogue[0]!],
        },
      },
    ],
    ["book.timeZone", { ...settings, book: { timeZone: "+08:00" } }],
    ["book.timeZone", { ...settings, book: { timeZone: "Mars/Olympus" } }],
    [
      "lifecycle.churnedChance",
      { ...settings, lifecycle: { ...settings.lifecycle, churnedChance: 2 } },
    ],
  ])("is refused at %s when that makes no sense, saved and as a draft", async (field, draft) => {
    const before = await rows("policies");
    expect(await refusal(await put(draft, 4))).toEqual({
      status: 400,
      code: "invalid_request",
      field,
    });
    expect(
      await refusal(await call("POST", "/v1/policy/preview", { token: admin, body: draft })),
    ).toEqual({ status: 400, code: "invalid_request", field });
    expect(await rows("policies")).toBe(before);
  });

  test("is refused without a key, and with a version of its own", async () => {
    expect(
      await refusal(
        await call("PUT", "/v1/policy", { token: admin, body: { ...settings, basedOn: 4 } }),
      ),
    ).toMatchObject({ code: "idempotency_key_missing" });
    expect(
      await refusal(await put({ ...settings, version: 9 } as PolicySettings, 4)),
    ).toMatchObject({ status: 400 });
  });
});

describe("a preview", { timeout: 60_000 }, () => {
  const counts = async () => [
    await rows("policies"),
    await rows("reviews"),
    await rows("cards"),
    await rows("score_history"),
    await rows("tier_moves"),
    await rows("models"),
  ];

  test("moves nobody when the draft is the policy as it is", async () => {
    await reviewed();
    expect(await preview(settings)).toMatchObject({
      moved: 0,
      moves: [],
      unseen: [],
      customers: [],
      sample: { taken: 230, of: 230 },
    });
  });

  test("says who would move, from where and why, and writes nothing when the weights change", async () => {
    const before = await counts();
    const draft = weighing({ loyalty: 1 });
    const { moved, moves, customers, sample } = await preview(draft, "?limit=5");
    expect(sample).toEqual({ taken: 230, of: 230 });
    expect(moved).toBeGreaterThan(5);
    expect(moves.reduce((sum, one) => sum + one.count, 0)).toBe(moved);
    expect(customers).toHaveLength(5);
    for (const one of customers) {
      expect(one.from).not.toBe(one.to);
      expect(one.reason?.code).toMatch(/^tier_/);
    }
    const changes = customers.map((one) =>
      Math.abs((one.scoreAfter ?? 0) - (one.scoreBefore ?? 0)),
    );
    expect(changes).toEqual([...changes].sort((a, b) => b - a));
    expect(await counts()).toEqual(before);
  });

  test("foresees what the next review does when the draft is saved", async () => {
    // Without hysteresis: a review weighs the tier before, which the one before this left.
    const draft: PolicySettings = {
      ...weighing({ loyalty: 1, potential: 1 }),
      tier: { ...weighing({ loyalty: 1, potential: 1 }).tier, margin: 0 },
    };
    const foreseen = await preview(draft, "?limit=200");
    await saved(draft, 4);
    await done();
    const { moves } = await state();
    const total = (all: { count: number }[] | null) =>
      all?.reduce((sum, one) => sum + one.count, 0);
    expect(total(moves)).toBe(foreseen.moved);
    expect(moves?.toSorted((p, q) => (p.from + p.to < q.from + q.to ? -1 : 1))).toEqual(
      foreseen.moves.toSorted((p, q) => (p.from + p.to < q.from + q.to ? -1 : 1)),
    );
  });

  test("leaves buyers in the middle, as a review does, when the draft knows too few of them to compare", async () => {
    await buys(ids[0] ?? "", [
      [3, 5000],
      [60, 5000],
      [130, 5000],
      [300, 5000],
    ]);
    await reviewed();
    const { policy } = await current();
    const { moves } = await preview({
      ...policy,
      tier: { ...policy.tier, fewestCustomers: 100_000 },
    });
    expect(moves.map((one) => one.to)).not.toContain("potential");
  });

  test("names the sections that it cannot see when they act while customers are measured", async () => {
    const { policy } = await current();
    const { unseen } = await preview({
      ...policy,
      engagement: { halfLifeDays: 10 },
      loyalty: { periodDays: 30 },
      trust: { ...policy.trust, halfLifeDays: 20 },
    });
    expect(unseen).toEqual(["engagement", "loyalty"]);
  });
});

describe("a stored policy of before an update", () => {
  const store = async (body: unknown) => {
    await env.DB.prepare(
      `INSERT INTO policies (version, body, created_at) VALUES (90, ?, 0) ON CONFLICT DO UPDATE
        SET body = excluded.body`,
    )
      .bind(JSON.stringify(body))
      .run();
    return policyOf(env.DB, 90);
  };

  test("has the default's settings where it lacks them, its own else, and none that are no more", async () => {
    const {
      relationship: _,
      warning: __,
      clusters: ___,
      ...old
    } = structuredClone(settings) as Partial<PolicySettings>;
    const whole = await store({
      ...old,
      tier: { ...settings.tier, cut: { method: "threshold", high: 70, mid: 40 } },
      satisfaction: { halfLifeDays: 90 },
      trust: {
        ...settings.trust,
        behaviours: { ...settings.trust.behaviours, silence: undefined },
      },
      actions: {
        laterDays: 3,
        learning: "thompson",
        catalogue: [{ key: "greeting", effort: 7, coolDownDays: 5, share: 0.5 }],
      },
    });
    expect(whole).toEqual({
      ...settings,
      version: 90,
      tier: { ...settings.tier, cut: { method: "threshold", high: 70, mid: 40 } },
      satisfaction: { halfLifeDays: 90, changeDays: 90 },
      actions: {
        ...settings.actions,
        laterDays: 3,
        catalogue: [
          {
            ...settings.actions.catalogue.find((one) => one.key === "greeting"),
            effort: 7,
            coolDownDays: 5,
          },
        ],
      },
    });
  });

  test("scores customers when it is in force", async () => {
    const {
      relationship: _,
      warning: __,
      clusters: ___,
      affinity: ____,
      abc: _____,
      ...old
    } = settings;
    await store(old);
    expect((await reviewed(Date.now() + 10)).policyVersion).toBe(90);
    expect((await profileOf(admin, ids[1] ?? "")).version.policy).toBe(90);
  });
});
