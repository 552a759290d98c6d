/** Names of settings, their values and their faults in words. */
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import type { Tools } from "../../tools.ts";
import type { OwnAction } from "../../../../shared/scoring/actions/own/own-action.ts";
import { unitOf, type Unit } from "./fields.ts";
import { ownWords } from "./own/own-words.ts";
import { numberWords } from "./number-words.ts";
import type { Limit } from "./limits-of.ts";
import type { Value } from "./settings.ts";
import type { FieldFault } from "./use-draft.ts";

const entryOf = (path: string) =>
  /^(?<list>actions\.(?:catalogue|own|texts)|tier\.labels|trust\.behaviours)\.(?<key>[^.]+)(?:\.(?<part>.+))?$/.exec(
    path,
  )?.groups;

/** Returns the title of an action; of an own one as it is in these settings. */
export function actionTitle(
  key: string,
  { actions }: PolicySettings,
  { t, locale }: Tools,
): string {
  const own = actions.own.find((one) => one.key === key);
  return own === undefined ? t(`codes.action.${key}`) : own.wording[locale].title;
}

const families: Record<string, string> = {
  "trust.behaviours": "codes.behaviour",
  "tier.labels": "codes.tier",
};

/** Returns the name of a setting: "Spend so far", "Win them back: effort". */
export function nameOf(path: string, tools: Tools, settings: PolicySettings): string {
  const { t } = tools;
  const entry = entryOf(path);
  if (entry === undefined) return t(`policy.fields.${path}.name`);
  const { list, key = "", part } = entry;
  const family = families[list ?? ""];
  const name = family === undefined ? actionTitle(key, settings, tools) : t(`${family}.${key}`);
  if (list === "actions.own") return t("policy.parts.own");
  if (list === "actions.texts") return t("policy.partOf", { name, part: t("policy.parts.text") });
  if (list === "tier.labels") return t("policy.partOf", { name, part: t("policy.parts.label") });
  return part === undefined ? name : t("policy.partOf", { name, part: t(`policy.parts.${part}`) });
}

/** Returns the hint of a setting; empty where its name says all. */
export const hintOf = (path: string, { t }: Tools): string => t(`policy.fields.${path}.hint`);

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
  if (entryOf(path)?.["list"] !== "trust.behaviours" && typeof value === "string") {
    const words = wholeWords(path, value, tools);
    if (words !== null) return words;
  }
  if (typeof value === "boolean") return t(value ? "policy.yes" : "policy.no");
  if (path.endsWith(".dimension")) return t(`codes.dimension.${value}`);
  return typeof value === "number"
    ? numberWords(value, unitOf(path, tier.cut.method), tools)
    : value;
}

/** Returns an entry of a whole list in words; null for what is none. */
function wholeWords(path: string, json: string, tools: Tools): string | null {
  const list = entryOf(path)?.["list"];
  if (list === "actions.own") return ownWords(JSON.parse(json) as OwnAction, tools);
  if (list !== "actions.texts" && list !== "tier.labels") return null;
  const { en, zh_CN } = JSON.parse(json) as { en: string; zh_CN: string };
  const said = [en, zh_CN].filter((text) => text !== "");
  return said.length === 0 ? tools.t("policy.none") : said.map(shortened).join(" · ");
}

const mostShown = 60;
const shortened = (text: string) =>
  text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;

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
