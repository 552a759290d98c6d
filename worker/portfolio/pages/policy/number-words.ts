/** Numbers of settings with their unit. */
import type { Tools } from "../../tools.ts";
import type { Unit } from "./fields.ts";
import { typedOf } from "./typed-number.ts";

/** Returns a number with its unit: "90 days", "20%", "£15". */
export function numberWords(value: number, unit: Unit, tools: Tools): string {
  if (unit === "money") return tools.money(value);
  const shown = tools.number(Number(typedOf(value, unit, 0)), 6);
  if (unit === "plain" || unit === "weight") return shown;
  return tools.t(`policy.units.${unit}`, { shown, count: value });
}
