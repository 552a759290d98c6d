/** Names of settings, their values and their faults in words. */
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import type { Tools } from "../../tools.ts";
import { unitOf, type Unit } from "./fields.ts";
import type { Limit } from "./limits-of.ts";
import type { Value } from "./settings.ts";
import { typedOf } from "./typed-number.ts";
import type { FieldFault } from "./use-draft.ts";

const entryOf = (path: string) =>
  /^(?<list>actions\.catalogue|trust\.behaviours)\.(?<key>[^.]+)(?:\.(?<part>\w+))?$/.exec(path)
    ?.groups;

/** Returns the name of a setting: "Weight of recent spend", "Win them back: effort". */
export function nameOf(path: string, { t }: Tools): string {
  const entry = entryOf(path);
  if (entry === undefined) return t(`policy.fields.${path}.name`);
  const { list, key = "", part } = entry;
  const family = list === "actions.catalogue" ? "action" : "behaviour";
  const name = t(`codes.${family}.${key}`);
  return part === undefined ? name : t("policy.partOf", { name, part: t(`policy.parts.${part}`) });
}

/** Returns the hint of a setting; empty where its name says all. */
export const hintOf = (path: string, { t }: Tools): string => t(`policy.fields.${path}.hint`);

/** Returns a number with its unit: "90 days", "20%", "£15". */
export function numberWords(value: number, unit: Unit, tools: Tools): string {
  if (unit === "money") return tools.money(value);
  const shown = tools.number(Number(typedOf(value, unit, 0)), 6);
  if (unit === "plain" || unit === "weight") return shown;
  return tools.t(`policy.units.${unit}`, { shown, count: value });
}

/** Returns a value in words; a cut's unit is that of the method beside it. */
export function valueWords(
  path: string,
  value: Value,
  { tier }: PolicySettings,
  tools: Tools,
): string {
  const { t } = tools;
  if (path === "review.moves") return t(`policy.reviewMoves.${String(value)}`);
  if (path === "tier.cut.method") return t(`policy.methods.${String(value)}`);
  if (/^actions\.catalogue\.[^.]+$/.test(path))
    return t(value === undefined ? "policy.off" : "policy.on");
  if (value === undefined) return t("policy.none");
  if (typeof value === "boolean") return t(value ? "policy.yes" : "policy.no");
  if (path.endsWith(".dimension")) return t(`codes.dimension.${value}`);
  return typeof value === "number"
    ? numberWords(value, unitOf(path, tier.cut.method), tools)
    : value;
}

/** Returns what is wrong with a field and what it may be. */
export function faultWords(fault: FieldFault, unit: Unit, tools: Tools): string {
  if (fault.code === "refused") return fault.message;
  const limit = "limit" in fault ? fault.limit : undefined;
  return tools.t(`policy.fault.${fault.code}`, rangeWords(limit, unit, tools));
}

function rangeWords(limit: Limit | undefined, unit: Unit, tools: Tools): Record<string, string> {
  const shown = (value: number) => numberWords(value, unit, tools);
  return limit === undefined ? {} : { low: shown(limit.min), high: shown(limit.max) };
}
