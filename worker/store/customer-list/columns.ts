/** Columns of `customer_list`, how codes stand in them, and the index of each. */
import {
  type CodedField,
  type Condition,
  type Field,
  type InstantField,
  instantFields,
  type NumberField,
  sortFields,
} from "../../../shared/contract/customer-filter.ts";
import {
  abcClass,
  customerKind,
  type StageName,
  stageName,
  type TierName,
  warningSign,
} from "../../../shared/contract/fields.ts";

/** Tiers and stages by their ranks, as migration 0015 has them. */
export const tierRanks = ["potential", "low", "mid", "high"] as const satisfies TierName[];
export const stageRanks = stageName.options;
const stagesPerTier = 16;

/** The number that a tier and a stage share in `customer_list.cell`. */
export const cellOf = (tier: TierName, stage: StageName): number =>
  stagesPerTier * tierRanks.indexOf(tier) + stageRanks.indexOf(stage);

export type Cell = { cell: number; tier: TierName; stage: StageName };
/** Every tier with every stage. */
export const allCells: readonly Cell[] = tierRanks.flatMap((tier) =>
  stageRanks.map((stage) => ({ cell: cellOf(tier, stage), tier, stage })),
);
/** The tier and the stage of a stored cell. */
export const tierOfCell = (cell: number): TierName => tierRanks[Math.floor(cell / stagesPerTier)]!;
export const stageOfCell = (cell: number): StageName => stageRanks[cell % stagesPerTier]!;

/** Codes that stand as their ranks. */
export const ranked = {
  kind: customerKind.options,
  abc: abcClass.options,
} as const satisfies Partial<Record<CodedField, readonly string[]>>;
export type RankedField = keyof typeof ranked;

/** Returns the rank of a code; null for none. */
export const rankOf = (field: RankedField, code: string | null): number | null =>
  code === null ? null : (ranked[field] as readonly string[]).indexOf(code);

const levels = ["watch", "act"] as const;
const signs = [null, ...warningSign.options] as const;
export type Warning = { level: (typeof levels)[number]; sign: (typeof signs)[number] };

/**
 * Warnings at the numbers that stand for them in `customer_list.warning`; without a sign in rows
 * of before it was kept, which the next review completes.
 */
export const allWarnings: readonly Warning[] = signs.flatMap((sign) =>
  levels.map((level) => ({ level, sign })),
);
/** Returns the number of a warning; null without one. */
export function warningRank(level: string | undefined, sign: string | null = null): number | null {
  const at = allWarnings.findIndex((one) => one.level === level && one.sign === sign);
  return at < 0 ? null : at;
}

/** Fields that are no columns of their own: tier and stage share `cell`. */
type Derived = "tier" | "stage" | "rfmBefore" | "clusterBefore" | "moved";
/** The column of each other field; level and leading sign of a warning share one. */
export const columnOf: Readonly<Record<Exclude<Field, Derived>, string>> = {
  kind: "kind",
  abc: "abc",
  warning: "warning",
  warningSign: "warning",
  owner: "owner_id",
  segment: "segment_index",
  rfmSegment: "rfm_segment",
  cluster: "cluster",
  action: "action",
  tierScore: "tier_score",
  trust: "trust",
  value: "value",
  alive: "alive",
  chance: "chance",
  relationship: "relationship",
  recency: "recency",
  frequency: "frequency",
  monetary: "monetary",
  firstPurchaseAt: "first_purchase_at",
  lastPurchaseAt: "last_purchase_at",
  lastContactAt: "last_contact_at",
  lastAskedAt: "last_asked_at",
};

/** Codes that have an index of those customers alone that have one. */
const indexedCodes: Partial<Record<Field, string>> = {
  owner: "list_by_owner",
  segment: "list_by_segment",
  warning: "list_by_warning",
  rfmSegment: "list_by_rfm_segment",
  cluster: "list_by_cluster",
  action: "list_by_action",
  warningSign: "list_by_warning",
  // That of the primary key's kind: by the customer's id.
  moved: "sqlite_autoindex_customer_list_1",
};

/** The index, by cell first, in which customers stand in the order of a number or an instant. */
export const sortIndex = (field: NumberField | InstantField): string =>
  `list_by_${columnOf[field]}`;

export const isInstant = (field: Field): field is InstantField =>
  (instantFields as readonly string[]).includes(field);

const uncoded = (field: Field): field is NumberField | InstantField =>
  (sortFields as readonly string[]).includes(field);

/** The index that finds who meets a condition without looking at others; null where none does. */
export function indexFor(condition: Condition): string | null {
  const { field } = condition;
  if (uncoded(field)) return sortIndex(field);
  const isUnknown = "known" in condition && !condition.known;
  return isUnknown ? null : (indexedCodes[field] ?? null);
}
