/** A view of the list as the address holds it, so that back, bookmark and sharing work. */
import type { Condition, Filter, Sort } from "../../../../shared/contract/customer-filter.ts";
import { readFilter, readSort } from "./read-filter.ts";

export type View = { filter: Filter | null; sort: Sort };
export const usualSort: Sort = "-value";

/** Reads a view; `isBroken` where the address holds a filter that is none. */
export function readView(query: Record<string, string>): View & { isBroken: boolean } {
  const sort = readSort(query["sort"]) ?? usualSort;
  const given = query["filter"];
  if (given === undefined || given === "") return { filter: null, sort, isBroken: false };
  const filter = readFilter(given);
  return { filter, sort, isBroken: filter === null };
}

/** Returns the address of a view. Nothing personal stands in it: filters hold codes and numbers. */
export function addressOf({ filter, sort }: View): string {
  const query = new URLSearchParams();
  if (filter !== null) query.set("filter", JSON.stringify(filter));
  if (sort !== usualSort) query.set("sort", sort);
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
