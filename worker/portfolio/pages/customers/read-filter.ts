/**
 * Reads filters and sorts of an address without the contract's schemas, which would bring all of
 * zod (90 kB) into the page. Shapes are checked here; codes, bounds and depth by the Worker.
 */
import type { Filter } from "../../../../shared/contract/customer-filter.ts";
import {
  instantFields,
  numberFields,
  sortFields,
  type Sort,
} from "../../../../shared/contract/filter-fields.ts";

const coded = [
  "kind",
  "tier",
  "stage",
  "abc",
  "warning",
  "owner",
  "segment",
  "rfmSegment",
  "cluster",
  "action",
  "warningSign",
  "rfmBefore",
  "clusterBefore",
  "moved",
];
const isOneOf = (names: readonly string[], value: unknown): value is string =>
  typeof value === "string" && names.includes(value);
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isMissing = (value: unknown) => value === undefined;

/** Returns true for an object with these keys and no other. */
const hasOnly = (value: object, keys: readonly string[]) =>
  Object.keys(value).every((key) => keys.includes(key));

function isFilter(value: unknown): value is Filter {
  if (typeof value !== "object" || value === null) return false;
  const { all, any, field, in: codes, known, from, below } = value as Record<string, unknown>;
  if (isList(all)) return hasOnly(value, ["all"]) && all.every(isFilter);
  if (isList(any)) return hasOnly(value, ["any"]) && any.every(isFilter);
  if (isList(codes))
    return (
      hasOnly(value, ["field", "in"]) &&
      isOneOf(coded, field) &&
      codes.length > 0 &&
      codes.every((code) => typeof code === "string")
    );
  if (typeof known === "boolean")
    return hasOnly(value, ["field", "known"]) && isOneOf([...coded, ...sortFields], field);
  const isBound = (bound: unknown, type: "number" | "string") =>
    isMissing(bound) || typeof bound === type;
  const isRange = (type: "number" | "string") =>
    hasOnly(value, ["field", "from", "below"]) &&
    !(isMissing(from) && isMissing(below)) &&
    isBound(from, type) &&
    isBound(below, type);
  if (isOneOf(numberFields, field)) return isRange("number");
  return isOneOf(instantFields, field) && isRange("string");
}

/** Returns the filter that JSON holds, or null where it holds none. */
export function readFilter(json: string): Filter | null {
  try {
    const value: unknown = JSON.parse(json);
    return isFilter(value) ? value : null;
  } catch {
    return null;
  }
}

/** Returns the sort of an address, or null where it is none. */
export function readSort(text: string | undefined): Sort | null {
  return isOneOf(sortFields, text?.replace(/^-/, "")) ? (text as Sort) : null;
}
