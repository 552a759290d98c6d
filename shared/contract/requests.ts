/** Bodies that the calls take. Every object is strict: an unknown key is refused. */
import { z } from "@hono/zod-openapi";
import { findPolicyFaults, policyFaults } from "../scoring/policy-faults.ts";
import { policySchema } from "../scoring/policy.ts";
import { customerFilter, customerSort } from "./customer-filter.ts";
import {
  address,
  behaviour,
  companyNumber,
  customerKind,
  direction,
  dueDay,
  happened,
  id,
  interactionKind,
  metric,
  note,
  promiseOutcome,
  role,
  telephone,
  text,
} from "./fields.ts";
import { range } from "./metric-range.ts";
import { trustAnswers } from "./trust-answers.ts";

/** A view of the list of customers to be saved; the team's is everybody's to use. */
export const newView = z
  .strictObject({
    name: text(80),
    filter: customerFilter,
    sort: customerSort,
    /** Keys of the columns shown, in their order. */
    columns: z.array(text(40)).max(40),
    scope: z.enum(["mine", "team"]),
  })
  .openapi("NewView");
/** A view to be saved; `id` of one that was taken away, which is back under it. */
export const viewToSave = newView.extend({ id: id.optional() }).openapi("ViewToSave");

/** Looking up the people of one thread. */
export const cardsRequest = z
  .strictObject({
    addresses: z.array(address).min(1).max(50),
    /** Those at the company's own domains of whom somebody said that they are no colleagues. */
    outside: z.array(address).max(50).optional(),
  })
  .openapi("CardsRequest");

/** A stranger as the mail shows them. */
export const stranger = z
  .strictObject({ address, name: text(998).nullable().default(null) })
  .openapi("Stranger");

export const pairingRequest = z
  .strictObject({
    address,
    /** Left out, a person who is there keeps theirs and a new one is a rep. */ role: role.optional(),
    name: text(200).optional(),
  })
  .openapi("PairingRequest");

/** The code itself, or all unused ones of a person. */
export const pairingWithdrawal = z
  .strictObject({ code: text(40).optional(), address: address.optional() })
  .refine((one) => (one.code === undefined) !== (one.address === undefined), {
    message: "name either the code or the person's address",
  })
  .openapi("PairingWithdrawal");

export const sessionRequest = z
  .strictObject({
    code: text(40),
    /** The name that the session list shows: "Chrome on Linux". */ label:
      text(80).default("Browser"),
  })
  .openapi("SessionRequest");

export const newContact = z
  .strictObject({
    name: text(200).nullable().default(null),
    addresses: z.array(address).min(1).max(20),
    /** Left out, a contact that is there keeps its number; null takes it away. */
    telephone: telephone.nullable().optional(),
    /** True where somebody said that addresses at the company's own domains are no colleague's. */
    outside: z.boolean().optional(),
  })
  .openapi("NewContact");

export const newCustomer = z
  .strictObject({
    kind: customerKind.default("company"),
    name: text(200),
    externalId: companyNumber.optional(),
    segment: text(80).optional(),
    contact: newContact.optional(),
  })
  .openapi("NewCustomer");

/** A new person of the customer, or another address of one (`contactId`). */
export const contactRequest = newContact
  .extend({ contactId: id.optional() })
  .openapi("ContactRequest");

/** Addresses of a contact to be taken back, however they are written. */
export const addressWithdrawal = z
  .strictObject({
    addresses: z.array(address).min(1).max(20),
    reason: text(500).nullable().default(null),
  })
  .openapi("AddressWithdrawal");

/** A customer's name as somebody typed it. */
export const customerSearch = z.strictObject({ name: text(200) }).openapi("CustomerSearch");

/**
 * Which message this is: Message-ID where the site gives it, else webmail, thread and message id.
 */
export const messageIdentity = z
  .strictObject({
    messageId: text(998).nullable(),
    webmail: text(200),
    account: text(320).nullable(),
    thread: text(500).nullable(),
    message: text(500).nullable(),
    /**
     * Of a mail of ours: digests of recipients, subject and minute, which its draft and its copy
     * under Sent share. Left out, also by versions of before, where it is none.
     */
    sent: z.array(text(40)).min(1).max(8).optional(),
  })
  .refine((m) => m.messageId !== null || m.message !== null || m.sent !== undefined, {
    message: "needs messageId, message or sent",
  })
  .openapi("MessageIdentity");
export type MessageIdentity = z.infer<typeof messageIdentity>;

/**
 * `direction` is that of the customer's own part: "in" where they wrote or called, "out" where we
 * did to them, null where neither holds, as for one who was merely written to or copied by a third
 * party: no evidence of contact either way.
 */
const interactionFields = {
  kind: interactionKind,
  direction: direction.nullable().default(null),
  occurredAt: happened,
  subject: text(998).nullable().default(null),
  note: note(4000).nullable().default(null),
  minutes: z.int().min(0).max(1440).nullable().default(null),
  behaviours: z
    .array(behaviour)
    .max(9)
    .refine((all) => new Set(all).size === all.length, { message: "name each behaviour once" })
    .default([]),
};
export const newInteraction = z
  .strictObject({
    customerId: id,
    contactId: id.nullable().default(null),
    ...interactionFields,
    participants: z.array(address).max(50).default([]),
    message: messageIdentity.nullable().default(null),
  })
  .openapi("NewInteraction");
export const amendedInteraction = z.strictObject(interactionFields).openapi("AmendedInteraction");

export const findInteraction = z
  .strictObject({ message: messageIdentity })
  .openapi("FindInteraction");

/**
 * Answers of customers come by imports alone: a person at the company notes what they saw, under
 * the name of "rep".
 */
const notedBy = z.literal("rep", {
  error: 'must be "rep": what customers answered comes by an import',
});

export { range };
export const newSatisfaction = z
  .strictObject({
    customerId: id,
    contactId: id.nullable().default(null),
    metric,
    value: z.int(),
    comment: note(2000).nullable().default(null),
    source: notedBy,
    occurredAt: happened,
  })
  .superRefine((r, check) => {
    const [low, high] = range[r.metric];
    if (r.value < low || r.value > high)
      check.addIssue({
        code: "custom",
        path: ["value"],
        message: `${r.metric.toUpperCase()} runs from ${low} to ${high}`,
      });
  })
  .openapi("NewSatisfaction");

export const newTrust = z
  .strictObject({
    customerId: id,
    contactId: id.nullable().default(null),
    source: notedBy,
    occurredAt: happened,
    answers: trustAnswers,
  })
  .openapi("NewTrust");

export const newPromise = z
  .strictObject({
    customerId: id,
    /** The promised thing in the rep's words. */
    what: text(500),
    dueOn: dueDay,
    /** The log of the contact in which it was promised. */
    interactionId: id.nullable().default(null),
    occurredAt: happened,
  })
  .openapi("NewPromise");

export const promiseOutcomeRequest = z
  .strictObject({
    outcome: promiseOutcome,
    /** The new day of one that is moved. */
    dueOn: dueDay.nullable().default(null),
    occurredAt: happened,
  })
  .refine(({ outcome, dueOn }) => (outcome === "moved") === (dueOn !== null), {
    path: ["dueOn"],
    message: "name the new day of a promise that is moved, and of no other",
  })
  .openapi("PromiseOutcome");

export const outcomeRequest = z
  .strictObject({
    outcome: z.enum(["done", "later", "not_useful"]),
    /** Why it was not useful; a code of the policy or the rep's own words. */
    reason: text(500).nullable().default(null),
  })
  .openapi("OutcomeRequest");

export const withdrawal = z
  .strictObject({ reason: text(500).nullable().default(null) })
  .openapi("Withdrawal");

export const importKind = z.enum([
  "customers",
  "contacts",
  "transactions",
  "interactions",
  "satisfaction",
  "trust",
  "answers",
]);
export type ImportKind = z.infer<typeof importKind>;

/** A program's file that an import was made of: "shopify/orders". */
export const importSource = z.string().regex(/^[a-z][a-z0-9_]{1,29}\/[a-z][a-z -]{1,29}$/);

/** All settings of a policy; its version is given by the book. */
export const policySettings = policySchema.omit({ version: true }).openapi("Policy");
export type PolicySettings = z.infer<typeof policySettings>;

/** Refuses settings that each are allowed and all together are not. */
function checkPolicy(settings: PolicySettings, check: z.RefinementCtx): void {
  for (const { path, fault } of findPolicyFaults(settings))
    check.addIssue({ code: "custom", path, message: policyFaults[fault] });
}

/** A whole policy to come into force, made from version `basedOn`. */
export const newPolicy = policySettings
  .extend({ basedOn: z.int().min(1) })
  .superRefine(checkPolicy)
  .openapi("NewPolicy");
/** A whole policy to try. */
export const draftPolicy = z
  .strictObject(policySettings.shape)
  .superRefine(checkPolicy)
  .openapi("DraftPolicy");
