import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trustAnswers } from "../../../shared/contract/trust-answers.ts";
import { defaultPolicy } from "../../../shared/scoring/index.ts";
import { fisherQuantile } from "../../../shared/scoring/numerics/fisher.ts";
import { addItemSums } from "../../../shared/scoring/trust/item-sums.ts";
import { questionnaireSums } from "../../../shared/scoring/trust/questionnaire-sums.ts";
import { sumsOf } from "../../../shared/scoring/trust/sums.ts";
import { DIMENSIONS, questionnairesOf } from "../../../shared/scoring/trust/questionnaires.ts";
import {
  alphaInterval,
  cronbachAlpha,
  reliabilityOf,
  spearmanBrown,
} from "../../../shared/scoring/trust/reliability.ts";
import {
  scoreItems,
  type TrustItem,
  turnRound,
} from "../../../shared/scoring/trust/score-items.ts";
import { fitTrustBook } from "../../../shared/scoring/trust/trust-book.ts";
import { dataFile, dataIsHere, whyNot } from "./shared-data.ts";
import { customer, now } from "./some-facts.ts";

const policy = defaultPolicy.trust;
/** Sums of a scale, of rows of answers. */
const scaleOf = (rows: readonly (readonly number[])[]) => ({
  items: rows[0]!.map((_, at) => sumsOf(rows.map((row) => row[at]!))),
  total: sumsOf(rows.map((row) => row.reduce((sum, v) => sum + v, 0))),
});
const alphaOf = (rows: readonly (readonly number[])[]) => {
  const { items, total } = scaleOf(rows);
  return cronbachAlpha(items, total);
};

/** Two items a dimension, the second reversed. */
const eight: TrustItem[] = DIMENSIONS.flatMap((dimension) => [
  { key: `${dimension} 1`, dimension, isReversed: false },
  { key: `${dimension} 2`, dimension, isReversed: true },
]);

/**
 * ECSI of mobile phones, 250 people, items of 1 to 10 (Tenenhaus, Esposito Vinzi, Chatelin & Lauro
 * 2005; data of the R package semPLS). Values by R 4.2.2 from covariances, correlations and `qf`:
 * α of the items as they are, α of standardised items, the interval of the former.
 */
const ecsi = [
  ["IMAG", 5, 0.714446802043, 0.722834595427, 0.654396065815, 0.766821349816],
  ["CUEX", 3, 0.432596843807, 0.451902555978, 0.29887774112, 0.544400120561],
  ["PERQ", 7, 0.87240637143, 0.87701024524, 0.8466999853, 0.895180333468],
  ["PERV", 2, 0.816694539035, 0.823631979353, 0.764869904421, 0.857096591838],
  ["CUSA", 3, 0.770113108282, 0.779195021919, 0.715935988285, 0.815410896101],
  ["CUSL", 3, 0.441717198383, 0.472398962898, 0.310147476813, 0.55172336577],
] as const;

function ecsiRows(block: string): number[][] {
  const [head, ...lines] = readFileSync(dataFile("ecsi_mobi.csv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
  const columns = head!.flatMap((name, at) => (name.startsWith(block) ? [at] : []));
  return lines.map((line) => columns.map((at) => Number(line[at])));
}

function standardised(rows: readonly (readonly number[])[]): number[][] {
  const columns = rows[0]!.map((_, at) => {
    const { n, sum, squares } = sumsOf(rows.map((row) => row[at]!));
    return { mean: sum / n, deviation: Math.sqrt((squares - (sum * sum) / n) / (n - 1)) };
  });
  return rows.map((row) => row.map((v, at) => (v - columns[at]!.mean) / columns[at]!.deviation));
}

describe("reliability of published data", () => {
  test.skipIf(!dataIsHere)(`gives R's α and its interval for the blocks of ECSI${whyNot}`, () => {
    for (const [block, count, alpha, standard, low, high] of ecsi) {
      const rows = ecsiRows(block);
      const { items, total } = scaleOf(rows);
      expect([rows.length, items.length], block).toEqual([250, count]);
      const found = reliabilityOf(items, total, 30);
      expect(found.alpha, block).toBeCloseTo(alpha, 10);
      expect(found.low, block).toBeCloseTo(low, 9);
      expect(found.high, block).toBeCloseTo(high, 9);
      expect(alphaOf(standardised(rows)), block).toBeCloseTo(standard, 10);
    }
  });

  test.skipIf(!dataIsHere)(`gives R's Spearman–Brown for the two items of value${whyNot}`, () => {
    const { items, total } = scaleOf(ecsiRows("PERV"));
    expect(spearmanBrown(items, total)).toBeCloseTo(0.823631979353, 10);
    expect(reliabilityOf(items, total, 30).spearmanBrown).toBeCloseTo(0.823631979353, 10);
  });

  test.skipIf(!dataIsHere)(`finds the same α when one item was asked reversed${whyNot}`, () => {
    const rows = ecsiRows("CUSA");
    const asked = rows.map(([a, b, c]) => [a!, 11 - b!, c!]);
    expect(alphaOf(asked)!).toBeLessThan(0);
    const turned = asked.map(([a, b, c]) => [a!, 11 - b!, c!]);
    expect(alphaOf(turned)).toBeCloseTo(0.770113108282, 10);
  });
});

describe("fisherQuantile", () => {
  test("gives R's quantiles", () => {
    // qf(c(.025, .975, .5), c(249, 249, 3), c(996, 249, 10))
    expect(fisherQuantile(0.025, 249, 996)).toBeCloseTo(0.8165856725, 9);
    expect(fisherQuantile(0.975, 249, 249)).toBeCloseTo(1.2827228078, 9);
    expect(fisherQuantile(0.5, 3, 10)).toBeCloseTo(0.8450805766, 9);
  });
});

const likert = fc.integer({ min: 1, max: 7 });
const rowsOf = (width: number) =>
  fc.array(fc.array(likert, { minLength: width, maxLength: width }), {
    minLength: 5,
    maxLength: 40,
  });

describe("cronbachAlpha", () => {
  test("stays when all items are shifted and stretched alike", () => {
    fc.assert(
      fc.property(
        rowsOf(3),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.integer({ min: -50, max: 50 }),
        (rows, scale, shift) => {
          const before = alphaOf(rows);
          fc.pre(before !== null);
          const after = alphaOf(rows.map((row) => row.map((v) => scale * v + shift)));
          fc.pre(after !== null);
          expect(after).toBeCloseTo(before, 5);
        },
      ),
    );
  });

  test("does not depend on the order of rows", () => {
    fc.assert(
      fc.property(rowsOf(4), (rows) => {
        const [before, after] = [alphaOf(rows), alphaOf(rows.toReversed())];
        if (before === null) expect(after).toBeNull();
        else expect(after).toBeCloseTo(before, 10);
      }),
    );
  });

  test("lies within its interval, which narrows with the number of people", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.5, max: 0.99, noNaN: true }), (alpha) => {
        const few = alphaInterval(alpha, 2, 30);
        const many = alphaInterval(alpha, 2, 300);
        expect(few.low).toBeLessThan(alpha);
        expect(few.high).toBeGreaterThan(alpha);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

describe("scoreItems", () => {
  test("turns reversed items round and takes the mean", () => {
    expect(
      scoreItems(eight, { "rapport 1": 6, "rapport 2": 1, "benefit 1": 4, "benefit 2": 3 }),
    ).toEqual({
      rapport: 6.5,
      benefit: 4.5,
      items: { rapport: [6, 7], benefit: [4, 5] },
    });
  });

  test("keeps no items of a dimension that was answered in part", () => {
    expect(scoreItems(eight, { "expertise 2": 2 })).toEqual({ expertise: 6 });
  });

  test("gives the same when a reversed item and its answers are both turned round", () => {
    const answers = fc.record(
      Object.fromEntries(eight.map(({ key }) => [key, fc.option(likert, { nil: undefined })])),
    );
    fc.assert(
      fc.property(answers, (given) => {
        const plain = eight.map((item) => ({ ...item, isReversed: false }));
        const turned = Object.fromEntries(
          eight.map(({ key, isReversed }) => [
            key,
            given[key] !== undefined && isReversed ? turnRound(given[key]!) : given[key],
          ]),
        );
        const scored = scoreItems(eight, given);
        expect(scoreItems(plain, turned)).toEqual(scored);
        if (Object.keys(scored).length > 0) expect(trustAnswers.parse(scored)).toEqual(scored);
      }),
    );
  });
});

describe("trustAnswers", () => {
  test("refuses a dimension that is not the mean of its items", () => {
    const answers = { rapport: 6, items: { rapport: [5, 6] } };
    expect(trustAnswers.safeParse(answers).success).toBe(false);
    expect(trustAnswers.safeParse({ ...answers, rapport: 5.5 }).success).toBe(true);
    expect(trustAnswers.safeParse({ items: { rapport: [5, 6] } }).success).toBe(false);
  });
});

describe("fitTrustBook", () => {
  /** Customers whose dimensions were asked by two items each, apart by a little. */
  const answered = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const answers = scoreItems(
        eight,
        Object.fromEntries(
          eight.map(({ key, isReversed }, at) => {
            const level = 2 + (i % 5) + (at % 2 === 0 || i % 3 > 0 ? 0 : 1);
            return [key, isReversed ? turnRound(level) : level];
          }),
        ),
      );
      const facts = customer({ trust: [{ source: "customer", occurredAt: now, answers }] });
      return questionnaireSums(questionnairesOf(facts, policy), policy)!;
    });

  test("tells the reliability of each dimension when two items ask it", () => {
    const { reliability } = fitTrustBook(answered(60), policy);
    expect(reliability.overall).toMatchObject({ items: 8, questionnaires: 60 });
    for (const dimension of DIMENSIONS) {
      const { alpha, low, high, spearmanBrown: two, ...about } = reliability.dimensions[dimension];
      expect(about).toEqual({ items: 2, questionnaires: 60, unknownBecause: null });
      expect([low! < alpha!, alpha! < high!, two! >= alpha!]).toEqual([true, true, true]);
    }
  });

  test("says that there are too few when under 30 were asked", () => {
    const { reliability } = fitTrustBook(answered(29), policy);
    expect(reliability.dimensions.rapport).toMatchObject({
      alpha: null,
      unknownBecause: "too_few_questionnaires",
    });
  });

  test("gives the same when the sums of customers come from one table", () => {
    fc.assert(
      fc.property(rowsOf(8), (rows) => {
        const items = rows.map((row) =>
          Object.fromEntries(DIMENSIONS.map((name, at) => [name, row.slice(2 * at, 2 * at + 2)])),
        );
        const [whole] = addItemSums(items)!.overall!;
        const { items: each, total } = scaleOf(rows);
        expect(whole).toEqual({ total, items: each });
      }),
    );
  });
});
