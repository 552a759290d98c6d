import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { affinityRules } from "../../../../shared/scoring/affinity/affinity-rules.ts";
import {
  fitAffinity,
  type Affinity,
  type Bought,
} from "../../../../shared/scoring/affinity/fit-affinity.ts";
import { nextCategory } from "../../../../shared/scoring/affinity/next-category.ts";
import { pick, type Ranking } from "../../../../shared/scoring/affinity/rank.ts";
import {
  shareAfterSilence,
  silenceFactors,
} from "../../../../shared/scoring/affinity/silence-factors.ts";
import { affinity } from "../../../../shared/scoring/affinity.ts";
import { swapRandomise } from "../../../../shared/scoring/numerics/swap-randomise.ts";
import { defaultPolicy } from "../../../../shared/scoring/default-policy.ts";
import { bookOf } from "./books.ts";

const policy = defaultPolicy.affinity;
const withRules = bookOf(1500, true, 1);
const fitted = fitAffinity(withRules, policy)!;

describe("affinityRules", () => {
  test("finds the rules of a book that has some", () => {
    const rules = affinityRules(
      withRules.map((b) => b.categories),
      policy,
    );
    const named = rules.map((r) => `${r.because} ${r.category}`);
    for (const i of [0, 2, 4, 6]) expect(named).toContain(`c${i} c${i + 1}`);
    const planted = rules.filter((r) => {
      const [p, q] = [Number(r.because.slice(1)), Number(r.category.slice(1))].sort(
        (a, b) => a - b,
      );
      return p! % 2 === 0 && q === p! + 1;
    });
    expect(planted.length / rules.length).toBeGreaterThan(0.9);
  });

  test("believes next to nothing when buyers of much are all that books have in common", () => {
    const found = Array.from({ length: 30 }, (_, seed) =>
      affinityRules(
        bookOf(600, false, seed).map((b) => b.categories),
        policy,
      ),
    );
    expect(found.filter((rules) => rules.length > 0).length).toBeLessThanOrEqual(4);
  });

  test("believes at most a twentieth as many rules in books swapped to have none", () => {
    const names = Array.from({ length: 12 }, (_, i) => `c${i}`);
    let [own, swapped] = [0, 0];
    for (let seed = 0; seed < 12; seed++) {
      const baskets = bookOf(400 + 100 * seed, true, seed).map((b) => b.categories);
      own += affinityRules(baskets, policy).length;
      const numbered = baskets.map((basket) => basket.map((name) => names.indexOf(name)));
      for (const rows of swapRandomise(numbered, names.length, 1, 50 + seed))
        swapped += affinityRules(
          rows.map((row) => Array.from(row, (i) => names[i]!)),
          policy,
        ).length;
    }
    expect(own).toBeGreaterThan(100);
    expect(swapped).toBeLessThanOrEqual(own / 20);
  });

  test("believes a rule in few books swapped to have none", () => {
    const random = Array.from({ length: 40 }, (_, seed) => {
      const numbered = bookOf(500, true, seed).map((b) =>
        b.categories.map((c) => Number(c.slice(1))),
      );
      const [rows] = swapRandomise(numbered, 12, 1, 100 + seed);
      return affinityRules(
        rows!.map((row) => Array.from(row, (i) => `c${i}`)),
        policy,
      ).length;
    });
    expect(random.filter((rules) => rules > 0).length).toBeLessThanOrEqual(4);
  });

  test("gives the same rules whatever the order within baskets", () => {
    const baskets = withRules.map((b) => b.categories);
    expect(
      affinityRules(
        baskets.map((b) => [...b].reverse()),
        policy,
      ),
    ).toEqual(affinityRules(baskets, policy));
  });

  test("keeps what reaches the policy's buyers, lift and confidence", () => {
    const strict = { ...policy, fewestBuyers: 100, lift: 1.2, confidence: 0.5 };
    const rules = affinityRules(
      withRules.map((b) => b.categories),
      strict,
    );
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      expect(rule.count).toBeGreaterThanOrEqual(100);
      expect(rule.lift).toBeGreaterThanOrEqual(1.2);
      expect(rule.confidence).toBeGreaterThanOrEqual(0.5);
    }
  });

  test("looks at the hundred most bought when every product is a category", () => {
    const all = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 150 }, (__, n) => `p${n}`).filter(
        (___, n) => i < 300 - n && (i + n) % 2 === 0,
      ),
    );
    const rules = affinityRules(all, { ...policy, fewestBuyers: 1 });
    const names = new Set(rules.flatMap((r) => [r.because, r.category]));
    expect(names.size).toBeGreaterThan(0);
    expect(names.size).toBeLessThanOrEqual(100);
  });
});

describe("fitAffinity", () => {
  test("uses the rules of a book whose rules did better than what is popular", () => {
    expect(fitted.ranking).not.toBe("popularity");
    const { first, popular } = fitted.backTest;
    expect(first.bought / first.customers).toBeGreaterThan(popular.bought / popular.customers);
    expect(fitted.rules.length).toBeGreaterThan(0);
    const own = Map.groupBy(fitted.rules, (r) => r.because);
    for (const [, rules] of own) expect(rules.length).toBeLessThanOrEqual(8);
  });

  test("says nothing when no rule is believed, nobody was there before, or nobody bought since", () => {
    expect(fitAffinity([], policy)).toBeNull();
    expect(fitAffinity(bookOf(600, false, 4), policy)).toBeNull();
    const everything = withRules.map(({ categories }) => ({ categories, since: categories }));
    expect(fitAffinity(everything, policy)).toBeNull();
    const nothing = withRules.map(({ categories }) => ({ categories, since: [] }));
    expect(fitAffinity(nothing, policy)).toBeNull();
  });

  test("counts who lacked a category and for whom it came first, and what became of them", () => {
    const told = fitted.categories.filter(({ first }) => first.customers > 0);
    const gain = Math.max(
      ...told.map(({ first, lacked }) => {
        const usual = lacked.bought / lacked.customers;
        return first.bought / first.customers / usual;
      }),
    );
    for (const { category, buyers, lacked, first, rate } of fitted.categories) {
      const open = withRules.filter(
        ({ categories, since }) =>
          categories.length > since.length &&
          (since.includes(category) || !categories.includes(category)),
      );
      expect(buyers).toBe(withRules.filter((b) => b.categories.includes(category)).length);
      expect(lacked).toEqual({
        customers: open.length,
        bought: open.filter((b) => b.since.includes(category)).length,
      });
      expect(first.customers).toBeLessThanOrEqual(lacked.customers);
      const usual = lacked.bought / lacked.customers;
      const own = first.customers === 0 ? usual : first.bought / first.customers;
      // Between what those did for whom it came first, and a multiple of all who lacked it.
      expect(rate).toBeGreaterThanOrEqual(Math.min(own, usual) - 1e-12);
      expect(rate).toBeLessThanOrEqual(Math.max(own, gain * usual) + 1e-12);
    }
  });

  test("states what two horizons did when the one before the last is known", () => {
    const usual = (book: Bought[]) => {
      const [tea] = fitAffinity(book, policy)!.categories.filter((c) => c.category === "c1");
      return { rate: tea!.rate, share: tea!.lacked.bought / tea!.lacked.customers };
    };
    const quiet = withRules.map((one, i) => ({
      ...one,
      // Nobody but a third of the customers bought anything new before.
      before:
        i % 3 === 0 ? one.categories.filter((name) => !one.since.includes(name)).slice(0, 1) : [],
    }));
    const [alone, both] = [usual(withRules), usual(quiet)];
    expect(both.share).toBeLessThan(alone.share);
    expect(both.rate / alone.rate).toBeCloseTo(both.share / alone.share, 1);
  });

  test("states shares that a second book of the same kind realises", () => {
    const told = bookOf(4000, true, 9).flatMap(({ categories, since }) => {
      const next = nextCategory(
        categories.filter((name) => !since.includes(name)),
        fitted,
      );
      return next ? [{ ...next.backTest!, bought: since.includes(next.category) }] : [];
    });
    expect(told.length).toBeGreaterThan(2000);
    const stated = told.reduce((sum, one) => sum + one.rate, 0) / told.length;
    const realised = told.filter((one) => one.bought).length / told.length;
    expect(Math.abs(stated - realised)).toBeLessThan(0.03);
  });
});

describe("silenceFactors", () => {
  const past = fc.array(
    fc.record({
      silenceDays: fc.nat(400),
      stated: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      bought: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  );

  test("are 1 when silence changes nothing, and above it for those who bought more than stated", () => {
    const alike = Array.from({ length: 400 }, (_, i) => ({
      silenceDays: i,
      stated: 0.25,
      bought: i % 4 === 0,
    }));
    for (const factor of silenceFactors(alike, 91).factors) expect(factor).toBeCloseTo(1, 1);
    const leaving = alike.map((one) => ({ ...one, bought: one.silenceDays < 100 }));
    const { from, factors } = silenceFactors(leaving, 91);
    expect(from).toEqual([30, 91, 182]);
    expect(factors[0]).toBeGreaterThan(2);
    expect(factors[3]).toBeLessThan(0.2);
  });

  test("keep shares between 0 and 1, and change none of a customer whose silence is not known", () => {
    fc.assert(
      fc.property(
        past,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(999),
        (all, rate, days) => {
          const factors = silenceFactors(all, 91);
          const share = shareAfterSilence(rate, factors, days);
          expect(share >= 0 && share <= 1).toBe(true);
          expect(shareAfterSilence(rate, factors, null)).toBe(rate);
          expect(shareAfterSilence(rate, null, days)).toBe(rate);
        },
      ),
    );
  });
});

describe("nextCategory", () => {
  const rankings: Ranking[] = ["confidence", "cosine", "popularity"];
  const back = { customers: 400, bought: 92 };
  const bookWith = (rules: Affinity["rules"], ranking: Ranking): Affinity => ({
    ...fitted,
    ranking,
    rules,
    categories: ["tea", "pots", "cups", "books", "lamps"].map((category, i) => ({
      category,
      buyers: 90 - i,
      lacked: { customers: 500, bought: 50 },
      first: back,
      rate: 0.23,
    })),
    backTest: { first: back, popular: back },
  });
  const baskets = fc.array(
    fc.uniqueArray(fc.constantFrom("tea", "pots", "cups", "books", "lamps"), { maxLength: 5 }),
    { maxLength: 20 },
  );
  const shop = affinity([["tea", "pots"], ["tea", "pots", "cups"], ["tea"], ["books"], ["cups"]]);

  test("states the back-tested share, above that of all who lacked the category", () => {
    const next = nextCategory(["pots"], bookWith(shop, "confidence"))!;
    expect(next).toMatchObject({
      category: "tea",
      because: "pots",
      backTest: { rate: 0.23, customers: 400, days: 91 },
    });
    expect(next.explanation).toMatchObject({
      base: expect.closeTo(10, 5),
      factors: [{ code: "affinity_because", points: expect.closeTo(13, 5) }],
      total: expect.closeTo(23, 5),
      evidence: 400,
    });
  });

  test("states less for who has long been silent, and says what silence makes of it", () => {
    const silence = { from: [30, 91, 182], factors: [1.5, 1, 0.5, 0.2] };
    const next = (days: number | null) =>
      nextCategory(["pots"], { ...bookWith(shop, "confidence"), silence }, days)!;
    expect(next(null)).toEqual(nextCategory(["pots"], bookWith(shop, "confidence")));
    expect(next(10).backTest!.rate).toBeCloseTo(0.345, 9);
    expect(next(200)).toMatchObject({
      backTest: { rate: expect.closeTo(0.046, 9) },
      explanation: {
        base: expect.closeTo(10, 5),
        factors: [
          { code: "affinity_because", points: expect.closeTo(13, 5) },
          { code: "affinity_silence", points: expect.closeTo(-18.4, 5), parameters: { days: 200 } },
        ],
        total: expect.closeTo(4.6, 5),
      },
    });
  });

  test("names the most bought category that they lack when the book goes by what is popular", () => {
    const next = nextCategory(["tea"], bookWith([], "popularity"))!;
    expect(next).toMatchObject({ category: "pots", because: null });
    expect(next.lift).toBeUndefined();
    expect(next.explanation.factors.map((f) => f.code)).toEqual(["affinity_popular"]);
  });

  test("adds up the rules to a category when it goes by cosine, and by confidence does not", () => {
    const rule = (because: string, category: string, confidence: number) => ({
      because,
      category,
      count: 9,
      support: 0.1,
      confidence,
      lift: 10 * confidence,
    });
    const rules = [rule("tea", "cups", 0.5), rule("pots", "cups", 0.4), rule("tea", "books", 0.6)];
    const had = ["tea", "pots"];
    const by = (ranking: Ranking) => nextCategory(had, bookWith(rules, ranking));
    expect(by("confidence")).toMatchObject({ category: "books", because: "tea" });
    expect(by("cosine")).toMatchObject({ category: "cups", because: "tea" });
  });

  test("says nothing when all was bought, nothing was, no rule holds, or the book is silent", () => {
    const all = ["tea", "pots", "cups", "books", "lamps"];
    for (const bought of [all, [], ["lamps"]])
      expect(nextCategory(bought, bookWith(shop, "confidence"))).toBeNull();
    expect(nextCategory(all, bookWith([], "popularity"))).toBeNull();
    expect(nextCategory(["tea"], null)).toBeNull();
  });

  test("never names what was bought, and does not depend on the order of rules", () => {
    fc.assert(
      fc.property(
        baskets,
        fc.uniqueArray(fc.constantFrom("tea", "pots", "cups", "books")),
        fc.constantFrom(...rankings),
        (all, bought, ranking) => {
          const rules = affinity(all);
          const next = nextCategory(bought, bookWith(rules, ranking));
          expect(
            nextCategory([...bought].reverse(), bookWith([...rules].reverse(), ranking)),
          ).toEqual(next);
          if (!next) return;
          expect(bought).not.toContain(next.category);
          if (next.because !== null) expect(bought).toContain(next.because);
        },
      ),
    );
  });

  test("has nothing to pick when there are no rules", () => {
    for (const ranking of rankings) expect(pick(ranking, [], [], new Set(["tea"]))).toBeNull();
  });
});
