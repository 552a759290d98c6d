/**
 * The purchase model of a book: all are fitted, and the one whose chance to buy held best in the
 * back-test is taken; by likelihood where the book is too young for one.
 */
import { purchaseModel } from "../contract/fields.ts";
import { bookChance } from "./backtest/book-chance.ts";
import type { Contender, Recorded } from "./backtest/chance-model.ts";
import type { BookChance } from "./chance.ts";
import type { Measures } from "./measures.ts";
import { chooseModel, type Choice, type Compared } from "./models/choose-model.ts";
import type { History } from "./models/purchase-histories.ts";
import type { Fitted } from "./models/purchase-model.ts";
import { byText } from "./numerics/order.ts";
import { seedOf } from "./numerics/random.ts";
import type { Policy } from "./policy.ts";
import { dayOf } from "./summarise.ts";
import type { TierWeights } from "./tier-score.ts";
import type { Milliseconds } from "./types.ts";

/** Customers that the back-test looks at; of a larger book those whose ids hash lowest. */
const BACK_TESTED = 10_000;
const NAMES = purchaseModel.options;

/**
 * The purchase records of a book, or of some customers of a large one, in an order that does not
 * depend on that of the population.
 */
function recordedOf(population: readonly Measures[]): Recorded[] {
  return population
    .flatMap(({ id, record }) => (record ? [{ id, record, draw: seedOf(id) }] : []))
    .sort((p, q) => p.draw - q.draw || byText(p.id, q.id))
    .slice(0, BACK_TESTED)
    .map(({ id, record }) => ({ id, record }));
}

/** The fits that a chance to buy can rest on: NBD, and the models whose drop-out the book tells. */
const fittedOf = ({ compared }: Choice): Fitted[] =>
  compared.flatMap(({ model, parameters, converged, tellsDropOut }) =>
    parameters && converged && (tellsDropOut || model === "nbd") ? [{ model, parameters }] : [],
  );

export type FittedPurchases = {
  fitted: Fitted | null;
  identified: boolean;
  /** A code: `back_test`, or one of `choose-model.ts`. */ because: string;
  warnings: string[];
  compared: Compared[];
  bookChance: BookChance & { contenders: Contender[] };
};

/** The model that the back-test chose; the choice by likelihood where it chose none. */
function chosenBy(chance: BookChance["chance"], choice: Choice) {
  const { fitted, identified, because, warnings } = choice;
  const by = chance?.purchases;
  if (!by || by.model === fitted?.model) return { fitted, identified, because, warnings };
  // Values rest on the whole book in calendar time: over whole years a season cancels out.
  const won = choice.compared.find(({ model }) => model === by.model)!;
  return {
    fitted: { model: by.model, parameters: won.parameters! },
    identified: won.identified,
    because: "back_test" as const,
    warnings: won.warnings,
  };
}

/**
 * Fits the purchase models and the chance to buy. `histories` are the whole book's purchase
 * histories, of which `population` may be a sample; `inForce` the weights of tiers to test.
 */
export function fitPurchases(
  population: readonly Measures[],
  histories: readonly History[],
  policy: Policy,
  now: Milliseconds,
  inForce?: TierWeights,
): FittedPurchases {
  const choice = chooseModel(histories);
  const chance = bookChance(
    recordedOf(population),
    dayOf(now, policy.book.timeZone),
    policy,
    fittedOf(choice),
    NAMES,
    inForce,
  );
  return { ...chosenBy(chance.chance, choice), compared: choice.compared, bookChance: chance };
}
