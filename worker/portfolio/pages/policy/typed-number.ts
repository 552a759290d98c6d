/** Numbers as they are typed and shown: shares in per cent, money in major units. */
import type { Limit } from "./limits-of.ts";
import type { Unit } from "./fields.ts";

/** Factor by which what is typed is larger than what is stored. */
const scaleOf = (unit: Unit, decimals: number): number => {
  if (unit === "share") return 100;
  return unit === "money" ? 1 / 10 ** decimals : 1;
};
/** Takes off what binary fractions add: 0.07 × 100 is not 7. */
const clean = (value: number) => Number(value.toPrecision(12));

/** A stored number as the field shows it. */
export const typedOf = (value: number, unit: Unit, decimals: number): string =>
  String(clean(value * scaleOf(unit, decimals)));

/** Returns the number to store; NaN for what is no number. Commas may stand between thousands. */
export function numberOf(typed: string, unit: Unit, decimals: number): number {
  const text = typed.trim().replace("−", "-");
  const bare = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(bare)
    ? clean(Number(bare) / scaleOf(unit, decimals))
    : Number.NaN;
}

export type NumberFault = "number" | "whole" | "range";

/** Finds what keeps a number from being stored; null where nothing does. */
export function findNumberFault(value: number, limit: Limit | undefined): NumberFault | null {
  if (!Number.isFinite(value)) return "number";
  if (limit === undefined) return null;
  if (value < limit.min || value > limit.max) return "range";
  return limit.isWhole && !Number.isInteger(value) ? "whole" : null;
}
