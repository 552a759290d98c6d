/**
 * Codes that pages offer for choice, in their order. Not from the contract's schemas, which would
 * bring all of zod (90 kB) into the pages; a test holds both equal.
 */
import type { AbcClass, StageName, TierName, WarningSign } from "../../shared/contract/fields.ts";
import type { DeclineReason } from "../../shared/contract/sampling.ts";

export const tiers: readonly TierName[] = ["high", "mid", "low", "potential"];
export const stages: readonly StageName[] = [
  "prospect",
  "new",
  "growing",
  "mature",
  "at_risk",
  "churned",
  "won_back",
];
export const abcClasses: readonly AbcClass[] = ["a", "b", "c"];
export const customerKinds: readonly ("company" | "person")[] = ["company", "person"];
export const warningSigns: readonly WarningSign[] = [
  "complaint_unsolved",
  "chance_fell",
  "silent",
  "satisfaction_fell",
  "trust_fell",
];
/** Reasons for which somebody who was drawn is not asked. */
export const declineReasons: readonly DeclineReason[] = [
  "bad_moment",
  "wrong_person",
  "open_matter",
  "other",
];
