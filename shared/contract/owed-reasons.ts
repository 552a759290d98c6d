/** Reasons of actions that oblige us: what is done for them needs no comparison. */
export const owedReasons: ReadonlySet<string> = new Set([
  "said_unhappy",
  "noted_unhappy",
  "complaint_unsolved",
  "promise_broken",
  "case_new",
  "case_overdue",
  "case_contacted",
]);
