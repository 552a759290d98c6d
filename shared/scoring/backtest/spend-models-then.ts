/** The spend models of an earlier day. */
import { gammaGamma } from "../models/gamma-gamma/gamma-gamma.ts";
import { fitWithFirst } from "../models/gamma-gamma/with-first.ts";
import type { SpendModels } from "../spend.ts";
import type { Sighting } from "./purchase-record.ts";

/** Fits spend as reviews do, to what was known of customers on the day they were seen. */
export function spendModelsThen(seen: readonly Sighting[]): SpendModels {
  const spend = gammaGamma.fit(seen).parameters;
  const spents = seen.map(({ frequency, monetary, spent, last }) => ({
    purchases: frequency + 1,
    total: spent,
    first: spent - frequency * monetary,
    last,
  }));
  return { spend, spendWithFirst: spend && fitWithFirst(spents) };
}
