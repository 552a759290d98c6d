/**
 * The figures that scores must reach on books which nobody has tuned them to: yearly and weekly
 * buyers with a season, drawn by a fixed seed, in several windows.
 */
import {
  monthlyReviews,
  segmentStability,
} from "../../shared/scoring/backtest/segment-stability.ts";
import { defaultPolicy } from "../../shared/scoring/default-policy.ts";
import type { BackTest } from "../../shared/scoring/backtest/back-test.ts";
import { testWindow } from "../../worker/commands/backtest/test-ledger.ts";
import { weeklyBuyers, yearlyBuyers, type SimulatedBook } from "../unit/scoring/simulated-books.ts";
import type { Figure } from "./figure.ts";

type Bounds = { brier: number; auc: number };

/** Windows end with the book; each is so many weeks long. */
const books: readonly {
  name: string;
  draw: () => SimulatedBook;
  weeks: readonly number[];
  bounds: Bounds;
}[] = [
  {
    name: "yearly",
    draw: () => yearlyBuyers(),
    weeks: [52, 26],
    bounds: { brier: 0.135, auc: 0.87 },
  },
  {
    name: "yearly, wide spread",
    draw: () => yearlyBuyers({ seed: 2, spreadDays: 40, leaving: 0.2 }),
    weeks: [52, 26],
    bounds: { brier: 0.135, auc: 0.87 },
  },
  {
    name: "weekly",
    draw: () => weeklyBuyers(),
    weeks: [39, 26, 13, 6],
    bounds: { brier: 0.113, auc: 0.76 },
  },
];

const per = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Share that bought of the stages that are neither churned nor at risk. */
function restOf({ stages }: BackTest): number {
  const rest = stages.filter(({ stage }) => stage !== "churned" && stage !== "at_risk");
  const customers = rest.reduce((sum, one) => sum + one.customers, 0);
  return rest.reduce((sum, one) => sum + one.bought * one.customers, 0) / Math.max(1, customers);
}

const boughtOf = ({ stages }: BackTest, name: string) =>
  stages.find(({ stage }) => stage === name)?.bought ?? null;

/** True where a stage's share is above the last one's; a stage that nobody is in says nothing. */
const inOrder = (shares: readonly (number | null)[]): boolean => {
  const known = shares.filter((share) => share !== null);
  return known.every((share, i) => i === 0 || share > known[i - 1]!);
};

/** Tells by the best tenths whether certainty was stated where it was not there. */
const isTooSure = ({ chance }: BackTest): boolean =>
  chance.tenths.some(({ stated, came }) => stated >= 0.995 && came < 0.97);

/** The required figures of a back-test, each beside its bound. */
function figuresOf(name: string, test: BackTest, { brier, auc }: Bounds): Figure[] {
  const { chance, plain, covered, topFifth, warning, stages } = test;
  const order = [boughtOf(test, "churned"), boughtOf(test, "at_risk"), restOf(test)];
  const largest = stages.reduce((one, next) => (next.share > one.share ? next : one));
  const ours = topFifth.find((one) => one.name === "expected_spend")?.share ?? 0;
  const lastYear = topFifth.find((one) => one.name === "spend_last_year")?.share ?? 0;
  const line = (what: string, figure: string, budget: string, holds: boolean, beside?: string) => ({
    what: `${name}: ${what}`,
    customers: chance.customers.toLocaleString("en"),
    figure,
    budget,
    holds,
    ...(beside !== undefined && { beside }),
  });
  return [
    line(
      "Brier score",
      chance.brier.toFixed(4),
      `≤ ${brier}`,
      chance.brier <= brier,
      `${test.chosen}; base ${per(chance.base)}; ` +
        plain.map((one) => `${one.name} ${one.brier.toFixed(4)}`).join(", "),
    ),
    line("reliability", chance.reliability.toFixed(4), "≤ .005", chance.reliability <= 0.005),
    line(
      "who buys, by stage",
      order.map((share) => (share === null ? "–" : per(share))).join(" < "),
      "in order",
      inOrder(order),
    ),
    line(
      "largest stage",
      per(largest.share),
      "≤ 60 %",
      largest.share <= 0.6,
      stages.map(({ stage, share }) => `${stage} ${per(share)}`).join(", "),
    ),
    line(
      "no certainty that does not hold",
      isTooSure(test) ? "no" : "yes",
      "yes",
      !isTooSure(test),
    ),
    line(
      "purchases in the 95 % interval",
      per(covered ?? 0),
      "93 to 99.9 %",
      covered !== null && covered >= 0.93 && covered <= 0.999,
    ),
    line(
      "next spend of the fifth put first",
      per(ours),
      `≥ ${per(lastYear - 0.01)}`,
      ours >= lastYear - 0.01,
    ),
    line(
      "early warning, area under the curve",
      (warning?.auc ?? 0).toFixed(3),
      `≥ ${auc}`,
      (warning?.auc ?? 0) >= auc,
      warning ? `of ${warning.customers} customers` : "",
    ),
  ];
}

/** The share of customers whom a fresh look at a sample, or a month, calls something else. */
function renamedIn(name: string, { book, last }: SimulatedBook): Figure[] {
  const { clusters, resampled, monthly } = segmentStability(
    monthlyReviews(book, last),
    defaultPolicy.clusters,
  );
  const line = (what: string, shares: readonly number[], most: number): Figure => {
    const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    return {
      what: `${name}: segments renamed ${what}`,
      customers: book.length.toLocaleString("en"),
      figure: per(mean),
      budget: `≤ ${per(most)}`,
      holds: clusters !== null && mean <= most,
      beside: `at worst ${per(Math.max(0, ...shares))}`,
    };
  };
  return [line("by resampling", resampled, 0.05), line("in a month", monthly, 0.1)];
}

/** Prints the figures of each book in each window. */
export async function run(): Promise<Figure[]> {
  return books.flatMap(({ name, draw, weeks, bounds }) => {
    const drawn = draw();
    const { book, last } = drawn;
    const tested = weeks.flatMap((long) => {
      const test = testWindow(book, { at: last - 7 * long, to: last });
      if (test === null) throw new Error(`${name} is too young for ${long} weeks.`);
      return figuresOf(`${name}, ${long} weeks`, test, bounds);
    });
    return [...tested, ...renamedIn(name, drawn)];
  });
}
