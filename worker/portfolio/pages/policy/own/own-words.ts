/** Own actions and their conditions in words. */
import type { OwnAction } from "../../../../../shared/scoring/actions/own/own-action.ts";
import {
  isCodeCondition,
  type CodeMeasure,
  type NumberMeasure,
  type OwnCondition,
} from "../../../../../shared/scoring/actions/own/own-measures.ts";
import type { Tools } from "../../../tools.ts";
import type { Unit } from "../fields.ts";
import { numberWords } from "../number-words.ts";

const units: Partial<Record<NumberMeasure, Unit>> = {
  daysSincePurchase: "days",
  daysSinceContact: "days",
  daysSinceFirstPurchase: "days",
  sales: "money",
  value: "money",
  chance: "share",
  alive: "share",
  tierScore: "points",
  trust: "points",
  ourTrust: "points",
  satisfaction: "points",
  relationship: "points",
};

/** Returns what a measure is counted in. */
export const unitOfMeasure = (measure: NumberMeasure): Unit => units[measure] ?? "plain";

const families: Record<CodeMeasure, string> = {
  tier: "codes.tier",
  stage: "codes.stage",
  warning: "policy.own.warnings",
  abc: "",
  rfmSegment: "codes.segment",
};

/** Returns a code of a measure in words. */
export const codeWords = (measure: CodeMeasure, code: string, { t }: Tools): string =>
  measure === "abc" ? code.toUpperCase() : t(`${families[measure]}.${code}`);

/** Returns a condition in words: "Orders: 3 or more". */
export function conditionWords(condition: OwnCondition, tools: Tools): string {
  const value = isCodeCondition(condition)
    ? codeWords(condition.measure, condition.value, tools)
    : numberWords(condition.value, unitOfMeasure(condition.measure), tools);
  return tools.t(`policy.own.says.${condition.comparison}`, {
    measure: tools.t(`policy.own.measures.${condition.measure}`),
    value,
  });
}

/** Returns an own action in words: its title, and when it applies. */
export function ownWords({ wording, conditions }: OwnAction, tools: Tools): string {
  const list = new Intl.ListFormat(tools.tag, { type: "conjunction" });
  return tools.t("policy.partOf", {
    name: wording[tools.locale].title,
    part: list.format(conditions.map((one) => conditionWords(one, tools))),
  });
}
