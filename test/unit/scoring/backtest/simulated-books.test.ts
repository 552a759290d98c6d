import { describe, expect, test } from "vitest";
import type { BackTest } from "../../../../shared/scoring/backtest/back-test.ts";
import { testWindow } from "../../../../worker/commands/backtest/test-ledger.ts";
import { weeklyBuyers, yearlyBuyers, type SimulatedBook } from "../simulated-books.ts";

const yearly = yearlyBuyers({ customers: 1200 });
const weekly = weeklyBuyers({ customers: 400 });
const tested = ({ book, last }: SimulatedBook, weeks: number) =>
  testWindow(book, { at: last - 7 * weeks, to: last })!;
const halfYear = { yearly: tested(yearly, 26), weekly: tested(weekly, 26) };

const bought = ({ stages }: BackTest, isIn: (stage: string) => boolean) => {
  const own = stages.filter(({ stage }) => isIn(stage));
  const customers = own.reduce((sum, one) => sum + one.customers, 0);
  return own.reduce((sum, one) => sum + one.bought * one.customers, 0) / customers;
};
const shareOf = ({ topFifth }: BackTest, by: string) =>
  topFifth.find(({ name }) => name === by)!.share;

describe.each([
  { name: "yearly buyers over 52 weeks", test: tested(yearly, 52), brier: 0.135, auc: 0.7 },
  { name: "yearly buyers over 26 weeks", test: halfYear.yearly, brier: 0.11, auc: 0.87 },
  { name: "weekly buyers over 26 weeks", test: halfYear.weekly, brier: 0.113, auc: 0.76 },
  { name: "weekly buyers over 13 weeks", test: tested(weekly, 13), brier: 0.113, auc: 0.76 },
])("the back-test of $name", ({ test: one, brier, auc }) => {
  test("states chances that hold, better than every plain rule", () => {
    expect(one.chance.brier).toBeLessThanOrEqual(brier);
    expect(one.chance.reliability).toBeLessThanOrEqual(0.005);
    for (const plain of one.plain) expect(one.chance.brier).toBeLessThan(plain.brier);
  });

  test("is not certain of anybody where fewer than 97 % bought", () => {
    for (const { stated, came } of one.chance.tenths)
      if (stated >= 0.995) expect(came).toBeGreaterThanOrEqual(0.97);
  });

  test("orders stages by who buys, none of them most of the book", () => {
    const churned = bought(one, (stage) => stage === "churned");
    const atRisk = bought(one, (stage) => stage === "at_risk");
    expect(churned).toBeLessThan(atRisk);
    expect(atRisk).toBeLessThan(bought(one, (stage) => !["churned", "at_risk"].includes(stage)));
    expect(Math.max(...one.stages.map(({ share }) => share))).toBeLessThanOrEqual(0.6);
  });

  test("holds purchases within their intervals, and spend as a whole near what came", () => {
    expect(one.covered).toBeGreaterThanOrEqual(0.93);
    const { expected, actual } = one.purchases!;
    expect(Math.abs(expected / actual - 1)).toBeLessThan(0.1);
  });

  test("puts those first who spend most, at least as well as last year's spend does", () => {
    expect(shareOf(one, "expected_spend")).toBeGreaterThanOrEqual(
      shareOf(one, "spend_last_year") - 0.01,
    );
  });

  test("tells those who stop from the others in time", () => {
    expect(one.warning!.auc).toBeGreaterThanOrEqual(auc);
  });
});

describe("the choice for simulated books", () => {
  test("takes regularity for yearly and the season for weekly buyers", () => {
    expect(halfYear.yearly.chosen).toContain("mbg_cnbd_k");
    const { chosen, season } = halfYear.weekly;
    expect(chosen).toContain("+season");
    expect(season.isUsed).toBe(true);
    expect(season.season!.indices[11]).toBeGreaterThan(1.3);
  });
});
