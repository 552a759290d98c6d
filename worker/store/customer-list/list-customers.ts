/**
 * Pages of the list of customers, of any filter in any order, without a scan of the book.
 *
 * A page is found in one of two ways. Where few customers meet one of the conditions (at most
 * `maxGathered`, counted by its index), these are gathered by that index and sorted. Else the
 * index of the sort is walked from where the page before ended, and the customers that do not meet
 * the filter are passed over: at most `maxWalked` of them a request, after which the page ends
 * where the walk did, `isComplete` false, and the next request goes on from there, further. So a page costs
 * the same in a book of any size, and a filter that no index serves takes more requests, not a
 * longer one. Tier and stage are the first column of each sort's index: they go along with the
 * value, and a walk from the top of the values would pass over most of the book before it met the
 * first of a low tier.
 */
import type { D1Result } from "@cloudflare/workers-types";
import type {
  Condition,
  Filter,
  Sort,
  SortField,
} from "../../../shared/contract/customer-filter.ts";
import type { Database } from "../database.ts";
import { columnOf, indexFor, sortIndex } from "./columns.ts";
import { cellsOf, filterSql, Parameters, partsWithinCells } from "./condition.ts";
import { type Position, walkSql } from "./walk.ts";

/** Customers gathered and sorted, and passed over, in one request at most. */
export type Limits = { maxGathered: number; maxWalked: number };
const usual: Limits = { maxGathered: 10_000, maxWalked: 5000 };
/** The limits of a request that goes on from a page that was not full: nobody waits for its first. */
const goingOn: Limits = { maxGathered: 50_000, maxWalked: 20_000 };
/** Conditions whose customers are counted, to find one that few meet. */
const maxProbed = 6;
/** Above it a count is given as this, and as inexact. */
export const maxCounted = 10_000;

export type ListQuery = {
  /** Segments in it are their blind indexes. */
  filter: Filter;
  sort: Sort;
  after: Position | null;
  limit: number;
  /** True where the page before was not full. */
  goesOn?: boolean;
  /** As `visibleTo` answers. */
  visible: string | null;
};
export type ListPage = {
  /** Numbers of customers, in their order. */
  numbers: number[];
  next: Position | null;
  /** False where the page has fewer customers than asked for and there may be more. */
  isComplete: boolean;
  /** Of all pages; at least so many where it is not exact. Null but for the first page. */
  count: { number: number; exact: boolean } | null;
  rowsRead: number;
};

type Row = { v: number | null; n: number };
type Plan = {
  query: ListQuery;
  limits: Limits;
  cells: number[];
  /** Conditions left to check within the cells. */
  parts: Filter[];
  column: string;
  index: string;
  direction: "ASC" | "DESC";
};

/** A page of customers that meet a filter. */
export async function listCustomers(
  db: Database,
  query: ListQuery,
  limits: Limits = query.goesOn === true ? goingOn : usual,
): Promise<ListPage> {
  const { filter, sort, after } = query;
  const cells = cellsOf(filter);
  if (cells.length === 0)
    return {
      numbers: [],
      next: null,
      isComplete: true,
      count: after === null ? { number: 0, exact: true } : null,
      rowsRead: 0,
    };
  const field = sort.replace(/^-/, "") as SortField;
  const plan: Plan = {
    query,
    limits,
    cells,
    parts: partsWithinCells(filter),
    column: columnOf[field],
    index: sortIndex(field),
    direction: sort === field ? "ASC" : "DESC",
  };
  const { least, counts, rowsRead } = await probe(db, plan);
  const page = least === null ? await walk(db, plan, counts) : await gather(db, plan, least);
  return { ...page, rowsRead: page.rowsRead + rowsRead };
}

/** Rows found by an index alone, and the condition that it serves. */
type Source = { index: string; part: Filter | null };

const inCells = (cells: readonly number[]) => `l.cell IN (${cells.join(",")})`;

/** The condition under which the source's index finds rows. */
function sourceSql({ part }: Source, { cells }: Plan, add: Parameters["add"]): string {
  if (part === null) return inCells(cells);
  const condition = part as Condition;
  const own = filterSql(condition, add);
  return sortedBy(condition) ? `${inCells(cells)} AND ${own}` : own;
}
const sortedBy = (condition: Condition) =>
  indexFor(condition) === sortIndex(condition.field as SortField);

/**
 * Counts who meet each condition that has an index, so far as it matters. `least` is the one that
 * the fewest meet, null where all are met by too many.
 */
async function probe(
  db: Database,
  plan: Plan,
): Promise<{ least: Source | null; counts: Map<Filter | null, number>; rowsRead: number }> {
  const { maxGathered } = plan.limits;
  const sources: Source[] = [
    { index: plan.index, part: null },
    ...plan.parts
      .flatMap((part): Source[] => {
        if ("all" in part || "any" in part) return [];
        const index = indexFor(part);
        return index === null ? [] : [{ index, part }];
      })
      .slice(0, maxProbed),
  ];
  const parameters = new Parameters();
  const columns = sources.map(
    (source, at) => `(SELECT count(*) FROM (SELECT 1 FROM customer_list l INDEXED BY ${source.index}
      WHERE ${sourceSql(source, plan, parameters.add)} LIMIT ${maxGathered + 1})) AS n${at}`,
  );
  const result = await db
    .prepare(`SELECT ${columns.join(", ")}`)
    .bind(...parameters.values)
    .all<Record<string, number>>();
  const counted = sources.map((source, at) => ({
    source,
    count: result.results[0]?.[`n${at}`] ?? 0,
  }));
  const least = counted.reduce((one, other) => (other.count < one.count ? other : one));
  return {
    least: least.count > maxGathered ? null : least.source,
    counts: new Map(counted.map(({ source, count }) => [source.part, count])),
    rowsRead: result.meta.rows_read,
  };
}

/** The condition that a customer has to meet wherever it was found; null for none. */
function restSql(parts: readonly Filter[], plan: Plan, add: Parameters["add"]): string | null {
  const { visible } = plan.query;
  const all = [
    ...parts.map((part) => filterSql(part, add)),
    ...(visible === null ? [] : [`(${visible})`]),
  ];
  return all.length === 0 ? null : all.join(" AND ");
}

/** Customers after a position in an order that has those without a value last. */
function afterSql({ column, direction, query }: Plan, add: Parameters["add"]): string {
  const { after } = query;
  if (after === null) return "TRUE";
  const beyond = direction === "ASC" ? ">" : "<";
  if (after.value === null)
    return `l.${column} IS NULL AND l.number ${beyond} ${add(after.number)}`;
  const [value, number] = [add(after.value), add(after.number)];
  return `((l.${column}, l.number) ${beyond} (${value}, ${number}) OR l.${column} IS NULL)`;
}

/** Finds a page among few customers: all that the source's index answers. */
async function gather(db: Database, plan: Plan, source: Source): Promise<ListPage> {
  const { column, direction, query } = plan;
  const parameters = new Parameters();
  const others = plan.parts.filter((part) => part !== source.part);
  const conditions = [
    sourceSql(source, plan, parameters.add),
    inCells(plan.cells),
    restSql(others, plan, parameters.add) ?? "TRUE",
    afterSql(plan, parameters.add),
  ];
  const result = await db
    .prepare(
      `SELECT l.${column} AS v, l.number AS n, count(*) OVER () AS total
       FROM customer_list l INDEXED BY ${source.index} WHERE ${conditions.join(" AND ")}
       ORDER BY l.${column} IS NULL, l.${column} ${direction}, l.number ${direction}
       LIMIT ${query.limit + 1}`,
    )
    .bind(...parameters.values)
    .all<Row & { total: number }>();
  const number = result.results[0]?.total ?? 0;
  return {
    ...pageOf(result.results, query.limit),
    isComplete: true,
    count: query.after === null ? { number, exact: true } : null,
    rowsRead: result.meta.rows_read,
  };
}

/** The first `limit` rows, and where the next page begins if there are more. */
function pageOf(rows: readonly Row[], limit: number): Pick<ListPage, "numbers" | "next"> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    numbers: rows.slice(0, limit).map(({ n }) => n),
    next: last === undefined ? null : { value: last.v, number: last.n },
  };
}

/** Finds a page by walking the sort: those with a value first, then those without. */
async function walk(
  db: Database,
  plan: Plan,
  counts: ReadonlyMap<Filter | null, number>,
): Promise<ListPage> {
  const { limit, after, visible } = plan.query;
  const { maxWalked } = plan.limits;
  const rows: Row[] = [];
  // Where nothing is left to check, or one condition that many meet, the count is known.
  const [part = null, ...others] = plan.parts;
  const isCounted = others.length === 0 && visible === null && counts.has(part);
  let rowsRead = 0;
  let stopped: Position | null = null;
  for (const isKnown of after?.value === null ? [false] : [true, false]) {
    const from = isKnown || after?.value === null ? after : null;
    const step = await walkPart(db, plan, isKnown, from, {
      most: after === null && !isCounted ? maxWalked : limit + 1 - rows.length,
    });
    rows.push(...step.rows);
    rowsRead += step.rowsRead;
    stopped = step.stopped;
    if (rows.length > limit || stopped !== null) break;
  }
  const page = pageOf(rows, limit);
  const exact = stopped === null && rows.length <= limit;
  const most = isCounted && !exact ? plan.limits.maxGathered : rows.length;
  const number = Math.min(most, maxCounted);
  return {
    numbers: page.numbers,
    next: page.next ?? stopped,
    isComplete: page.next !== null || stopped === null,
    count: after === null ? { number, exact } : null,
    rowsRead,
  };
}

/**
 * Rows met in one part of the walk, `most` at most, and where it stopped before the part's end; null
 * where it did not. Where all that is walked is read anyway, to be counted, the walk is made once
 * and kept; else it goes no further than it has to.
 */
async function walkPart(
  db: Database,
  plan: Plan,
  isKnown: boolean,
  after: Position | null,
  { most }: { most: number },
): Promise<{ rows: Row[]; stopped: Position | null; rowsRead: number }> {
  const parameters = new Parameters();
  const rest = restSql(plan.parts, plan, parameters.add);
  const walked = rest === null ? most : plan.limits.maxWalked;
  const isKept = rest !== null && most >= walked;
  const sql = walkSql({
    ...plan,
    isKnown,
    after,
    walked,
    isKept,
    add: parameters.add,
  });
  const end = `SELECT 1, v, n FROM (SELECT v, n FROM q LIMIT 1 OFFSET ${walked - 1})`;
  const { results, meta }: D1Result<Row & { isEnd: number }> = await db
    .prepare(
      `${sql} SELECT 0 AS isEnd, q.v, q.n FROM q CROSS JOIN customer_list l ON l.number = q.n
       WHERE ${rest ?? "TRUE"} ${rest === null ? "" : `UNION ALL ${end}`} LIMIT ${isKept ? walked + 1 : most}`,
    )
    .bind(...parameters.values)
    .all<Row & { isEnd: number }>();
  const last = results.find(({ isEnd }) => isEnd === 1);
  return {
    rows: results.filter(({ isEnd }) => isEnd === 0),
    stopped: last === undefined ? null : { value: last.v, number: last.n },
    rowsRead: meta.rows_read,
  };
}
