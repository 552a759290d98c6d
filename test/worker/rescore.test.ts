import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cardOnly, factAnswer, interactionAnswer } from "../../shared/contract/answers.ts";
import type { Card } from "../../shared/contract/card.ts";
import type { TierName } from "../../shared/contract/fields.ts";
import { fitModel, defaultPolicy, measures } from "../../shared/scoring/index.ts";
import { dayOf } from "../../shared/scoring/summarise.ts";
import type { Beyond } from "../../shared/scoring/tier-standing.ts";
import { scoreCustomers } from "../../worker/scoring/rescore.ts";
import { sealer } from "../../worker/security/seal.ts";
import { loadFacts } from "../../worker/store/facts.ts";
import { signedIn } from "./client.ts";
import { storedCard } from "./sealed.ts";
import { added, ago, buys, figures, log, undo, write } from "./writing.ts";

let rep: string;
const book: string[] = [];

const scoreAnew = async (ids: string[]) =>
  scoreCustomers(env.DB, await sealer(env), env, ids, Date.now());
/**
 * A model fitted to the book as it is, so that tiers have cuts and what was scored before is the
 * tier before.
 */
async function fitted(version: number): Promise<void> {
  const now = Date.now();
  const population = [...(await loadFacts(env.DB, book)).values()].map((facts) =>
    measures(facts, { policy: defaultPolicy, now }),
  );
  const body = JSON.stringify(fitModel(population, { policy: defaultPolicy, now, version }));
  await env.DB.prepare("INSERT INTO models (version, body, created_at) VALUES (?, ?, ?)")
    .bind(version, body, now)
    .run();
  await scoreAnew(book);
}

/** Stores emails there and back as an import does, so that engagement tells customers apart. */
async function touched(customerId: string, times: number): Promise<void> {
  const insert = env.DB.prepare(
    `INSERT INTO interactions (id, root_id, customer_id, kind, direction, occurred_at, recorded_at)
      VALUES (?1, ?1, ?2, 'email', ?3, ?4, ?4)`,
  );
  const rows = Array.from({ length: times }, (_, at) =>
    insert.bind(
      crypto.randomUUID(),
      customerId,
      at % 2 === 0 ? "in" : "out",
      Date.now() - (at + 5) * 86_400_000,
    ),
  );
  if (rows.length > 0) await env.DB.batch(rows);
}

beforeAll(async () => {
  rep = await signedIn("rep");
  for (let at = 0; at < 60; at++) {
    const { customer } = await added(rep, `Book ${at}`);
    await buys(
      customer.id,
      Array.from({ length: 1 + (at % 7) }, (_, n) => [
        3 + (at % 50) + n * (15 + (at % 30)),
        900 + at * 130,
      ]),
    );
    await touched(customer.id, at % 5);
    book.push(customer.id);
  }
  await fitted(1);
  await fitted(2);
}, 60_000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
});

type Step = {
  what: "interaction" | "satisfaction" | "trust" | "outcome" | "amend" | "undo";
  days: number;
  value: number;
};
const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom("interaction", "satisfaction", "trust", "outcome", "amend", "undo"),
    // Several facts of one moment: their order must not depend on how they came in.
    days: fc.constantFrom(1, 1, 2, 30, 200),
    value: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 3, maxLength: 8 },
);
type Made = { of: string; id: string };
const behaviours = [
  [],
  ["promise_kept"],
  ["promise_broken"],
  ["referral_given", "paid_late"],
  ["silence"],
  ["reply_given"],
];

/**
 * Makes one write; answers the card it answered with, null where there was nothing to undo or
 * amend.
 */
async function take(step: Step, customerId: string, made: Made[]): Promise<Card | null> {
  const occurredAt = ago(step.days);
  const kept = <A extends { id: string; card: Card }>(of: string, { id, card }: A) => {
    made.push({ of, id });
    return card;
  };
  switch (step.what) {
    case "interaction": {
      const { interaction, card } = await log(rep, customerId, {
        occurredAt,
        kind: "call",
        behaviours: behaviours[step.value],
      });
      return kept("interactions", { id: interaction.id, card });
    }
    case "satisfaction":
      return kept(
        "satisfaction",
        await write(factAnswer, rep, "/v1/satisfaction", {
          customerId,
          metric: "csat",
          value: step.value,
          comment: `Comment ${step.value}`,
          source: "rep",
          occurredAt,
        }),
      );
    case "trust":
      return kept(
        "trust",
        await write(factAnswer, rep, "/v1/trust", {
          customerId,
          source: "rep",
          occurredAt,
          answers: { rapport: step.value, benefit: 7 },
        }),
      );
    case "outcome":
      return kept(
        "outcomes",
        await write(factAnswer, rep, `/v1/actions/${customerId}.ask_trust/outcome`, {
          outcome: "not_useful",
          reason: "No",
        }),
      );
    case "amend": {
      const last = made.findLast((one) => one.of === "interactions");
      if (last === undefined) return null;
      const body = {
        kind: "meeting",
        direction: "in",
        occurredAt,
        note: "Amended",
        behaviours: behaviours[step.value],
      };
      return (await write(interactionAnswer, rep, `/v1/interactions/${last.id}/amend`, body)).card;
    }
    case "undo": {
      const last = made.splice(made.length - 1 - (step.value % Math.max(made.length, 1)), 1)[0];
      return last === undefined ? null : (await undo(rep, last.of, last.id)).card;
    }
  }
}

describe("a card answered by a write", { timeout: 60_000 }, () => {
  test("is what the stored facts say when the customer is scored anew, whatever was written", async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const { card } = await write(cardOnly, rep, "/v1/customers", {
          name: `Property ${++number}`,
        });
        const id = card.customer.id;
        await buys(id, [
          [300, 4000],
          [120, 5000],
          [15, 6000],
        ]);
        const made: Made[] = [];
        for (const step of taken) {
          const answered = await take(step, id, made);
          if (answered === null) continue;
          expect(await storedCard(id)).toEqual(answered);
          await scoreAnew([id]);
          expect(figures(await storedCard(id))).toEqual(figures(answered));
        }
        for (const one of made) await undo(rep, one.of, one.id);
        await scoreAnew([id]);
        const bare = await storedCard(id);
        expect(bare.touches).toEqual([]);
        expect(bare.scores.trust.score).toBeNull();
        expect([
          bare.scores.satisfaction.customer.score,
          bare.scores.satisfaction.rep.score,
        ]).toEqual([null, null]);
      }),
      { numRuns: 8, seed: 20261121 },
    );
  });

  test("has the tier of before when what lifted it over a cut is undone", async () => {
    const near = await env.DB.prepare(
      "SELECT customer_id AS id FROM cards WHERE tier = 'low' ORDER BY tier_score DESC LIMIT 3",
    ).all<{ id: string }>();
    let lifted = 0;
    for (const { id } of near.results) {
      await scoreAnew([id]);
      const before = await storedCard(id);
      const logs: string[] = [];
      let card = before;
      for (let at = 0; at < 8; at++) {
        const answer = await log(rep, id, {
          kind: "meeting",
          direction: at % 2 === 0 ? "in" : "out",
          occurredAt: ago(at + 1),
        });
        logs.push(answer.interaction.id);
        card = answer.card;
      }
      if (card.scores.tier.tier !== before.scores.tier.tier) lifted++;
      for (const one of logs) card = (await undo(rep, "interactions", one)).card;
      expect(figures(card)).toEqual(figures(before));
    }
    expect(lifted).toBeGreaterThan(0);
  });

  /** Leaves a customer as a review would have, in `tier` and beyond it for so many days. */
  const leave = (id: string, tier: TierName, beyond: Beyond | null) =>
    env.DB.prepare(
      `UPDATE cards SET tier_reviewed = json_patch(coalesce(tier_reviewed, '{}'), ?)
        WHERE customer_id = ?`,
    )
      .bind(JSON.stringify({ tier, beyond }), id)
      .run();
  const nearMid = async (where: string, margin: number) => {
    const cut = await env.DB.prepare(
      "SELECT body ->> '$.tierCuts.mid' AS cut FROM models ORDER BY version DESC LIMIT 1",
    ).first<number>("cut");
    const id = await env.DB.prepare(
      `SELECT customer_id AS id FROM cards WHERE ${where} ORDER BY tier_score DESC LIMIT 1`,
    )
      .bind((cut ?? 0) + margin)
      .first<string>("id");
    expect(id).not.toBeNull();
    return id ?? "";
  };
  const tierNow = async (id: string) => {
    await scoreAnew([id]);
    return (await storedCard(id)).scores.tier.tier;
  };

  test("stays in the tier that the last review left when the score is near a cut", async () => {
    const near = await nearMid("tier = 'low' AND tier_score > ?", -defaultPolicy.tier.margin);
    await leave(near, "low", null);
    expect(await tierNow(near)).toBe("low");
    await leave(near, "mid", null);
    expect(await tierNow(near)).toBe("mid");
    const { interaction, card } = await log(rep, near, { kind: "note" });
    expect(card.scores.tier.tier).toBe("mid");
    expect((await undo(rep, "interactions", interaction.id)).card.scores.tier.tier).toBe("mid");
  });

  test("moves short of the margin when the score has stood past the cut for the policy's days", async () => {
    const past = await nearMid(
      "tier = 'mid' AND tier_score < ?",
      Math.min(defaultPolicy.tier.margin, 10),
    );
    const today = dayOf(Date.now());
    const since = (days: number): Beyond => ({ since: today - days, tier: "mid" });
    await leave(past, "low", null);
    expect(await tierNow(past)).toBe("low");
    await leave(past, "low", since(defaultPolicy.tier.settleDays - 2));
    expect(await tierNow(past)).toBe("low");
    await leave(past, "low", since(defaultPolicy.tier.settleDays + 1));
    expect(await tierNow(past)).toBe("mid");
  });

  test("rests on every purchase when the customer made a thousand of them", async () => {
    const { customer } = await added(rep, "Thousandfold");
    await buys(
      customer.id,
      Array.from({ length: 1000 }, (_, at) => [1 + at, 1000 + at]),
    );
    const { card } = await log(rep, customer.id, { kind: "note" });
    expect(card.scores.rfm).toMatchObject({
      purchases: 1000,
      recencyDays: 1,
      total: 1000 * 1000 + (999 * 1000) / 2,
    });
    expect(card).toEqual(await storedCard(customer.id));
  });
});
