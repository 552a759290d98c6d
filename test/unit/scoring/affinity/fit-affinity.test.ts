import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { affinityRules } from "../../../../shared/scoring/affinity/affinity-rules.ts";
import { fitAffinity, type Affinity } from "../../../../shared/scoring/affinity/fit-affinity.ts";
import { nextCategory } from "../../../../shared/scoring/affinity/next-category.ts";
import { pick, type Ranking } from "../../../../shared/scoring/affinity/rank.ts";
import { affinity } from "../../../../shared/scoring/affinity.ts";
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
      const own = first.customers === 0 ? 0 : first.bought / first.customers;
      const mean = fitted.backTest.first.bought / fitted.backTest.first.customers;
      expect(rate).toBeGreaterThanOrEqual(Math.min(own, mean) - 1e-12);
      if (first.customers > 0) expect(rate).toBeLessThanOrEqual(Math.max(own, mean) + 1e-12);
    }
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
