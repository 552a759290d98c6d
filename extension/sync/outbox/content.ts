/**
 * The sealed content of an entry of the outbox. An entry that a newer version wrote before a
 * downgrade is recognised: it is neither sent nor dropped, and waits.
 */
import "../jitless.ts";
import { z } from "zod";
import { newCaseStep } from "../../../shared/contract/cases.ts";
import * as requests from "../../../shared/contract/requests.ts";
import type { About, Write } from "../writes.ts";

/**
 * The sealed content of an entry. `owner` names Worker and user: nobody sends what another wrote.
 */
export type Content = { owner: string; write: Write; about: About; message: string };

/** The format of entries that this version writes; entries of a higher one are not understood. */
export const entryFormat = 1;

const target = { id: z.string() };
/** Every call with what belongs to it. */
const calls: { [Call in Write["call"]]: z.ZodObject } = {
  log: z.strictObject({ call: z.literal("log"), body: requests.newInteraction }),
  withdrawLog: z.strictObject({ call: z.literal("withdrawLog"), ...target }),
  amendLog: z.strictObject({
    call: z.literal("amendLog"),
    ...target,
    body: requests.amendedInteraction,
  }),
  noteSatisfaction: z.strictObject({
    call: z.literal("noteSatisfaction"),
    body: requests.newSatisfaction,
  }),
  withdrawSatisfaction: z.strictObject({ call: z.literal("withdrawSatisfaction"), ...target }),
  noteTrust: z.strictObject({ call: z.literal("noteTrust"), body: requests.newTrust }),
  withdrawTrust: z.strictObject({ call: z.literal("withdrawTrust"), ...target }),
  actionOutcome: z.strictObject({
    call: z.literal("actionOutcome"),
    ...target,
    body: requests.outcomeRequest,
  }),
  withdrawOutcome: z.strictObject({ call: z.literal("withdrawOutcome"), ...target }),
  promise: z.strictObject({ call: z.literal("promise"), body: requests.newPromise }),
  promiseOutcome: z.strictObject({
    call: z.literal("promiseOutcome"),
    ...target,
    body: requests.promiseOutcomeRequest,
  }),
  withdrawPromise: z.strictObject({ call: z.literal("withdrawPromise"), ...target }),
  withdrawPromiseOutcome: z.strictObject({
    call: z.literal("withdrawPromiseOutcome"),
    ...target,
  }),
  caseStep: z.strictObject({ call: z.literal("caseStep"), ...target, body: newCaseStep }),
  withdrawCaseStep: z.strictObject({ call: z.literal("withdrawCaseStep"), ...target }),
  addCustomer: z.strictObject({ call: z.literal("addCustomer"), body: requests.newCustomer }),
  addContact: z.strictObject({
    call: z.literal("addContact"),
    ...target,
    body: requests.contactRequest,
  }),
  withdrawCustomer: z.strictObject({ call: z.literal("withdrawCustomer"), ...target }),
  withdrawContact: z.strictObject({ call: z.literal("withdrawContact"), ...target }),
};
const content = z.strictObject({
  owner: z.string(),
  message: z.string(),
  about: z.strictObject({ customer: z.string().nullable(), subject: z.string().nullable() }),
  write: z.looseObject({ call: z.enum(Object.keys(calls)) }),
});

type Issue = z.core.$ZodIssue;
/**
 * Returns true for what only a newer version can have written: a field or a word that is unknown
 * here.
 */
function isOfNewer(issue: Issue): boolean {
  if (issue.code === "invalid_union") return issue.errors.some((each) => each.some(isOfNewer));
  return issue.code === "unrecognized_keys" || issue.code === "invalid_value";
}

/**
 * Reads the content of an entry as it was sealed; null where this version does not understand it.
 * What is merely wrong (a text too long, a field that is required since) is understood: the Worker
 * says what is wrong with it.
 */
export function readContent(opened: unknown): Content | null {
  if (!content.safeParse(opened).success) return null;
  const known = opened as Content;
  const issues = calls[known.write.call].safeParse(known.write).error?.issues ?? [];
  return issues.some(isOfNewer) ? null : known;
}
