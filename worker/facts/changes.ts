/**
 * A fact about to be written, put among the stored ones in memory: fact, card and history then go
 * in one transaction.
 */
import type { Touch } from "../../shared/contract/card.ts";
import { caseStateOf, isClosed } from "../../shared/scoring/index.ts";
import type {
  CaseFact,
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
  /** Opened, unless one of the same contact is open. */
  | { type: "case"; fact: CaseFact }
  | { type: "case_step"; caseId: string; fact: CaseFact["steps"][number] }
  | { type: "case_handover"; caseId: string; fact: CaseFact["handovers"][number] }
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
    case "case":
      next.cases = without(facts.cases);
      break;
    case "case_step":
      next.cases = facts.cases.map((one) => ({ ...one, steps: without([...one.steps]) }));
      break;
    case "case_handover":
      next.cases = facts.cases.map((one) => ({ ...one, handovers: without([...one.handovers]) }));
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
  addToCases(next, change);
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

/** Adds a case, or what was noted of one. */
function addToCases(facts: LoadedFacts, change: Change): void {
  if (change.type === "case") {
    const { contactId } = change.fact;
    const isOpen = (one: CaseFact) => one.contactId === contactId && !isClosed(caseStateOf(one));
    if (!facts.cases.some(isOpen)) facts.cases.push(change.fact);
  }
  if (change.type === "case_step")
    facts.cases = facts.cases.map((one) =>
      one.id === change.caseId ? { ...one, steps: [...one.steps, change.fact] } : one,
    );
  if (change.type === "case_handover")
    facts.cases = facts.cases.map((one) =>
      one.id === change.caseId ? { ...one, handovers: [...one.handovers, change.fact] } : one,
    );
}

/** Orders touches from the newest to the oldest. */
export function newestFirst(a: Touch, b: Touch): number {
  return Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1);
}
