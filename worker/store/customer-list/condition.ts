/** Filters as conditions of SQL over `customer_list l`. */
import type { Condition, Filter } from "../../../shared/contract/customer-filter.ts";
import {
  allCells,
  allWarnings,
  type Cell,
  columnOf,
  isInstant,
  ranked,
  rankOf,
  type RankedField,
} from "./columns.ts";

/** Values bound to a statement; `add` answers the placeholder of one. */
export class Parameters {
  readonly values: (string | number | null)[] = [];
  readonly add = (value: string | number | null): string => `?${this.values.push(value)}`;
}
type Add = Parameters["add"];

const isOfCell = (filter: Condition) => filter.field === "tier" || filter.field === "stage";

/** Returns false where no customer of a cell can meet a filter, whatever else is true of them. */
function isPossible(filter: Filter, cell: Cell): boolean {
  if ("all" in filter) return filter.all.every((part) => isPossible(part, cell));
  if ("any" in filter) return filter.any.some((part) => isPossible(part, cell));
  if (filter.field !== "tier" && filter.field !== "stage") return true;
  if ("known" in filter) return filter.known;
  return "in" in filter && filter.in.includes(cell[filter.field]);
}

/** The cells in which there may be customers that meet a filter. */
export const cellsOf = (filter: Filter): number[] =>
  allCells.filter((cell) => isPossible(filter, cell)).map(({ cell }) => cell);

function isOfCellsAlone(filter: Filter): boolean {
  if ("all" in filter) return filter.all.every(isOfCellsAlone);
  return "any" in filter ? filter.any.every(isOfCellsAlone) : isOfCell(filter);
}

/** The parts that all have to be met within the cells of a filter. */
export function partsWithinCells(filter: Filter): Filter[] {
  if ("all" in filter) return filter.all.flatMap(partsWithinCells);
  return isOfCellsAlone(filter) ? [] : [filter];
}

const isRanked = (field: string): field is RankedField => Object.hasOwn(ranked, field);

const isBefore = (field: Condition["field"]) => field === "rfmBefore" || field === "clusterBefore";

/** Of the month before the last review's, as cards keep it: a condition on it, for one customer. */
const beforeSql = (condition: string) =>
  `EXISTS (SELECT 1 FROM cards k WHERE k.customer_id = l.customer_id
    AND json_type(k.tier_reviewed, '$.segments.before') = 'object' AND ${condition})`;

/** Customers who moved so in a review; moves are found by its key, and customers by theirs. */
function movedSql(codes: readonly string[], add: Add): string {
  const moves = add(JSON.stringify(codes.map((code) => code.split(":"))));
  return `l.customer_id IN (SELECT m.customer_id FROM json_each(${moves}) j
    CROSS JOIN tier_moves m ON m.review_id = j.value ->> 0
      AND m.from_tier = j.value ->> 1 AND m.to_tier = j.value ->> 2)`;
}

function warningsSql(field: "level" | "sign", codes: readonly string[]): string {
  const ranks = [...allWarnings.entries()].flatMap(([rank, warning]) =>
    codes.includes(warning[field] ?? "") ? [rank] : [],
  );
  return `l.warning IN (${ranks})`;
}

function codesSql(field: Condition["field"], codes: readonly string[], add: Add): string {
  if (field === "tier" || field === "stage")
    return `l.cell IN (${allCells.filter((one) => codes.includes(one[field])).map((one) => one.cell)})`;
  if (field === "moved") return movedSql(codes, add);
  if (field === "warning") return warningsSql("level", codes);
  if (field === "warningSign") return warningsSql("sign", codes);
  if (field === "rfmBefore" || field === "clusterBefore") {
    const then = field === "rfmBefore" ? "rfm" : "cluster";
    return beforeSql(`ifnull(k.tier_reviewed ->> '$.segments.before.${then}', '-')
      IN (SELECT value FROM json_each(${add(JSON.stringify(codes))}))`);
  }
  const column = `l.${columnOf[field]}`;
  return isRanked(field)
    ? `${column} IN (${codes.map((code) => rankOf(field, code))})`
    : `${column} IN (SELECT value FROM json_each(${add(JSON.stringify(codes))}))`;
}

/** Below every number and instant that a column holds: what is known is found by the index. */
const least = "-9e18";
const texts = new Set(["owner", "segment", "rfmSegment", "cluster", "action"]);

const knownBefore = (isKnown: boolean) => (isKnown ? "" : "NOT ") + beforeSql("TRUE");
/** The least number of a warning whose sign is known. */
const firstSign = allWarnings.findIndex(({ sign }) => sign !== null);
const knownSign = (isKnown: boolean) =>
  isKnown ? `l.warning >= ${firstSign}` : `(l.warning IS NULL OR l.warning < ${firstSign})`;

function conditionSql(condition: Condition, add: Add): string {
  const { field } = condition;
  if ("in" in condition) return codesSql(field, condition.in, add);
  if (field === "tier" || field === "stage")
    return "known" in condition && condition.known ? "TRUE" : "FALSE";
  if (field === "rfmBefore" || field === "clusterBefore" || field === "moved")
    return "known" in condition && isBefore(field) ? knownBefore(condition.known) : "FALSE";
  if (field === "warningSign") return "known" in condition ? knownSign(condition.known) : "FALSE";
  const column = `l.${columnOf[field]}`;
  if ("known" in condition) {
    if (!condition.known) return `${column} IS NULL`;
    return texts.has(field) ? `${column} > ''` : `${column} > ${least}`;
  }
  if (!("from" in condition || "below" in condition)) return "FALSE";
  const bound = (value: string | number) =>
    add(isInstant(field) ? Date.parse(String(value)) : Number(value));
  const { from, below } = condition;
  return [
    ...(from === undefined ? [] : [`${column} >= ${bound(from)}`]),
    ...(below === undefined ? [] : [`${column} < ${bound(below)}`]),
  ].join(" AND ");
}

/** A filter as a condition; segments in it are their blind indexes. */
export function filterSql(filter: Filter, add: Add): string {
  const joined = (parts: Filter[], word: string, none: string) =>
    parts.length === 0 ? none : `(${parts.map((part) => filterSql(part, add)).join(` ${word} `)})`;
  if ("all" in filter) return joined(filter.all, "AND", "TRUE");
  return "any" in filter ? joined(filter.any, "OR", "FALSE") : conditionSql(filter, add);
}
