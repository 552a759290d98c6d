/** Field types that several schemas share: identifiers, instants, amounts, texts. */
import { z } from "@hono/zod-openapi";
import { cleanNumber, findNumberFault, numberFaults } from "../people/company-number.ts";
import { cleanTelephone, findTelephoneFault, telephoneFaults } from "../people/telephone.ts";
import { findImplausible } from "../time/instants.ts";
import { oneLine, severalLines } from "./characters.ts";

const unreadable = "must not hold control characters or halves of characters";
const unreadableLine = `${unreadable}, and be on one line`;

/** UUIDs are read in either case and written in lower case (RFC 9562, section 4). */
export const id = z
  .uuid()
  .toLowerCase()
  .openapi({ example: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b" });

/** An instant, ISO 8601 with zone; stored as milliseconds since 1970. */
export const instant = z.iso
  .datetime({ offset: true })
  .openapi({ example: "2026-11-02T14:02:00Z" });

/**
 * The instant of something that happened: from 1970 to a day ahead of the clock of whoever checks
 * it. ISO 8601 with zone, without the year 0205 of a date typed in part.
 */
export const happened = instant.superRefine((iso, check) => {
  const fault = findImplausible(Date.parse(iso), Date.now());
  const message =
    fault === "before_1970"
      ? "lies before 1970. Check its year"
      : "lies more than a day ahead. What has not happened yet cannot be logged";
  if (fault !== null) check.addIssue({ code: "custom", message });
});

/** The last day that a promise can be due: ten years from now are more than anybody promises. */
const LONGEST_MS = 3653 * 86_400_000;

/** A day that something is due, of the calendar and without a zone: from 1970 to ten years ahead. */
export const dueDay = z.iso
  .date()
  .superRefine((day, check) => {
    const at = Date.parse(day);
    const message =
      at < 0
        ? "lies before 1970. Check its year"
        : "lies more than ten years ahead. Check its year";
    if (at < 0 || at > Date.now() + LONGEST_MS) check.addIssue({ code: "custom", message });
  })
  .openapi({ example: "2026-12-04" });

/**
 * A number or code of the company's own, as it is compared; what tells who somebody is, is refused,
 * for it stays readable.
 */
export const companyNumber = z
  .string()
  .overwrite(cleanNumber)
  .min(1)
  .max(200)
  .regex(oneLine, unreadableLine)
  .superRefine((number, check) => {
    const fault = findNumberFault(number);
    if (fault !== null) check.addIssue({ code: "custom", message: numberFaults[fault] });
  });

/** An amount in minor units (pence, cents) of the book currency; a refund is negative. */
export const amount = z.int().min(-1e15).max(1e15).openapi({ example: 124000 });

/** A text on one line, its length in UTF-16 code units. */
function line(min: number, max: number) {
  return z.string().trim().min(min).max(max).regex(oneLine, unreadableLine);
}

/** A text that a person reads on one line: a name, a subject, a reason. */
export const text = (max: number) => line(1, max);

/**
 * A text that may have several lines: a note, a comment. Windows' line ends are read as line feeds.
 */
export const note = (max: number) =>
  z
    .string()
    .overwrite((typed) => typed.replaceAll("\r\n", "\n"))
    .trim()
    .min(1)
    .max(max)
    .regex(severalLines, unreadable);

/** Ids that the Worker handed out, or a caller made up, and compares letter by letter. */
export const opaque = (min: number, max: number) =>
  z.string().min(min).max(max).regex(oneLine, unreadableLine);

/** An address as the webmail shows it; normalised by `shared/people/address.ts`. */
export const address = line(3, 320).openapi({ example: "dana@harlow-marine.example" });

/** A telephone number as people write it, with its extension. */
export const telephone = z
  .string()
  .overwrite(cleanTelephone)
  .superRefine((number, check) => {
    const fault = findTelephoneFault(number);
    if (fault !== null) check.addIssue({ code: "custom", message: telephoneFaults[fault] });
  })
  .openapi({ example: "+44 20 7946 0018 ext 12" });

/** A share or probability in [0, 1]. */
export const probability = z.number().min(0).max(1);

/** A score on the 0 to 100 scale. */
export const percent = z.number().min(0).max(100);

export const role = z.enum(["viewer", "rep", "manager", "admin"]);
export type Role = z.infer<typeof role>;

export const customerKind = z.enum(["company", "person"]);
export const interactionKind = z.enum([
  "email",
  "call",
  "meeting",
  "chat",
  "event",
  "social",
  "case",
  "note",
]);
export type InteractionKind = z.infer<typeof interactionKind>;
export const direction = z.enum(["in", "out"]);
export type Direction = z.infer<typeof direction>;
export const source = z.enum(["customer", "rep"]);
export const metric = z.enum(["nps", "csat", "ces"]);
export type Metric = z.infer<typeof metric>;
export const tierName = z.enum(["high", "mid", "low", "potential"]);
export type TierName = z.infer<typeof tierName>;
export const stageName = z.enum([
  "prospect",
  "new",
  "growing",
  "mature",
  "at_risk",
  "churned",
  "won_back",
]);
export type StageName = z.infer<typeof stageName>;
export const dimensionName = z.enum(["professionalism", "expertise", "rapport", "benefit"]);
export type DimensionName = z.infer<typeof dimensionName>;

/**
 * The purchase models, each with drop-out, and `nbd` without: what is fallen back to where drop-out
 * cannot be told from the data.
 */
export const purchaseModel = z.enum(["bg_nbd", "mbg_nbd", "mbg_cnbd_k", "pareto_nbd", "nbd"]);
export type PurchaseModelName = z.infer<typeof purchaseModel>;
export const abcClass = z.enum(["a", "b", "c"]);
export type AbcClass = z.infer<typeof abcClass>;
/**
 * The source a relationship lives from: purchases, trust and contact in both directions, or what
 * was felt and said.
 */
export const relationshipTypeName = z.enum(["transactional", "relational", "experiential"]);
export type RelationshipTypeName = z.infer<typeof relationshipTypeName>;

/** The end of a promise, or a new day for it. */
export const promiseOutcome = z.enum(["kept", "not_kept", "moved"]);
export type PromiseOutcome = z.infer<typeof promiseOutcome>;

/** Progress of the follow-up of an unhappy answer. */
export const caseState = z.enum(["new", "contacted", "resolved", "cannot"]);
export type CaseState = z.infer<typeof caseState>;
/** The reason why a case was opened. */
export const caseReason = z.enum(["low_score", "wants_call"]);
export type CaseReason = z.infer<typeof caseReason>;

/** Signs of an early warning, as ranks of them are stored: new ones go last. */
export const warningSign = z.enum([
  "complaint_unsolved",
  "chance_fell",
  "silent",
  "satisfaction_fell",
  "trust_fell",
]);
export type WarningSign = z.infer<typeof warningSign>;

/** Behaviour seen by a rep, evidence for trust beside the questionnaire. */
export const behaviour = z.enum([
  "promise_kept",
  "promise_broken",
  "complaint_solved",
  "complaint_unsolved",
  "referral_given",
  "paid_on_time",
  "paid_late",
  "reply_given",
  "silence",
]);
export type Behaviour = z.infer<typeof behaviour>;
