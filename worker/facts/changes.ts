/**
 * A fact about to be written, put among the stored ones in memory: fact, card and history then go
 * in one transaction.
 */
import type { Touch } from "../../shared/contract/card.ts";
import type {
  OutcomeFact,
  OverrideFact,
  PromiseFact,
  SatisfactionFact,
  TrustFact,
} from "../../shared/scoring/types.ts";
import { inOrder, type LoadedFacts } from "../store/facts.ts";
import type { CustomerRow } from "../store/customers.ts";
import type { FactType } from "../store/withdrawals.ts";

export type Change =
  /** A log, or under the id of the first log its amendment. */
  | { type: "interaction"; fact: LoadedFacts["interactions"][number]; touch: Touch }
  /** Its comment sealed, as among the stored facts. */
  | { type: "satisfaction"; fact: SatisfactionFact }
  | { type: "trust"; fact: TrustFact & { id: string } }
  | { type: "outcome"; fact: OutcomeFact & { id: string } }
  /** The promised thing sealed, as among the stored facts. */
  | { type: "promise"; fact: PromiseFact }
  | { type: "promise_outcome"; promiseId: string; fact: PromiseFact["outcomes"][number] }
  /** Columns of the customer's own row that change; scores do not rest on it. */
  | { type: "edit"; customer: EditedCustomer }
  /** Its reason sealed, as among the stored facts. */
  | { type: "override"; fact: OverrideFact }
  | {
      type: "withdrawal";
      of: Exclude<FactType, "transaction" | "edit">;
      id: string;
    };

/** Columns of a customer's row that edits change, sealed as stored. */
export type EditedCustomer = Partial<
  Pick<
    CustomerRow,
    "nameSealed" | "segmentSealed" | "segmentClear" | "segmentIndex" | "ownerId" | "language"
  >
>;

export type Known = {
  facts: LoadedFacts;
  /** Newest first. */ touches: Touch[];
  /** Those who logged or promised something, by their ids. */ names: ReadonlyMap<
    string,
    string | null
  >;
};

/** Returns what will be known once the change is stored. */
export function withChange({ facts, touches, names }: Known, change: Change): Known {
  if (change.type === "edit") return { facts, touches, names };
  const next: LoadedFacts = { ...facts };
  const id = change.type === "withdrawal" ? change.id : change.fact.id;
  const without = <F extends { id: string }>(rows: F[]) => rows.filter((row) => row.id !== id);
  switch (change.type === "withdrawal" ? change.of : change.type) {
    case "interaction":
      next.interactions = without(facts.interactions);
      break;
    case "satisfaction":
      next.satisfaction = without(facts.satisfaction);
      break;
    case "trust":
      next.trust = without(facts.trust);
      break;
    case "outcome":
      next.outcomes = without(facts.outcomes);
      break;
    case "promise":
      next.promises = without(facts.promises);
      break;
    case "override":
      next.overrides = without(facts.overrides);
      break;
    case "promise_outcome":
      next.promises = facts.promises.map((one) => ({ ...one, outcomes: without(one.outcomes) }));
      break;
  }
  if (change.type === "interaction") next.interactions.push(change.fact);
  if (change.type === "satisfaction") next.satisfaction.push(change.fact);
  if (change.type === "trust") next.trust.push(change.fact);
  if (change.type === "outcome") next.outcomes.push(change.fact);
  if (change.type === "override") next.overrides.push(change.fact);
  if (change.type === "promise") next.promises.push(change.fact);
  if (change.type === "promise_outcome") {
    const { promiseId, fact } = change;
    next.promises = next.promises.map((one) =>
      one.id === promiseId ? { ...one, outcomes: [...one.outcomes, fact] } : one,
    );
  }
  inOrder(next);
  return {
    facts: next,
    touches: (change.type === "interaction"
      ? [...without(touches), change.touch]
      : without(touches)
    ).sort(newestFirst),
    names,
  };
}

/** Orders touches from the newest to the oldest. */
export function newestFirst(a: Touch, b: Touch): number {
  return Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1);
}
