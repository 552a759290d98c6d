/** Segments of a filter as the list knows them. */
import { conditionsOf, type Filter } from "../../shared/contract/customer-filter.ts";
import type { Sealer } from "../security/seal.ts";
import { indexOfSegment } from "./recognition.ts";

/** Returns a filter whose segments are their blind indexes. */
export async function withSegmentIndexes(sealer: Sealer, filter: Filter): Promise<Filter> {
  const texts = conditionsOf(filter).flatMap((condition) =>
    "in" in condition && condition.field === "segment" ? condition.in : [],
  );
  if (texts.length === 0) return filter;
  const indexes = new Map(
    await Promise.all(
      texts.map(async (text) => [text, (await indexOfSegment(sealer, text)) ?? ""] as const),
    ),
  );
  const indexed = (part: Filter): Filter => {
    if ("all" in part) return { all: part.all.map(indexed) };
    if ("any" in part) return { any: part.any.map(indexed) };
    return "in" in part && part.field === "segment"
      ? { ...part, in: part.in.map((text) => indexes.get(text) ?? "") }
      : part;
  };
  return indexed(filter);
}
