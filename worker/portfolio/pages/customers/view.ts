/**
 * A view of the list as the address holds it, so that back, bookmark and sharing work: the view it
 * began with by its key, and what was changed of it.
 */
import type { Condition, Filter, Sort } from "../../../../shared/contract/customer-filter.ts";
import { readFilter, readSort } from "./read-filter.ts";

/** Filter, order and columns of the list; null for no filter, and for the columns usually shown. */
export type View = { filter: Filter | null; sort: Sort; columns: readonly string[] | null };
/** A view with a key, saved or one of those that are always there. */
export type NamedView = View & { key: string };

export const usualSort: Sort = "-value";
/** All customers: what an address without a view begins with. */
export const allCustomers: NamedView = {
  key: "all",
  filter: null,
  sort: usualSort,
  columns: null,
};

/** Returns the key of the view that an address begins with. */
export const keyIn = (query: Record<string, string>): string => query["view"] ?? allCustomers.key;

/** Reads a view on top of the one it began with; `isBroken` where its filter is none. */
export function readView(query: Record<string, string>, base: View): View & { isBroken: boolean } {
  const sort = readSort(query["sort"]) ?? base.sort;
  const given = query["columns"];
  const columns = given === undefined ? base.columns : given.split(",").filter(Boolean);
  const text = query["filter"];
  if (text === undefined) return { filter: base.filter, sort, columns, isBroken: false };
  if (text === "") return { filter: null, sort, columns, isBroken: false };
  const filter = readFilter(text);
  return { filter, sort, columns, isBroken: filter === null };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Returns true where a view is no longer what it began with. */
export const isChanged = (view: View, base: View): boolean =>
  !isSame(view.filter, base.filter) ||
  view.sort !== base.sort ||
  !isSame(view.columns, base.columns);

/** Returns the address of a view. Nothing personal stands in it: filters hold codes and numbers. */
export function addressOf(view: View, base: NamedView = allCustomers): string {
  const query = new URLSearchParams();
  if (base.key !== allCustomers.key) query.set("view", base.key);
  if (!isSame(view.filter, base.filter))
    query.set("filter", view.filter === null ? "" : JSON.stringify(view.filter));
  if (view.sort !== base.sort) query.set("sort", view.sort);
  if (!isSame(view.columns, base.columns)) query.set("columns", (view.columns ?? []).join(","));
  const text = query.toString();
  return text === "" ? "/customers" : `/customers?${text}`;
}

export type Joined = { how: "all" | "any"; parts: Filter[] };

/** Returns the parts of a filter at its top, and how they are joined. */
export function partsOf(filter: Filter | null): Joined {
  if (filter === null) return { how: "all", parts: [] };
  if ("all" in filter) return { how: "all", parts: filter.all };
  if ("any" in filter) return { how: "any", parts: filter.any };
  return { how: "all", parts: [filter] };
}

/** Joins parts to a filter; none is no filter. */
export function joined({ how, parts }: Joined): Filter | null {
  const [only] = parts;
  if (only === undefined) return null;
  if (parts.length === 1 && how === "all") return only;
  return how === "all" ? { all: parts } : { any: parts };
}

/** Returns true for a condition; false for a group of several. */
export const isCondition = (filter: Filter): filter is Condition => "field" in filter;
