/** A filter in words. */
import type {
  Condition,
  Filter,
  InstantField,
  NumberField,
} from "../../../../shared/contract/customer-filter.ts";
import type { Tools } from "../../tools.ts";
import { isCondition } from "./view.ts";

const families: Record<string, string> = {
  tier: "codes.tier",
  stage: "codes.stage",
  rfmSegment: "codes.segment",
  cluster: "codes.cluster",
  action: "codes.action",
  warning: "customers.warning",
  kind: "customers.kind",
  warningSign: "dashboards.loyalty.signs",
  rfmBefore: "codes.segment",
  clusterBefore: "codes.cluster",
};
/** Stands for those who were in none of the groups. */
const none = "-";

/** Returns the words of a code of a field; `owners` are names by id. */
export function codeWords(
  field: string,
  code: string,
  { t }: Tools,
  owners: ReadonlyMap<string, string>,
): string {
  if (field === "abc") return code.toUpperCase();
  if (field === "owner") return owners.get(code) ?? t("customers.unnamed");
  if (field === "moved") {
    const [, from = "", to = ""] = code.split(":");
    return t("customers.words.moved", {
      was: t(`codes.tier.${from}`),
      is: t(`codes.tier.${to}`),
    });
  }
  if (code === none && field.endsWith("Before")) return t("dashboards.rfm.noSegment");
  const family = families[field];
  return family === undefined ? code : t(`${family}.${code}`);
}

const shares: readonly NumberField[] = ["alive", "chance"];

function bound(field: NumberField | InstantField, value: number | string, tools: Tools): string {
  if (typeof value === "string") return tools.day(value);
  if (field === "value") return tools.money(value);
  return shares.some((one) => one === field) ? tools.percent(value) : tools.number(value, 1);
}

/** Returns a condition in words: "Trust: from 60", "Tier: High value or Mid value". */
export function conditionWords(
  condition: Condition,
  tools: Tools,
  owners: ReadonlyMap<string, string>,
): string {
  const { t } = tools;
  const field = t(`customers.column.${condition.field}`);
  if ("known" in condition)
    return t(condition.known ? "customers.words.known" : "customers.words.unknown", { field });
  if ("in" in condition) {
    const codes = condition.in.map((code) => codeWords(condition.field, code, tools, owners));
    const list = new Intl.ListFormat(tools.tag, { type: "disjunction" }).format(codes);
    return t("customers.words.is", { field, value: list });
  }
  const isTime = condition.field.endsWith("At") ? "Time" : "";
  const { from, below } = condition;
  const low = from === undefined ? "" : bound(condition.field, from, tools);
  const high = below === undefined ? "" : bound(condition.field, below, tools);
  if (below === undefined) return t(`customers.words.from${isTime}`, { field, low });
  if (from === undefined) return t(`customers.words.below${isTime}`, { field, high });
  return t(`customers.words.between${isTime}`, { field, low, high });
}

/** Returns a filter in words, groups in brackets. */
export function filterWords(
  filter: Filter,
  tools: Tools,
  owners: ReadonlyMap<string, string>,
): string {
  if (isCondition(filter)) return conditionWords(filter, tools, owners);
  const [parts, type] =
    "all" in filter ? [filter.all, "conjunction" as const] : [filter.any, "disjunction" as const];
  return new Intl.ListFormat(tools.tag, { type }).format(
    parts.map((part) =>
      isCondition(part)
        ? conditionWords(part, tools, owners)
        : `(${filterWords(part, tools, owners)})`,
    ),
  );
}
