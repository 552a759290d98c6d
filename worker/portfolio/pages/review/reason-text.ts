/** Why a customer moved, in the reader's words. */
import type { ReviewedMove } from "../../../../shared/contract/reviews.ts";
import type { Tools } from "../../tools.ts";

type Reason = ReviewedMove["reasons"][number];
const figureOf = ({ parameters }: Reason, key: string): number => {
  const value = parameters?.[key];
  return typeof value === "number" ? value : 0;
};

/** Returns a sentence of a reason: "Expected worth: +6.2 points (from 31.0 to 37.2)". */
export function reasonText(reason: Reason, { t, number, signed }: Tools): string {
  const key = `review.reason.${reason.code}`;
  if (!reason.code.startsWith("tier_")) return t(key, reason.parameters ?? {});
  return t("review.points", {
    what: t(key),
    change: signed(reason.points, 1),
    before: number(figureOf(reason, "before"), 1),
    after: number(figureOf(reason, "after"), 1),
  });
}
