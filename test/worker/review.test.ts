import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { review as reviewSchema } from "../../shared/contract/answers.ts";
import { card as cardSchema } from "../../shared/contract/card.ts";
import type { Env } from "../../worker/env.ts";
import { reviewBatch, type ReviewMessage, startReview } from "../../worker/jobs/review.ts";
import { scoreCustomers, scoringPage } from "../../worker/rescore.ts";
import { sealer } from "../../worker/security/seal.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { added, buys, figures, log, profileOf, rows, undo } from "./writing.ts";

const count = scoringPage * 2 + 30;
const state = async () => {
  const response = await call("GET", "/v1/review", { token: adminKey });
  return reviewSchema.parse(await response.json());
};

/** Delivers one message as the queue does; answers whether it is to be delivered again. */
async function deliver(body: ReviewMessage, on: Env, attempts = 1): Promise<boolean> {
  const batch = createMessageBatch<ReviewMessage>("regards-review", [{ id: crypto.randomUUID(), timestamp: new Date(), attempts, body }]);
  const context = createExecutionContext();
  await reviewBatch(batch, on);
  return (await getQueueResult(batch, context)).retryMessages.length > 0;
}

/** An environment whose queue only keeps what is sent. */
function kept(): { on: Env; sent: ReviewMessage[] } {
  const sent: ReviewMessage[] = [];
  const queue = new Proxy(env.REVIEW_QUEUE, { get: () => (message: ReviewMessage) => Promise.resolve(void sent.push(message)) });
  return { on: { ...env, REVIEW_QUEUE: queue }, sent };
}

/** Delivers until nothing is left. */
async function drain(sent: ReviewMessage[], on: Env): Promise<void> {
  for (let next = sent.shift(); next !== undefined; next = sent.shift()) await deliver(next, on);
}

let rep: string;

beforeAll(async () => {
  rep = await signedIn("rep");
  const now = Date.now();
  const insert = env.DB.prepare("INSERT INTO customers (id, kind, created_at) VALUES (?, 'company', ?)");
  const ids = Array.from({ length: count }, (_, at) => `01990000-0000-7000-8000-${String(at).padStart(12, "0")}`);
  await env.DB.batch(ids.map((id) => insert.bind(id, now)));
  for (const [at, id] of ids.entries()) {
    // Every tenth never bought; the others more and more, and more often.
    if (at % 10 !== 0) await buys(id, Array.from({ length: 1 + at % 6 }, (_, n) => [5 + n * (20 + at % 40), 1000 + at * 37]));
  }
}, 60_000);

beforeEach(async () => {
  await env.DB.batch([env.DB.prepare("DELETE FROM reviews"), env.DB.prepare("DELETE FROM cards"), env.DB.prepare("DELETE FROM models")]);
});

describe("the review", { timeout: 90_000 }, () => {
  test("fits, scores everybody and finishes when an administrator starts it", async () => {
    const response = await call("POST", "/v1/review", { token: adminKey });
    expect(response.status).toBe(202);
    expect(reviewSchema.parse(await response.json())).toMatchObject({ status: "fitting", scored: 0 });
    await vi.waitUntil(async () => ["finished", "failed"].includes((await state()).status), { timeout: 60_000, interval: 200 });
    expect(await state()).toMatchObject({ status: "finished", customers: count, scored: count, modelVersion: 1, message: null });
    expect(await rows("cards")).toBe(count);
    const tiers = await env.DB.prepare("SELECT tier, count(*) AS n FROM cards WHERE model_version = 1 GROUP BY tier").all<{ tier: string; n: number }>();
    expect(new Map(tiers.results.map(({ tier, n }) => [tier, n])).get("potential")).toBe(count / 10);
    expect(tiers.results.map((row) => row.tier).sort()).toEqual(["high", "low", "mid", "potential"]);
  });

  test("answers the running one when another is asked for, and takes over when that is dead", async () => {
    const { on, sent } = kept();
    const first = await startReview(on, 1_000_000);
    expect((await startReview(on, 1_500_000)).id).toBe(first.id);
    expect(sent).toHaveLength(1);
    const second = await startReview(on, 1_000_000 + 10 * 60_000);
    expect(second.id).not.toBe(first.id);
    expect(await rows("reviews")).toBe(2);
    await deliver(sent[0] ?? { step: "fit", review: "" }, on);
    expect(await state()).toMatchObject({ id: second.id, status: "fitting" });
  });

  test("counts everybody once when every message is delivered twice", async () => {
    const { on, sent } = kept();
    await startReview(on, Date.now());
    for (let next = sent.shift(); next !== undefined; next = sent.shift()) {
      await deliver(next, on);
      await deliver(next, on);
    }
    expect(await state()).toMatchObject({ status: "finished", scored: count });
  });

  test("tries again and then says that it failed when the database refuses", async () => {
    const { on, sent } = kept();
    await startReview(on, Date.now());
    await env.DB.prepare("CREATE TRIGGER fault BEFORE INSERT ON cards BEGIN SELECT RAISE(ABORT, 'injected'); END").run();
    try {
      const [fit] = sent.splice(0);
      expect(await deliver(fit ?? { step: "fit", review: "" }, on)).toBe(false);
      const [score] = sent.splice(0);
      if (score === undefined) throw new Error("nothing to score");
      expect(await deliver(score, on, 3)).toBe(true);
      expect(await state()).toMatchObject({ status: "scoring", scored: 0 });
      expect(await deliver(score, on, 4)).toBe(false);
    } finally {
      await env.DB.prepare("DROP TRIGGER fault").run();
    }
    const failed = await state();
    expect(failed).toMatchObject({ status: "failed", scored: 0 });
    expect(failed.message).toContain("start the review again");
    expect(await rows("cards")).toBe(0);
  });

  test("leaves no card without a fact when reps log while customers are scored", async () => {
    const ids = (await env.DB.prepare("SELECT id FROM customers ORDER BY id LIMIT 3").all<{ id: string }>()).results.map((row) => row.id);
    const keys = await sealer(env);
    const rounds = Array.from({ length: 8 }, () => scoreCustomers(env.DB, keys, env, ids, Date.now()));
    const logs = ids.map((id) => log(rep, id, { kind: "note", note: `of ${id}` }));
    const [, ...answers] = await Promise.all([Promise.allSettled(rounds), ...logs]);
    expect(answers).toHaveLength(3);
    for (const id of ids) {
      const sealed = await env.DB.prepare("SELECT body_sealed FROM cards WHERE customer_id = ?").bind(id).first<string>("body_sealed");
      const card = cardSchema.parse(JSON.parse(await keys.open(sealed ?? "")));
      expect(card.touches.map((touch) => touch.note)).toEqual([`of ${id}`]);
    }
  });

  test("gives the next model version and moves no tier without a reason when it runs again", async () => {
    const { on, sent } = kept();
    for (const version of [1, 2]) {
      await startReview(on, Date.now() + version);
      await drain(sent, on);
      expect(await state()).toMatchObject({ status: "finished", modelVersion: version });
    }
    const moved = await env.DB.prepare(
      "SELECT count(*) AS n FROM score_history a JOIN score_history b ON a.customer_id = b.customer_id AND a.model_version = 1 AND b.model_version = 2 WHERE a.tier <> b.tier",
    ).first("n");
    expect(moved).toBe(0);
  });

  test("leaves a log undone exactly when it was made under a fitted model", async () => {
    const { on, sent } = kept();
    const { customer } = await added(rep, "Under review");
    await buys(customer.id, [[300, 5000], [150, 6000], [10, 7000]]);
    await startReview(on, Date.now());
    await drain(sent, on);
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const before = await log(rep, customer.id, { kind: "note" });
      const { interaction } = await log(rep, customer.id, { behaviours: ["silence"] });
      expect(figures((await undo(rep, "interactions", interaction.id)).card)).toEqual(figures(before.card));
      expect((await profileOf(rep, customer.id)).version.model).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test("has nothing to show when there was none yet", async () => {
    expect(await refusal(await call("GET", "/v1/review", { token: adminKey }))).toMatchObject({ status: 404, code: "not_found" });
  });
});
