/** Everything that rows, groups and the selection need to decide. */
import type { TierName } from "../../../../shared/contract/fields.ts";
import type { Decide, Which } from "./use-decide.ts";

export type Asked = {
  decision: "declined" | "overridden";
  which: Which;
  count: number;
  /** The tier that the decision is about, where it is about one customer. */
  tier: TierName | null;
};

export type Deciding = {
  decide: Decide;
  undo(ids: readonly string[]): Promise<void>;
  isBusy: boolean;
  /** Opens the dialog that asks for reason and end, and for the tier of an override. */
  ask(decision: Asked["decision"], which: Which, count: number, tier?: TierName | null): void;
  /** Customers who are selected. */
  selected: ReadonlySet<string>;
  select(customers: readonly string[], isSelected: boolean): void;
};
