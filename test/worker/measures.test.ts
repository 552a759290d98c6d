import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy, measures } from "../../shared/scoring/index.ts";
import { fitted } from "../../worker/jobs/review/fit.ts";
import { loadFacts } from "../../worker/store/facts.ts";
import { historiesOf, sampleOf } from "../../worker/store/measures.ts";
import { findReview, type ReviewRow } from "../../worker/store/reviews.ts";
import { crowd } from "./crowd.ts";
import { reviewed } from "./queue.ts";

const count = 430;
let ids: string[];
let review: ReviewRow;

beforeAll(async () => {
  // The first review of all, of nobody.
  expect(await reviewed(Date.now() - 1)).toMatchObject({
    customers: 0,
    measured: 0,
    scored: 0,
    moves: [],
  });
  ids = await crowd(count);
  const row = await findReview(env.DB, (await reviewed()).id);
  if (row === null) throw new Error("no review");
  review = row;
}, 60_000);

describe("measures kept by a review", () => {
  test("are those of everybody to the last digit when they are read back", async () => {
    const sample = await sampleOf(env.DB, review.id, 1000);
    expect(sample).toHaveLength(count);
    const facts = await loadFacts(env.DB, ids);
    for (const one of sample.slice(0, 100)) {
      const of = facts.get(one.id);
      if (of === undefined) throw new Error("somebody else");
      // Measured before the review showed anybody an action or gave tiers.
      const { previousTier, tierBeyond, ...now } = measures(
        { ...of, exposures: [] },
        { policy: defaultPolicy, now: review.startedAt },
      );
      expect([previousTier === null, tierBeyond]).toEqual([false, null]);
      expect(one).toEqual({ ...now, previousTier: null, tierBeyond: null });
    }
  });

  test("give the same sample whatever its size when it is drawn again", async () => {
    const whole = (await sampleOf(env.DB, review.id, count)).map((one) => one.id);
    const part = (await sampleOf(env.DB, review.id, 50)).map((one) => one.id);
    expect(part).toEqual(whole.slice(0, 50));
    expect(part).not.toEqual([...part].sort());
  });

  test("count equal histories together when they are grouped, none lost", async () => {
    const histories = (await historiesOf(env.DB, review.id, 10_000)) ?? [];
    const buyers = (await sampleOf(env.DB, review.id, count)).flatMap((one) => one.summary ?? []);
    expect(histories.reduce((sum, one) => sum + (one.count ?? 1), 0)).toBe(buyers.length);
    expect(histories.length).toBeLessThan(buyers.length);
    const key = ({
      frequency,
      recency,
      age,
    }: {
      frequency: number;
      recency: number;
      age: number;
    }) => `${frequency} ${recency} ${age}`;
    const grouped = Map.groupBy(buyers, key);
    expect(histories.map((one) => [key(one), one.count])).toEqual(
      histories.map((one) => [key(one), grouped.get(key(one))?.length]),
    );
    const sum = (all: { logGaps?: number }[]) =>
      all.reduce((total, one) => total + (one.logGaps ?? NaN), 0);
    expect(sum(histories)).toBeCloseTo(sum(buyers), 8);
  });

  test("are counted by the nearest week when they differ too much by the day, still none lost", async () => {
    const byDay = (await historiesOf(env.DB, review.id, 10_000)) ?? [];
    const byWeek = (await historiesOf(env.DB, review.id, byDay.length - 1)) ?? [];
    const all = (histories: typeof byDay) =>
      histories.reduce((sum, one) => sum + (one.count ?? 1), 0);
    expect(byWeek.length).toBeLessThan(byDay.length);
    expect(all(byWeek)).toBe(all(byDay));
    for (const { frequency, recency, age } of byWeek) {
      expect([recency % 1, age % 1]).toEqual([0, 0]);
      expect(
        byDay.some(
          (one) =>
            one.frequency === frequency &&
            Math.abs(one.recency - recency) <= 0.5 &&
            Math.abs(one.age - age) <= 0.5,
        ),
      ).toBe(true);
      expect(recency).toBeLessThanOrEqual(age);
    }
    expect(await historiesOf(env.DB, review.id, 3)).toBeNull();
  });
});

describe("the fit of a large book", () => {
  const fit = (sample: number, histories: number) =>
    fitted(env.DB, review, defaultPolicy, 7, { sample, histories });

  test("rests on all histories and a stated sample when the book is larger than the sample", async () => {
    const [whole, sampled] = [await fit(count, 10_000), await fit(120, 10_000)];
    expect([whole.sample, sampled.sample]).toEqual([
      { taken: count, of: count },
      { taken: 120, of: count },
    ]);
    expect(sampled.customers).toBe(count);
    expect(sampled.compared).toEqual(whole.compared);
    expect(sampled.purchases).toEqual(whole.purchases);
    expect(sampled.grids).not.toEqual(whole.grids);
  });

  test("rests on the sample alone when the book has more different histories than fit, however coarse", async () => {
    const [all, few] = [await fit(120, 10_000), await fit(120, 3)];
    expect(few.sample).toEqual({ taken: 120, of: count });
    expect(few.compared).not.toEqual(all.compared);
    expect(few.grids.loyalty).toEqual(all.grids.loyalty);
  });
});
