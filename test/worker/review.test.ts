import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { review as reviewSchema } from "../../shared/contract/answers.ts";
import { startReview } from "../../worker/jobs/review.ts";
import { stretch } from "../../worker/jobs/review/walk.ts";
import { scoreCustomers, scoringPage } from "../../worker/scoring/rescore.ts";
import { sealer } from "../../worker/security/seal.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { crowd, idsOf } from "./crowd.ts";
import { deliver, drain, kept, refusing, reviewed, state, until } from "./queue.ts";
import { storedCard } from "./sealed.ts";
import { added, buys, figures, log, profileOf, rows, undo } from "./writing.ts";

/** Two messages a pass, the last of them three pages. */
const twoPasses = stretch + scoringPage * 2 + 30;
/** One message of three pages. */
const onePass = scoringPage * 2 + 30;
let rep: string;

beforeAll(async () => {
  rep = await signedIn("rep");
});

beforeEach(async () => {
  await env.DB.batch(
    ["reviews", "cards", "models", "score_history", "review_measures"].map((table) =>
      env.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
});

/** Customers that the last step of a review has still to index. */
const unindexed = () =>
  env.DB.prepare("SELECT count(*) AS n FROM customers WHERE searchable IS NULL").first<number>("n");

describe("the review of a large book", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await crowd(twoPasses);
  }, 60_000);

  test("measures, fits, scores everybody and finishes when an administrator starts it", async () => {
    const response = await call("POST", "/v1/review", { token: adminKey });
    expect(response.status).toBe(202);
    expect(reviewSchema.parse(await response.json())).toMatchObject({
      status: "fitting",
      customers: twoPasses,
      measured: 0,
      scored: 0,
      policyVersion: 1,
      moves: null,
    });
    await vi.waitUntil(async () => ["finished", "failed"].includes((await state()).status), {
      timeout: 60_000,
      interval: 200,
    });
    expect(await state()).toMatchObject({
      status: "finished",
      customers: twoPasses,
      measured: twoPasses,
      scored: twoPasses,
      modelVersion: 1,
      message: null,
      moves: [],
    });
    expect(await rows("cards")).toBe(twoPasses);
    const tiers = await env.DB.prepare(
      "SELECT tier, count(*) AS n FROM cards WHERE model_version = 1 GROUP BY tier",
    ).all<{ tier: string; n: number }>();
    expect(new Map(tiers.results.map(({ tier, n }) => [tier, n])).get("potential")).toBe(
      twoPasses / 10,
    );
    expect(tiers.results.map((row) => row.tier).sort()).toEqual([
      "high",
      "low",
      "mid",
      "potential",
    ]);
    // The queue's own steps behind the review would do some of the next test's work.
    await vi.waitUntil(async () => (await unindexed()) === 0, { timeout: 60_000, interval: 100 });
  });

  test("goes its way once when every message is delivered twice", async () => {
    await env.DB.prepare("UPDATE customers SET searchable = NULL").run();
    const queue = kept();
    await startReview(queue.on, Date.now());
    const steps = await drain(queue, 2);
    expect(await state()).toMatchObject({
      status: "finished",
      measured: twoPasses,
      scored: twoPasses,
    });
    expect(await rows("review_measures")).toBe(twoPasses);
    expect(await rows("models")).toBe(1);
    expect(steps).toEqual([
      "measure",
      "measure",
      "fit",
      "score",
      "score",
      "snapshot",
      "draw",
      "tidy",
      "reseal",
      "recognise",
      "recognise",
    ]);
  });

  test("goes on where it died when a message is delivered again", async () => {
    const { on, sent } = kept();
    const { id } = await startReview(on, Date.now());
    await env.DB.prepare(`CREATE TRIGGER fault BEFORE INSERT ON review_measures
      WHEN NEW.customer_id >= '01990000-0000-7000-8000-000000000500'
      BEGIN SELECT RAISE(ABORT, 'injected'); END`).run();
    const [first] = sent.splice(0);
    if (first === undefined) throw new Error("nothing was sent");
    expect(await deliver(first, on)).toBe(true);
    await env.DB.prepare("DROP TRIGGER fault").run();
    expect(await state()).toMatchObject({ status: "fitting", measured: 2 * scoringPage });
    expect(await deliver(first, on, 2)).toBe(false);
    expect(await state()).toMatchObject({ measured: stretch });
    expect(sent).toEqual([{ step: "measure", review: id, from: stretch }]);
  });

  test("gives the next model version and moves no tier without a reason when it runs again", async () => {
    for (const version of [1, 2])
      expect(await reviewed(Date.now() + version)).toMatchObject({
        modelVersion: version,
        moves: [],
      });
    const moved = await env.DB.prepare(
      `SELECT count(*) AS n FROM score_history a
        JOIN score_history b ON a.customer_id = b.customer_id AND a.model_version = 1
        AND b.model_version = 2 WHERE a.tier <> b.tier`,
    ).first("n");
    expect(moved).toBe(0);
  });
});

describe("the review", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await env.DB.batch(
      ["review_measures", "score_history", "cards", "transactions", "customers"].map((table) =>
        env.DB.prepare(`DELETE FROM ${table}`),
      ),
    );
    await crowd(onePass);
  }, 60_000);

  test("answers the running one when another is asked for, and takes over when that is dead", async () => {
    const { on, sent } = kept();
    const first = await startReview(on, 1_000_000);
    expect((await startReview(on, 1_500_000)).id).toBe(first.id);
    expect(sent).toHaveLength(1);
    const second = await startReview(on, 1_000_000 + 10 * 60_000);
    expect(second.id).not.toBe(first.id);
    expect(await rows("reviews")).toBe(2);
    await deliver({ step: "measure", review: first.id, from: 0 }, on);
    expect(await state()).toMatchObject({ id: second.id, status: "fitting", measured: 0 });
    expect(await rows("review_measures")).toBe(0);
  });

  test.each([
    ["review_measures", "measure", "could be measured"],
    ["models", "fit", "could not be fitted"],
    ["cards", "score", "be scored"],
  ] as const)(
    "tries again and then says what failed when the database refuses %s",
    async (table, step, sentence) => {
      const { on, sent } = kept();
      await startReview(on, Date.now());
      for (let next = sent[0]; next !== undefined && next.step !== step; next = sent[0])
        await deliver(sent.shift() ?? next, on);
      const [failing] = sent.splice(0);
      if (failing === undefined) throw new Error(`no ${step} was due`);
      await refusing(table, async () => {
        expect(await deliver(failing, on, 3)).toBe(true);
        expect(await state()).toMatchObject({
          status: step === "score" ? "scoring" : "fitting",
          scored: 0,
        });
        expect(await deliver(failing, on, 4)).toBe(false);
      });
      const failed = await state();
      expect(failed).toMatchObject({ status: "failed", scored: 0 });
      expect(failed.message).toContain(sentence);
      expect(failed.message).toContain("start the review again");
      expect(await rows("cards")).toBe(0);
    },
  );

  test("tidies up all the same when the draw fails at its last delivery", async () => {
    await env.DB.prepare("DELETE FROM draws").run();
    const queue = kept();
    const { id } = await startReview(queue.on, Date.now());
    await until("draw", queue);
    const failing = queue.sent.shift()!;
    await refusing("draws", async () => {
      expect(await deliver(failing, queue.on, 3)).toBe(true);
      expect(queue.sent).toEqual([]);
      expect(await deliver(failing, queue.on, 4)).toBe(false);
    });
    expect(queue.sent).toEqual([{ step: "tidy", review: id, from: 0 }]);
    expect(await drain(queue)).toEqual(["tidy", "reseal", "recognise"]);
    expect(await state()).toMatchObject({ status: "finished", message: null });
  });

  test("goes on to its end when customers are added behind a page that was not full", async () => {
    const queue = kept();
    const { id } = await startReview(queue.on, Date.now());
    await env.DB.prepare("UPDATE reviews SET customers = 30, measured = 30, place = ? WHERE id = ?")
      .bind(idsOf(30).at(-1) ?? "", id)
      .run();
    await drain(queue);
    expect(await state()).toMatchObject({
      status: "finished",
      customers: onePass,
      measured: onePass,
      scored: onePass,
    });
  });

  test("is failed at once, for another to begin, when the queue takes no message", async () => {
    const { on } = kept();
    const queue = new Proxy(on.REVIEW_QUEUE, {
      get: () => () => Promise.reject(new Error("injected")),
    });
    await expect(startReview({ ...on, REVIEW_QUEUE: queue }, Date.now() - 1000)).rejects.toThrow(
      "injected",
    );
    const dead = await state();
    expect(dead).toMatchObject({
      status: "failed",
      message: "It could not be queued. Please start the review again.",
    });
    const next = await startReview(on, Date.now());
    expect(next.id).not.toBe(dead.id);
    expect(next.status).toBe("fitting");
  });

  test("replaces a model of before an update when it ends; until then cards are scored without it", async () => {
    const old = {
      version: 7,
      fittedAt: 0,
      customers: 1,
      buyers: 1,
      bgNbd: null,
      nbd: null,
      spend: null,
      identified: false,
      warnings: [],
      rfm: null,
      tierCuts: null,
      actions: {},
    };
    await env.DB.batch([
      env.DB.prepare("INSERT INTO models (version, body, created_at) VALUES (7, ?, 0)").bind(
        JSON.stringify(old),
      ),
      env.DB.prepare("INSERT INTO policies (version, body, created_at) VALUES (2, '{}', 0)"),
    ]);
    const { customer } = await added(rep, "Of an older time");
    expect((await log(rep, customer.id)).card.version).toMatchObject({ model: 0, policy: 1 });
    expect(await reviewed()).toMatchObject({ modelVersion: 8, policyVersion: 2 });
    expect((await log(rep, customer.id)).card.version).toMatchObject({ model: 8, policy: 2 });
    await env.DB.batch(
      [
        "policies",
        `interactions WHERE customer_id = '${customer.id}'`,
        `customers WHERE id = '${customer.id}'`,
      ].map((what) => env.DB.prepare(`DELETE FROM ${what}`)),
    );
  });

  test("keeps the measures of the latest finished one alone when others ended before and after it", async () => {
    const first = await reviewed(Date.now() - 3000);
    const { on, sent } = kept();
    const { id: broken } = await startReview(on, Date.now() - 2000);
    await deliver(sent.shift() ?? { step: "tidy", review: broken, from: 0 }, on);
    await env.DB.prepare("UPDATE reviews SET status = 'failed' WHERE id = ?").bind(broken).run();
    const second = await reviewed(Date.now() - 1000);
    const { results } = await env.DB.prepare(
      "SELECT review_id AS id, count(*) AS n FROM review_measures GROUP BY review_id",
    ).all();
    expect(results).toEqual([{ id: second.id, n: onePass }]);
    expect(second.id).not.toBe(first.id);
  });

  test("leaves no card without a fact when reps log while customers are scored", async () => {
    const ids = (
      await env.DB.prepare("SELECT id FROM customers ORDER BY id LIMIT 3").all<{ id: string }>()
    ).results.map((row) => row.id);
    const keys = await sealer(env);
    const rounds = Array.from({ length: 8 }, () =>
      scoreCustomers(env.DB, keys, env, ids, Date.now()),
    );
    const logs = ids.map((id) => log(rep, id, { kind: "note", note: `of ${id}` }));
    const [, ...answers] = await Promise.all([Promise.allSettled(rounds), ...logs]);
    expect(answers).toHaveLength(3);
    for (const id of ids) {
      const card = await storedCard(id);
      expect(card.touches.map((touch) => touch.note)).toEqual([`of ${id}`]);
    }
  });

  test("leaves a log undone exactly when it was made under a fitted model", async () => {
    const { customer } = await added(rep, "Under review");
    await buys(customer.id, [
      [300, 5000],
      [150, 6000],
      [10, 7000],
    ]);
    await reviewed();
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const before = await log(rep, customer.id, { kind: "note" });
      const { interaction } = await log(rep, customer.id, { behaviours: ["silence"] });
      expect(figures((await undo(rep, "interactions", interaction.id)).card)).toEqual(
        figures(before.card),
      );
      expect((await profileOf(rep, customer.id)).version.model).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test("has nothing to show when there was none yet", async () => {
    expect(await refusal(await call("GET", "/v1/review", { token: adminKey }))).toMatchObject({
      status: 404,
      code: "not_found",
    });
  });
});
