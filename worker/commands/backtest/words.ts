/** A back-test in words, side by side with the plain rules. */
import type { StageRate } from "../../../shared/scoring/backtest/stage-rates.ts";
import type { Alarms, WarningTest } from "../../../shared/scoring/backtest/test-warning.ts";
import { LEAST_MONTHS, type SeasonTold } from "../../../shared/scoring/season/book-season.ts";
import type { TierMoves } from "../../../shared/scoring/backtest/tier-moves.ts";
import type { TierTest } from "../../../shared/scoring/backtest/tier-test.ts";
import { DAY } from "../../../shared/scoring/summarise.ts";
import { number, per, row } from "./layout.ts";
import { patternWords } from "./pattern-words.ts";
import type { Patterns } from "./patterns.ts";
import type { LedgerTest } from "./test-ledger.ts";

const isoDay = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

const ways: Readonly<Record<string, string>> = {
  base_rate: "everybody alike",
  recency: "by silence alone",
  spend: "by last year's spend alone",
  expected_spend: "by expected spend",
  spend_last_year: "by last year's spend",
};
const way = (name: string) => ways[name] ?? name;

function chanceWords({ chosen, chance, plain, contenders }: LedgerTest): string[] {
  return [
    "Chance to buy within the window: Brier score (0 is perfect), reliability",
    row(`ours: ${chosen}`, chance.brier.toFixed(4), chance.reliability.toFixed(4)),
    ...plain.map(({ name, brier }) => row(way(name), brier.toFixed(4))),
    `  Chosen among ${contenders.length} ways, by how they held before: ` +
      contenders
        .slice(0, 4)
        .map(({ name, brier }) => `${name} ${brier.toFixed(4)}`)
        .join(", "),
    "Of 100 customers, tenth by tenth: stated, bought",
    row("stated", ...chance.tenths.map(({ stated }) => (100 * stated).toFixed(0))),
    row("bought", ...chance.tenths.map(({ came }) => (100 * came).toFixed(0))),
  ];
}

const monthName = (month: number) =>
  new Date(Date.UTC(2000, month)).toLocaleString("en", { month: "long", timeZone: "UTC" });

/** The season in a line: the months furthest from the usual first. */
function seasonWords({ months, season, isUsed }: SeasonTold): string {
  if (!season)
    return months < LEAST_MONTHS
      ? `No seasonal adjustment: the book is ${months} whole months old, two years are needed.`
      : "No seasonal adjustment: in some month nothing was bought.";
  const told = season.indices
    .map((index, month) => ({ index, month }))
    .sort((p, q) => Math.abs(q.index - 1) - Math.abs(p.index - 1))
    .slice(0, 4)
    .map(({ index, month }) => `${monthName(month)} ${index.toFixed(2)}`);
  return (
    `Season: ${told.join(", ")}; ` +
    (isUsed ? "used, as chances held better with it." : "not used: chances held no better with it.")
  );
}

const stageRow = ({ stage, share, bought, customers }: StageRate) =>
  row(stage, number(customers), per(share), per(bought));

const alarmsRow = (label: string, alarms: Alarms) =>
  row(
    label,
    alarms.monthlyPer200.toFixed(1),
    per(alarms.precision),
    per(alarms.recall),
    alarms.leadDays === null ? "–" : number(alarms.leadDays),
  );

const warningWords = (test: WarningTest): string[] => [
  `Early warning, of ${number(test.customers)} customers with a rhythm: new alarms a month for 200, ` +
    "precision, recall, lead in days",
  alarmsRow("ours", test.warning),
  alarmsRow("silent for two own gaps", test.twoGaps),
  row("area under the curve", test.auc === null ? "–" : test.auc.toFixed(3)),
];

const weighs: Readonly<Record<string, string>> = {
  value: "expected spend",
  spend: "recent spend",
  loyalty: "loyalty",
  potential: "potential",
  engagement: "contact",
};
const weightsIn = (weights: TierTest["weights"]) =>
  Object.entries(weights)
    .map(([input, weight]) => `${weighs[input]} ${weight}`)
    .join(", ");

function tierWords(test: TierTest): string[] {
  const { weights, share, chosen, newcomers, sensitivity } = test;
  const isKept = Object.entries(weights).every(
    ([input, weight]) => chosen[input as keyof typeof chosen] === weight,
  );
  return [
    `Tiers by the weights ${weightsIn(weights)}: share of the next spend by the fifth put first`,
    row("by tier score", per(share)),
    row(way("spend_last_year"), per(test.bySpendLastYear)),
    row(way("expected_spend"), per(test.byExpectedSpend)),
    "  Each weight as nothing, and with ten points more",
    ...sensitivity.map(({ input, none, more }) => row(`  ${weighs[input]}`, per(none), per(more))),
    isKept
      ? "  No other weights within the policy's reach did clearly better: they stay."
      : `  Better here, and used from now on: ${weightsIn(chosen)} (${per(test.chosenShare)})`,
    ...(newcomers === null
      ? []
      : [
          `  Of ${number(newcomers.customers)} newcomers ${per(newcomers.high)} were put into the ` +
            `best fifth, ${per(newcomers.belong)} belonged there`,
        ]),
  ];
}

const moveWords = ({ customers, moves, perCustomerYear, reversedShare }: TierMoves): string[] => [
  `Moves of tier by a review every night, ${number(customers)} customers: ${number(moves)}, ` +
    `${perCustomerYear.toFixed(2)} a customer and year, ${per(reversedShare)} of them reversed`,
];

/** The whole back-test of one window. */
export function wordsOf(name: string, test: LedgerTest, patterns: Patterns): string {
  const { at, to, purchases, spend, topFifth, covered, stages, warning, customers, season } = test;
  return [
    `${name}: fitted at the end of ${isoDay(at)}, tested until ${isoDay(to)} ` +
      `(${number((to - at) / 7)} weeks), ${number(customers)} customers`,
    ...chanceWords(test),
    seasonWords(season),
    "Stages: customers, share of the book, share that bought",
    ...stages.map(stageRow),
    ...(purchases === null
      ? []
      : [
          "Whole book: expected, actual",
          row("purchase days", number(purchases.expected), number(purchases.actual)),
          ...(spend === null
            ? []
            : [row("spend", number(spend.expected / 100), number(spend.actual / 100))]),
          row("purchases in the 95 % interval", per(covered)),
        ]),
    "Share of the next spend by the fifth put first",
    ...topFifth.map(({ name: by, share }) => row(way(by), per(share))),
    ...(test.tiers ? tierWords(test.tiers) : []),
    ...moveWords(test.moves),
    ...(warning === null ? [] : warningWords(warning)),
    ...patternWords(patterns),
  ].join("\n");
}
