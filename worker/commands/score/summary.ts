/** Sums up a scored file, as plain data and in words. */
import { minorDigits } from "../../jobs/import/decimal.ts";
import type { ScoredBook } from "./book.ts";
import type { BadLine, Reading } from "./read.ts";

export type Told = {
  file: string;
  until: string;
  currency: string;
  reading: Reading;
  bad: readonly BadLine[];
  seconds: number;
};

const number = (value: number) => value.toLocaleString("en");
const per = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The summary as plain data: amounts in the major unit, times in weeks. */
export function summaryOf(book: ScoredBook, told: Told) {
  const { model } = book;
  const major = 10 ** minorDigits(told.currency);
  return {
    file: told.file,
    until: told.until,
    currency: told.currency,
    lines: told.reading,
    badLines: told.bad,
    customers: book.customers,
    buyers: book.buyers,
    repeatBuyers: book.repeatBuyers,
    total: book.total / major,
    purchases: model.purchases,
    identified: model.identified,
    chosenBecause: model.chosenBecause,
    compared: model.compared,
    contenders: model.contenders,
    chance: model.chance && { horizonDays: model.chance.horizonDays, mean: model.meanChance },
    spend: model.spend && { ...model.spend, gamma: model.spend.gamma / major },
    sample: model.sample,
    warnings: model.warnings,
    ...book.spread,
    milliseconds: Math.round(1000 * told.seconds),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

const parametersIn = (parameters: Record<string, number>) =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value.toPrecision(7)}`)
    .join(", ");

/** Why a model was chosen, by its code. */
const because: Readonly<Record<string, string>> = {
  highest_likelihood: "which explains the purchases best of those that the file can tell",
  only_identified: "the only one that the file can tell",
  drop_out_not_identified: "in which nobody leaves: there is not enough history to tell who did",
  back_test: "by which chances to buy held best when looked back on",
  asked_for: "as asked for",
  no_repeat_purchases: "for nobody bought again",
  no_customers: "for there is nobody",
};

/** The purchase models, the one that was chosen and why, and the chance to buy. */
function modelWords(summary: ReturnType<typeof summaryOf>): string[] {
  const { compared, purchases } = summary;
  const model = (name: string) => `${name === purchases?.model ? "* " : "  "}${name.padEnd(10)}`;
  return [
    "Purchase models (time in weeks):",
    ...compared.map(
      ({ model: name, logLikelihood, parameters, identified }) =>
        `${model(name)} log-likelihood ${logLikelihood.toFixed(4)}  ` +
        `${parameters === null ? "" : parametersIn(parameters)}${identified ? "" : "  (not identified)"}`,
    ),
    `Chosen: ${purchases?.model ?? "none"}, ` +
      `${because[summary.chosenBecause] ?? summary.chosenBecause}.`,
    ...(summary.chance === null
      ? []
      : [
          `Chance to buy within ${summary.chance.horizonDays} days, by ` +
            `${summary.contenders[0]!.name}: ${per(summary.chance.mean ?? 0)} on average.`,
        ]),
  ];
}

/** The same in words, for a reader. */
export function wordsOf(summary: ReturnType<typeof summaryOf>): string {
  const { lines, spend } = summary;
  const leftOut =
    lines.leftOut === 0
      ? ""
      : `${number(lines.leftOut)} left out ` +
        "(cancelled, unpaid or given back, titles, totals, notes), ";
  return [
    `${number(lines.lines)} lines (${lines.encoding}): ${number(lines.taken)} taken, ` +
      `${number(lines.later)} after ${summary.until}, ${leftOut}${number(lines.refused)} ` +
      "not readable.",
    ...(lines.short === 0
      ? []
      : [
          `${number(lines.short)} lines have fewer cells than the header; what is missing was ` +
            "read as empty.",
        ]),
    ...(lines.unused.length === 0
      ? []
      : [`Columns that were not read: ${lines.unused.join(", ")}.`]),
    ...(lines.headless === null
      ? []
      : [
          `The file has no header line: ${lines.headless}. Say otherwise with --map customer=2 ` +
            "(a column's number).",
        ]),
    `${number(summary.customers)} customers, ${number(summary.buyers)} with a purchase up to ` +
      `${summary.until}, ${number(summary.repeatBuyers)} bought again. Total ` +
      `${number(summary.total)} ${summary.currency}.`,
    ...modelWords(summary),
    spend === null
      ? "No spend model: too few customers bought again."
      : `Spend (Gamma-Gamma, ${summary.currency}): ${parametersIn(spend)}`,
    ...(summary.sample.taken === summary.sample.of
      ? []
      : [
          `Spend, fifths and percentiles rest on ${number(summary.sample.taken)} of ` +
            `${number(summary.sample.of)} customers.`,
        ]),
    ...(summary.warnings.length === 0 ? [] : [`Warnings: ${summary.warnings.join(", ")}.`]),
    ...(summary.abc === undefined
      ? []
      : [
          `Gini ${summary.gini?.toFixed(4)}; the best 20 % of buyers bring ` +
            `${per(summary.topFifth ?? 0)} of the total; A ${number(summary.abc.a)}, B ` +
            `${number(summary.abc.b)}, C ${number(summary.abc.c)} customers.`,
        ]),
    `${(summary.milliseconds / 1000).toFixed(1)} s, at most ${number(summary.peakMegabytes)} ` +
      "MB of memory.",
  ].join("\n");
}
