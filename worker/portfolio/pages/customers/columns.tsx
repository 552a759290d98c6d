/** The columns of the list: their words, their sort, and how a value is shown. */
import type { ComponentChildren } from "preact";
import type { ListedCustomer } from "../../../../shared/contract/answers.ts";
import type { SortField } from "../../../../shared/contract/customer-filter.ts";
import { isShownAmount } from "../../../../shared/ui/shown-amount.ts";
import { TierBadge } from "../../../../shared/ui/tier-badge.tsx";
import type { Tools } from "../../tools.ts";

export type Column = {
  /** Its words stand under `customers.column.<key>`. */
  key: string;
  /** Left out where the list cannot be sorted by it. */
  sort?: SortField;
  isNumber?: boolean;
  show(customer: ListedCustomer, tools: Tools): ComponentChildren;
};

const unknown = <span class="muted">–</span>;
const orUnknown = <Value,>(value: Value | null, show: (known: Value) => ComponentChildren) =>
  value === null ? unknown : show(value);

function score(key: "trust" | "tierScore" | "relationship"): Column {
  return {
    key,
    sort: key,
    isNumber: true,
    show: (customer, { number }) => orUnknown(customer[key], (known) => number(known)),
  };
}
function share(key: "alive" | "chance"): Column {
  return {
    key,
    sort: key,
    isNumber: true,
    show: (customer, { percent }) => orUnknown(customer[key], percent),
  };
}
function moment(
  key: "firstPurchaseAt" | "lastPurchaseAt" | "lastContactAt" | "lastAskedAt",
): Column {
  return {
    key,
    sort: key,
    show: (customer, { day }) => orUnknown(customer[key], day),
  };
}

/** Every column there is, in their order; the name always stands first. */
export const columns: readonly Column[] = [
  {
    key: "tier",
    sort: "tierScore",
    show: ({ tier, former }) => <TierBadge tier={tier} former={former ? true : undefined} />,
  },
  { key: "stage", show: ({ stage }, { t }) => t(`codes.stage.${stage}`) },
  {
    key: "value",
    sort: "value",
    isNumber: true,
    show: ({ value }, { t, estimate }) =>
      orUnknown(value, (known) =>
        isShownAmount(known) ? estimate(known) : t("customers.nothingExpected"),
      ),
  },
  share("chance"),
  score("trust"),
  moment("lastContactAt"),
  moment("lastPurchaseAt"),
  {
    key: "warning",
    show: ({ warning }, { t }) =>
      orUnknown(warning, (level) => (
        <span class={level === "act" ? "down" : ""}>{t(`customers.warning.${level}`)}</span>
      )),
  },
  {
    key: "action",
    show: ({ action }, { t }) => orUnknown(action, (key) => t(`codes.action.${key}`)),
  },
  {
    key: "owner",
    show: ({ owner }, { t }) => orUnknown(owner, ({ name }) => name ?? t("customers.unnamed")),
  },
  { key: "segment", show: ({ segment }) => orUnknown(segment, (known) => <bdi>{known}</bdi>) },
  {
    key: "rfmSegment",
    show: ({ rfmSegment }, { t }) => orUnknown(rfmSegment, (key) => t(`codes.segment.${key}`)),
  },
  {
    key: "cluster",
    show: ({ cluster }, { t }) => orUnknown(cluster, (key) => t(`codes.cluster.${key}`)),
  },
  { key: "abc", show: ({ abc }) => orUnknown(abc, (key) => key.toUpperCase()) },
  score("tierScore"),
  score("relationship"),
  share("alive"),
  moment("firstPurchaseAt"),
  moment("lastAskedAt"),
];

/** Columns that stand there before anybody chose. */
export const usualColumns = [
  "tier",
  "stage",
  "value",
  "chance",
  "trust",
  "lastContactAt",
  "lastPurchaseAt",
  "warning",
];

const place = "regards.columns";

/** Returns the columns chosen in this browser. */
export function chosenColumns(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "null");
    if (Array.isArray(kept) && kept.every((key) => typeof key === "string")) return kept;
  } catch {
    // Storage may be shut off, or hold what is no JSON.
  }
  return usualColumns;
}

/** Keeps the chosen columns where the browser allows it. */
export function keepColumns(keys: readonly string[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(keys));
  } catch {
    // Without storage they hold until the page is closed.
  }
}
