/** Fits a ledger as the nightly review fits a book, and scores its customers. */
import type { AbcClass, PurchaseModelName } from "../../../shared/contract/fields.ts";
import {
  abc,
  fitModel,
  gini,
  tierBook,
  topShare,
  valueOf,
  type History,
  type Measures,
  type Milliseconds,
  type Model,
} from "../../../shared/scoring/index.ts";
import { tierInputs } from "../../../shared/scoring/model.ts";
import { DAY } from "../../../shared/scoring/summarise.ts";
import { knownOf, policy, scoreAll, type ScoredCustomer } from "./customer.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Customers that fifths, percentiles and spend rest on; a larger book is sampled for them. The
 * purchase models see everyone.
 */
const most = 100_000;

export type ScoredBook = {
  model: Model;
  customers: number;
  buyers: number;
  repeatBuyers: number;
  total: number;
  /**
   * Gini coefficient, share of the best fifth of buyers, customers in each class; null where nobody
   * brings anything.
   */
  spread: { gini: number; topFifth: number; abc: Record<AbcClass, number> } | null;
  /** Scores one after the other, in the order in which the file named them first. */
  scored(): Generator<ScoredCustomer, void, undefined>;
};

/**
 * The fitted book with another of the compared models in place of the chosen one, and the tiers
 * that follow from it.
 */
function by(name: PurchaseModelName, model: Model, population: readonly Measures[]): Model {
  const asked = model.compared.find((one) => one.model === name);
  if (!asked?.parameters) return model;
  const other: Model = {
    ...model,
    purchases: { model: name, parameters: asked.parameters },
    identified: asked.identified,
    chosenBecause: "asked_for",
    // Whoever asks for a model wants its published figures: spend of repeat purchases alone.
    spendWithFirst: null,
  };
  const inputs = population.flatMap((m) =>
    m.summary === null ? [] : [tierInputs(m, valueOf(m.summary, other, policy.value), other)],
  );
  return { ...other, ...tierBook(inputs, policy.tier, model.tierWeights) };
}

/**
 * Returns how the total is spread. Who was paid back more than they paid brings nothing here:
 * shares have no meaning below it.
 */
function spreadOf(totals: readonly number[]): ScoredBook["spread"] {
  const brought = totals.map((value) => Math.max(0, value));
  const classes = abc(brought, { cuts: policy.abc });
  const inClass = (name: AbcClass) => classes.filter((one) => one === name).length;
  const [coefficient, top] = [gini(brought), topShare(brought, 0.2)];
  return coefficient === null || top === null
    ? null
    : {
        gini: coefficient,
        topFifth: top,
        abc: { a: inClass("a"), b: inClass("b"), c: inClass("c") },
      };
}

/**
 * Returns what is kept of a book to fit it: totals, histories with how many are alike, and the
 * measures of at most `most` customers, evenly spread.
 */
function surveyOf(ledger: Ledger, now: Milliseconds) {
  const survey = {
    customers: 0,
    repeatBuyers: 0,
    totals: [] as number[],
    sample: [] as Measures[],
  };
  const histories = new Map<string, Required<History>>();
  let step = 1;
  for (const { measures } of knownOf(ledger, now)) {
    const { summary, rfm } = measures;
    if (survey.customers++ % step === 0) survey.sample.push(measures);
    if (survey.sample.length > most) {
      survey.sample = survey.sample.filter((_, at) => at % 2 === 0);
      step *= 2;
    }
    if (summary === null || rfm === null) continue;
    survey.totals.push(rfm.total);
    if (summary.frequency > 0) survey.repeatBuyers++;
    const { frequency, recency, age, logGaps = NaN } = summary;
    const alike = histories.get(`${frequency} ${recency} ${age}`);
    if (alike) {
      alike.count++;
      alike.logGaps += logGaps;
    } else
      histories.set(`${frequency} ${recency} ${age}`, {
        frequency,
        recency,
        age,
        logGaps,
        count: 1,
      });
  }
  return { ...survey, histories: [...histories.values()] };
}

/**
 * Fits the book as of the end of the day of `until`, by the model that suits it best or by the one
 * asked for.
 */
export function scoreBook(
  ledger: Ledger,
  until: Milliseconds,
  asked: PurchaseModelName | null,
): ScoredBook {
  const now = Math.floor(until / DAY) * DAY + DAY - 1;
  const { sample, histories, totals, customers, repeatBuyers } = surveyOf(ledger, now);
  const best = fitModel(sample, { policy, now, version: 1, histories, customers });
  const model = asked === null ? best : by(asked, best, sample);
  return {
    model,
    customers,
    repeatBuyers,
    buyers: totals.length,
    total: totals.reduce((sum, value) => sum + value, 0),
    spread: spreadOf(totals),
    *scored() {
      yield* scoreAll(knownOf(ledger, now), model, now);
    },
  };
}
