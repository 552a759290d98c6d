/** Steps that a case takes: new, contacted, and in the end resolved, or that it cannot be. */
import type { CaseState } from "../contract/fields.ts";

export type CaseStep = Exclude<CaseState, "new">;

const steps: Readonly<Record<CaseState, readonly CaseStep[]>> = {
  new: ["contacted", "resolved", "cannot"],
  contacted: ["resolved", "cannot"],
  resolved: [],
  cannot: [],
};

/** Returns the steps that a case can take from a state; none once it is closed. */
export const stepsFrom = (state: CaseState): readonly CaseStep[] => steps[state];
