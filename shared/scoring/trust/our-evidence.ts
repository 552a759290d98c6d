/** Evidence of our own for trust: what reps noted and what they saw. */
import type { DimensionName } from "../../contract/fields.ts";
import { dayIn } from "../../time/days.ts";
import { byText } from "../numerics/order.ts";
import { solutionsOf } from "../actions/solutions.ts";
import { behavioursSeen } from "../promises.ts";
import type { Policy } from "../policy.ts";
import type { Facts, Milliseconds } from "../types.ts";
import { DIMENSIONS } from "./questionnaires.ts";

/** One piece of evidence: `value` from −1 (bad) to 1 (good), `weight` in events. */
export type Evidence = {
  dimension: DimensionName;
  value: number;
  weight: number;
  /** All of its code within one half-life weighs less than this. */
  cap: number;
  at: Milliseconds;
  /** When it was made good: from then on it counts no more. Absent while it was not. */
  until?: Milliseconds;
  code: string;
};

/**
 * A rep's assessments a (1 to 7) as (a − 4)/3. Of one day the last counts: it corrects those
 * before.
 */
function notesOf(
  { trust }: Pick<Facts, "trust">,
  { questionnaire, noteCap }: Policy["trust"],
  zone: string,
): Evidence[] {
  const ofDay = new Map<string, Evidence>();
  const notes = trust
    .filter(({ source }) => source === "rep")
    .sort(
      (p, q) =>
        p.occurredAt - q.occurredAt || byText(JSON.stringify(p.answers), JSON.stringify(q.answers)),
    );
  for (const { answers, occurredAt: at } of notes) {
    for (const dimension of DIMENSIONS) {
      const answer = answers[dimension];
      if (answer !== undefined)
        ofDay.set(`${dimension} ${dayIn(zone, at)}`, {
          dimension,
          value: (answer - 4) / 3,
          weight: questionnaire.rep,
          cap: noteCap,
          at,
          code: "trust_answer_rep",
        });
    }
  }
  return [...ofDay.values()];
}

/**
 * Behaviours as the policy reads them, each once a thread and day; what has no thread shares one.
 * An unsolved complaint ends when it is solved: the solution counts in its place.
 */
function behavioursOf(
  facts: Pick<Facts, "interactions"> & Partial<Pick<Facts, "outcomes" | "promises">>,
  { behaviours: readings }: Policy["trust"],
  zone: string,
): Evidence[] {
  const solutions = solutionsOf(facts);
  const once = new Map<string, Evidence>();
  for (const { behaviours, thread, occurredAt: at } of behavioursSeen(facts)) {
    for (const seen of behaviours) {
      const key = `${seen} ${dayIn(zone, at)} ${thread ?? ""}`;
      const before = once.get(key);
      if (before && at <= before.at) continue;
      const until = seen === "complaint_unsolved" ? solutions.find((solved) => solved >= at) : null;
      once.set(key, {
        ...readings[seen],
        at,
        code: `trust_${seen}`,
        ...(until != null && { until }),
      });
    }
  }
  return [...once.values()];
}

/** Returns what reps noted and saw of a customer, promises kept and broken among it, days cut by the book's time zone. */
export function ourEvidence(
  facts: Pick<Facts, "trust" | "interactions"> & Partial<Pick<Facts, "outcomes" | "promises">>,
  { trust: policy, book }: Pick<Policy, "trust" | "book">,
): Evidence[] {
  return [...notesOf(facts, policy, book.timeZone), ...behavioursOf(facts, policy, book.timeZone)];
}
