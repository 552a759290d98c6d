/**
 * Proposes which column of a survey's export is what, with a reason for each; what is not sure is
 * not mapped. A scale in words or of another range is named and refused, never converted.
 */
import type { DimensionName, Metric } from "../../../../shared/contract/fields.ts";
import { range } from "../../../../shared/contract/metric-range.ts";
import { DIMENSIONS } from "../../../../shared/scoring/trust/questionnaires.ts";
import { type ColumnValues, valuesOf } from "./column-values.ts";
import type { SurveyTable } from "./survey-table.ts";

export const columnRoles = [
  "id",
  "address",
  "customer",
  "time",
  "nps",
  "csat",
  "ces",
  ...DIMENSIONS,
  "comment",
  "ignored",
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** Reason for a role; a code, for the words of either side. */
export type ColumnReason =
  | "chosen"
  | "by_name"
  | "by_name_and_values"
  | "empty"
  | "other_column"
  | "several"
  | "in_words"
  | "other_range"
  | "not_addresses"
  | "private"
  | "unknown";

export type MappedColumn = {
  at: number;
  name: string;
  role: ColumnRole;
  /** True for an item whose answers are turned round, 8 − x. */ isReversed: boolean;
  reason: ColumnReason;
  /** The role that its name speaks for, where it is not taken for it. */ likely: ColumnRole | null;
  /** True where it cannot be what was chosen: nothing is stored before that is settled. */
  isWrong: boolean;
  values: ColumnValues;
};
/** A choice that somebody made for a column. */
export type ColumnChoice = { role: ColumnRole; isReversed?: boolean };

type ScoreRole = Metric | DimensionName;
export const dimensions: readonly DimensionName[] = DIMENSIONS;
const isDimension = (role: ColumnRole): role is DimensionName =>
  (dimensions as readonly string[]).includes(role);
const isScore = (role: ColumnRole): role is ScoreRole =>
  role === "nps" || role === "csat" || role === "ces" || isDimension(role);

/** The scale of a role. */
export const scaleOf = (role: ScoreRole): readonly [number, number] =>
  isDimension(role) ? [1, 7] : (range[role] as readonly [number, number]);

/** Names by which a column is known, the more telling first. */
const names: readonly (readonly [ColumnRole, RegExp])[] = [
  [
    "id",
    /^(?:respondent|response|submission|entry|external)[ _-]?id$|^externalid$|^(?:答卷|问卷|反馈|提交)?(?:编号|序号)$/,
  ],
  [
    "time",
    /^(?:end date|date submitted|submitted at|completed at|timestamp|answered at|date|时间戳记?|(?:提交|填写|结束|答题|反馈)?(?:时间|日期))$/,
  ],
  ["address", /e-?mail|^username$|邮箱|电子邮件|邮件地址|^address$/],
  [
    "customer",
    /^(?:customer|client|account)[ _-]?(?:id|no|number|code)?\.?$|^客户(?:编号|代码|号)?$/,
  ],
  [
    "comment",
    /\bwhy\b|\breasons?\b|comments?\b|feedback|anything else|tell us more|原因|为什么|意见|建议|评论|留言/,
  ],
  ["nps", /\bnps\b|recommend|推荐/],
  ["ces", /\bces\b|\beffort\b|how easy|made it easy|\beas(?:y|ier|e)\b|费力|省力|轻松|容易/],
  ["csat", /\bcsat\b|satisf|满意/],
  ["professionalism", /professionalism|professional trust|职业(?:信任|性)?/],
  ["expertise", /expertise|competence|专业(?:信任|性|能力)?/],
  ["rapport", /rapport|relationship trust|关系(?:信任)?/],
  ["benefit", /\bbenefits?\b|利益(?:信任)?/],
];

/** Columns that are personal and of no use here: they are not read. */
const personal =
  /^ip address$|^(?:first|last|full)?[ _-]?name$|phone|telephone|^姓名$|电话|手机|^ip/;

const reversedMark = /\(r\)|\[r\]|\breversed?\b|反向/;

const lower = (name: string) => name.normalize("NFKC").toLowerCase().trim();

/** Roles that a name speaks for, the most telling first. */
const rolesOf = (name: string): ColumnRole[] =>
  names.flatMap(([role, pattern]) => (pattern.test(lower(name)) ? [role] : []));

/** Why values cannot be of a role; null where they can. */
function faultOf(role: ColumnRole, values: ColumnValues): ColumnReason | null {
  if (values.filled === 0) return role === "ignored" ? null : "empty";
  if (role === "address") return values.addresses * 5 >= values.filled * 4 ? null : "not_addresses";
  if (!isScore(role)) return null;
  if (values.scores < values.filled) return "in_words";
  const [low, high] = scaleOf(role);
  return values.low! < low || values.high! > high ? "other_range" : null;
}

/**
 * Maps the columns: those that somebody chose as they say, the others by name and values. Of two
 * columns that may be the same score neither is taken.
 */
export function mapColumns(
  table: SurveyTable,
  choices: ReadonlyMap<number, ColumnChoice> = new Map(),
): MappedColumn[] {
  const proposed = table.columns.map(({ at, name }): MappedColumn => {
    const values = valuesOf(table, at);
    const choice = choices.get(at);
    if (choice !== undefined) return chosen(at, name, choice, values);
    return propose(at, name, values);
  });
  return settleDoubles(proposed, table);
}

function chosen(
  at: number,
  name: string,
  { role, isReversed = false }: ColumnChoice,
  values: ColumnValues,
): MappedColumn {
  const fault = faultOf(role, values);
  return {
    at,
    name,
    role,
    values,
    likely: null,
    isReversed: isReversed && isDimension(role),
    reason: fault ?? "chosen",
    isWrong: fault !== null && fault !== "empty",
  };
}

function propose(at: number, name: string, values: ColumnValues): MappedColumn {
  const about = { at, name, values, isReversed: false, likely: null, isWrong: false };
  if (personal.test(lower(name))) return { ...about, role: "ignored", reason: "private" };
  const roles = rolesOf(name);
  if (values.filled === 0) return { ...about, role: "ignored", reason: "empty" };
  // A comment is in words; a question on why may name the score that it is about.
  const fitting = roles.filter((role) => {
    if (role === "comment") return values.scores < values.filled;
    return faultOf(role, values) === null;
  });
  const [role] = fitting;
  if (role === undefined) {
    const [likely = null] = roles.filter((one) => one !== "comment");
    const reason = likely === null ? "unknown" : (faultOf(likely, values) ?? "unknown");
    return { ...about, role: "ignored", reason, likely };
  }
  const isReversed = isDimension(role) && reversedMark.test(lower(name));
  return { ...about, role, isReversed, reason: isScore(role) ? "by_name_and_values" : "by_name" };
}

/** Roles of which one column is enough: the fullest is taken, the first of equals. */
const onlyOne: readonly ColumnRole[] = ["id", "address", "customer", "time", "comment"];
/** Scores of which a second column means that neither is sure. */
const neverTwo: readonly ColumnRole[] = ["nps", "csat", "ces"];

function settleDoubles(columns: MappedColumn[], { program }: SurveyTable): MappedColumn[] {
  const taken = new Map<ColumnRole, number>();
  for (const role of onlyOne) {
    const own = columns.filter((one) => one.role === role);
    const best =
      own.find(({ reason }) => reason === "chosen") ??
      own.toSorted((p, q) => q.values.filled - p.values.filled || p.at - q.at)[0];
    if (best !== undefined) taken.set(role, best.at);
  }
  return columns.map((column) => {
    const { role, reason, at } = column;
    if (reason === "chosen" || column.isWrong) return column;
    // "Start Date" of SurveyMonkey is when the survey was opened.
    const isOther = onlyOne.includes(role) && taken.get(role) !== at;
    if (isOther) return { ...column, role: "ignored", reason: "other_column", likely: role };
    if (program === "surveymonkey" && /^start date$/i.test(column.name))
      return { ...column, role: "ignored", reason: "other_column", likely: "time" };
    const isDouble = neverTwo.includes(role) && columns.filter((o) => o.role === role).length > 1;
    return isDouble ? { ...column, role: "ignored", reason: "several", likely: role } : column;
  });
}

/** Why a file cannot be imported yet; empty where it can. */
export type MappingFault =
  | { fault: "no_person" | "no_time" | "nothing_asked" }
  | { fault: "wrong_column"; name: string }
  | { fault: "twice"; role: ColumnRole };

export function faultsOf(columns: readonly MappedColumn[]): MappingFault[] {
  const has = (role: ColumnRole) => columns.some((one) => one.role === role);
  const faults: MappingFault[] = columns
    .filter(({ isWrong }) => isWrong)
    .map(({ name }) => ({ fault: "wrong_column", name }));
  if (!has("address") && !has("customer")) faults.push({ fault: "no_person" });
  if (!has("time")) faults.push({ fault: "no_time" });
  if (!columns.some(({ role }) => isScore(role))) faults.push({ fault: "nothing_asked" });
  for (const role of columnRoles)
    if (
      role !== "ignored" &&
      role !== "comment" &&
      !isDimension(role) &&
      columns.filter((one) => one.role === role).length > 1
    )
      faults.push({ fault: "twice", role });
  return faults;
}
