/** An own action as it is typed, and as the policy keeps it. */
import type { PolicySettings } from "../../../../../shared/contract/requests.ts";
import type { OwnAction } from "../../../../../shared/scoring/actions/own/own-action.ts";
import {
  codeMeasures,
  isCodeCondition,
  OWN_PREFIX,
  type CodeCondition,
  type NumberCondition,
  type OwnCondition,
  type OwnKey,
  type OwnUrgency,
} from "../../../../../shared/scoring/actions/own/own-measures.ts";
import type { ActionEntry } from "../../../../../shared/scoring/policy.ts";
import { limitOf } from "../fields.ts";
import { withValue } from "../settings.ts";
import { findNumberFault, numberOf, typedOf } from "../typed-number.ts";
import { unitOfMeasure } from "./own-words.ts";

export type Language = "en" | "zh_CN";
export const languages: readonly Language[] = ["en", "zh_CN"];
/** A condition whose number is still text. */
export type TypedCondition = CodeCondition | (Omit<NumberCondition, "value"> & { value: string });
export type TypedOwn = {
  /** Null of one that is new. */
  key: OwnKey | null;
  title: Record<Language, string>;
  reason: Record<Language, string>;
  conditions: TypedCondition[];
  urgency: OwnUrgency;
  sells: boolean;
  effort: string;
  coolDownDays: string;
  suppressionDays: string;
};
export type OwnField = "title" | "reason" | "effort" | "coolDownDays" | "suppressionDays";

/** Effort (minor units) and days of a new own action. */
export const usualEntry = { effort: 500, coolDownDays: 60, suppressionDays: 90 };
export const firstCondition: TypedCondition = {
  measure: "tier",
  comparison: "is",
  value: "high",
};

export const isTypedCode = (one: TypedCondition): one is CodeCondition =>
  one.measure in codeMeasures;

/** Returns the action of a key as it is typed; a new one where there is none. */
export function readOwn({ actions }: PolicySettings, key: string, decimals: number): TypedOwn {
  const own = actions.own.find((one) => one.key === key);
  const entry = actions.catalogue.find((one) => one.key === key) ?? usualEntry;
  const said = (part: "title" | "reason") => ({
    en: own?.wording.en[part] ?? "",
    zh_CN: own?.wording.zh_CN[part] ?? "",
  });
  return {
    key: own?.key ?? null,
    title: said("title"),
    reason: said("reason"),
    conditions: own?.conditions.map((one) => typedCondition(one, decimals)) ?? [firstCondition],
    urgency: own?.urgency ?? "growth",
    sells: own?.sells ?? true,
    effort: typedOf(entry.effort, "money", decimals),
    coolDownDays: String(entry.coolDownDays),
    suppressionDays: String(entry.suppressionDays),
  };
}

const typedCondition = (one: OwnCondition, decimals: number): TypedCondition =>
  isCodeCondition(one)
    ? one
    : { ...one, value: typedOf(one.value, unitOfMeasure(one.measure), decimals) };

/** Returns the number of a typed condition; NaN where it is none. */
export const conditionNumber = (one: TypedCondition, decimals: number): number =>
  isTypedCode(one) ? 0 : numberOf(one.value, unitOfMeasure(one.measure), decimals);

/** Returns the fields that cannot be kept as they are; conditions by their place. */
export function faultsOf(typed: TypedOwn, decimals: number): Set<string> {
  const faults = new Set<string>();
  for (const part of ["title", "reason"] as const)
    if (languages.every((one) => typed[part][one].trim() === "")) faults.add(part);
  for (const [at, one] of typed.conditions.entries())
    if (!Number.isFinite(conditionNumber(one, decimals))) faults.add(`condition ${at}`);
  for (const part of ["effort", "coolDownDays", "suppressionDays"] as const) {
    const value = numberOf(typed[part], part === "effort" ? "money" : "days", decimals);
    const limit = limitOf(`actions.catalogue.own_.${part}`, "");
    if (findNumberFault(value, limit) !== null) faults.add(part);
  }
  return faults;
}

/** Makes a key of the English title that no other action has: "Invite to tea" → `own_invite_to_tea`. */
function newKey(title: string, taken: readonly string[]): OwnKey {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ["action"];
  const name = words.join("_").slice(0, 32).replace(/_$/, "");
  const keys = [name, ...taken.map((_, at) => `${name}_${at + 2}`)].map(
    (one): OwnKey => `${OWN_PREFIX}${one}`,
  );
  return keys.find((key) => !taken.includes(key)) ?? `${OWN_PREFIX}${name}`;
}

/** Returns both languages; what is empty in one is as in the other. */
function bothOf(said: Record<Language, string>): Record<Language, string> {
  const [en, zh] = [said.en.trim(), said.zh_CN.trim()];
  return { en: en === "" ? zh : en, zh_CN: zh === "" ? en : zh };
}

/** Puts a typed action without faults into settings; it is offered, unless it was switched off. */
export function savedOwn(
  settings: PolicySettings,
  typed: TypedOwn,
  decimals: number,
): PolicySettings {
  const { own, catalogue } = settings.actions;
  const key =
    typed.key ??
    newKey(
      typed.title.en,
      own.map((one) => one.key),
    );
  const [title, reason] = [bothOf(typed.title), bothOf(typed.reason)];
  const action: OwnAction = {
    key,
    wording: {
      en: { title: title.en, reason: reason.en },
      zh_CN: { title: title.zh_CN, reason: reason.zh_CN },
    },
    conditions: typed.conditions.map((one) =>
      isTypedCode(one) ? one : { ...one, value: conditionNumber(one, decimals) },
    ),
    urgency: typed.urgency,
    sells: typed.sells,
  };
  const entry: ActionEntry = {
    key,
    effort: numberOf(typed.effort, "money", decimals),
    coolDownDays: numberOf(typed.coolDownDays, "days", decimals),
    suppressionDays: numberOf(typed.suppressionDays, "days", decimals),
  };
  const isOff = typed.key !== null && !catalogue.some((one) => one.key === key);
  const withOwn = withValue(settings, `actions.own.${key}`, action);
  return isOff ? withOwn : withValue(withOwn, `actions.catalogue.${key}`, entry);
}
