/**
 * The grammar of filters over the list of customers: conditions on fields, joined by `all` and
 * `any`. A condition on a value that is not known does not hold, but for `known: false`.
 */
import { z } from "@hono/zod-openapi";
export * from "./filter-fields.ts";
import {
  instantFields,
  numberFields,
  sortFields,
  type InstantField,
  type NumberField,
  type Sort,
} from "./filter-fields.ts";
import {
  abcClass,
  customerKind,
  id,
  instant,
  stageName,
  text,
  tierName,
  warningSign,
} from "./fields.ts";

const warningLevel = z.enum(["watch", "act"]);
/** A move of tier in a review: the review's id, the tier before and the tier after. */
const tiers = tierName.options.join("|");
const move = text(60).regex(new RegExp(`^[0-9a-f-]{36}:(${tiers}):(${tiers})$`));
/**
 * Codes of a customer, each with what it may be. `owner` is a user's id, `action` a key,
 * `warningSign` the leading one. `rfmBefore` and `clusterBefore` are of the month before that of
 * the last review, `-` for those who were in none.
 */
const coded = {
  kind: customerKind,
  tier: tierName,
  stage: stageName,
  abc: abcClass,
  warning: warningLevel,
  owner: id,
  segment: text(80),
  rfmSegment: text(80),
  cluster: text(200),
  action: text(100),
  warningSign,
  rfmBefore: text(80),
  clusterBefore: text(200),
  moved: move,
} as const;
export type CodedField = keyof typeof coded;

/** Nobody asks whether a customer ever moved: a move is of one review. */
const knowableCodes = (Object.keys(coded) as CodedField[]).filter((field) => field !== "moved");
export type Field = CodedField | NumberField | InstantField;

type InCodes = { field: CodedField; in: string[] };
/** Half-open: `from` is in it, `below` is not. */
type InNumbers = { field: NumberField; from?: number | undefined; below?: number | undefined };
type InInstants = { field: InstantField; from?: string | undefined; below?: string | undefined };
type IsKnown = { field: Field; known: boolean };
export type Condition = InCodes | InNumbers | InInstants | IsKnown;
/** An empty `all` holds for every customer, an empty `any` for none. */
export type Filter = { all: Filter[] } | { any: Filter[] } | Condition;

/** Groups within groups, and conditions in all, at most. */
export const maxDepth = 4;
export const maxConditions = 40;
const maxCodes = 50;

const codes = <F extends CodedField>(field: F, code: (typeof coded)[F]) =>
  z.strictObject({
    field: z.literal(field),
    in: z
      .array(code as z.ZodString)
      .min(1)
      .max(maxCodes),
  });
const inCodes = z.discriminatedUnion("field", [
  codes("kind", coded.kind),
  codes("tier", coded.tier),
  codes("stage", coded.stage),
  codes("abc", coded.abc),
  codes("warning", coded.warning),
  codes("owner", coded.owner),
  codes("segment", coded.segment),
  codes("rfmSegment", coded.rfmSegment),
  codes("cluster", coded.cluster),
  codes("action", coded.action),
  codes("warningSign", coded.warningSign),
  codes("rfmBefore", coded.rfmBefore),
  codes("clusterBefore", coded.clusterBefore),
  codes("moved", coded.moved),
]);

type Bounds = { from?: string | number | undefined; below?: string | number | undefined };
const order = (bound: string | number) => (typeof bound === "string" ? Date.parse(bound) : bound);
/** Refuses a range without bounds, and one that nothing can lie in. */
function checkBounds({ from, below }: Bounds, check: z.RefinementCtx): void {
  if (from === undefined && below === undefined)
    check.addIssue({ code: "custom", message: "give from, below or both" });
  else if (from !== undefined && below !== undefined && order(from) >= order(below))
    check.addIssue({ code: "custom", path: ["below"], message: "must lie above from" });
}
const inNumbers = z
  .strictObject({
    field: z.enum(numberFields),
    from: z.number().optional(),
    below: z.number().optional(),
  })
  .superRefine(checkBounds);
const inInstants = z
  .strictObject({
    field: z.enum(instantFields),
    from: instant.optional(),
    below: instant.optional(),
  })
  .superRefine(checkBounds);
const isKnown = z.strictObject({
  field: z.enum([...knowableCodes, ...numberFields, ...instantFields]),
  known: z.boolean(),
});

const has = (input: unknown, key: string) =>
  typeof input === "object" && input !== null && key in input;
const fieldOf = (input: unknown) => (input as { field?: unknown } | null)?.field;

/** The sentence on the first fault that the branch of a union found which `input` was meant for. */
function faultIn(errors: z.core.$ZodIssue[][], branch: number): string {
  const issue = errors[branch]?.[0];
  if (issue === undefined) return "it is not a filter";
  const path = issue.path.map(String).join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}
type UnionFault = { input?: unknown; errors?: z.core.$ZodIssue[][] };

/** The branch of `condition` that an input was meant for, by the keys that it has. */
function conditionBranch(input: unknown): number {
  if (has(input, "in")) return 0;
  if (has(input, "known")) return 1;
  return instantFields.some((field) => field === fieldOf(input)) ? 3 : 2;
}
const condition = z
  .union([inCodes, isKnown, inNumbers, inInstants], {
    error: (fault) => {
      const { input, errors = [] } = fault as UnionFault;
      if (has(input, "all") || has(input, "any"))
        return `all and any may stand within each other ${maxDepth} deep at most`;
      if (!has(input, "field")) return "needs all, any or field";
      return faultIn(errors, conditionBranch(input));
    },
  })
  .openapi("CustomerCondition");

/** Filters whose groups stand `depth` deep within each other at most. */
function filterOf(depth: number): z.ZodType<Filter, Filter> {
  if (depth === 0) return condition as z.ZodType<Filter, Filter>;
  const parts = z.array(filterOf(depth - 1)).max(maxConditions);
  return z
    .union([z.strictObject({ all: parts }), z.strictObject({ any: parts }), condition], {
      error: (fault) => {
        const { input, errors = [] } = fault as UnionFault;
        return faultIn(errors, has(input, "all") ? 0 : has(input, "any") ? 1 : 2);
      },
    })
    .openapi(`CustomerFilter${depth}`) as z.ZodType<Filter, Filter>;
}

/** The conditions of a filter, in the order in which they stand. */
export function conditionsOf(filter: Filter): Condition[] {
  if ("all" in filter) return filter.all.flatMap(conditionsOf);
  return "any" in filter ? filter.any.flatMap(conditionsOf) : [filter];
}

export const customerFilter = filterOf(maxDepth).superRefine((filter, check) => {
  if (conditionsOf(filter).length > maxConditions)
    check.addIssue({ code: "custom", message: `has more than ${maxConditions} conditions` });
});

export const customerSort = z.enum(
  sortFields.flatMap((field): Sort[] => [field, `-${field}`]) as [Sort, ...Sort[]],
);

/** A filter as a URL holds it: JSON. */
export const filterParameter = text(8_000)
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue({ code: "custom", message: "is not JSON" });
      return z.NEVER;
    }
  })
  .pipe(customerFilter as z.ZodType<Filter, unknown>)
  .openapi({ type: "string", example: '{"field":"tier","in":["high"]}' });
