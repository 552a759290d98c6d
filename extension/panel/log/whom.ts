/** Name of whom a log is for, where several customers are shown. */
import { displayName } from "../names.ts";
import type { PanelState } from "../state.ts";

/** Returns the customer's name; null where no other customer could be meant. */
export function whomOf({ people }: PanelState, address: string): string | null {
  const shown = people.find((one) => one.address === address);
  const customers = people.flatMap((one) => one.card?.customer.id ?? []);
  if (shown?.card == null || new Set(customers).size < 2) return null;
  return shown.card.customer.name ?? displayName(shown);
}
