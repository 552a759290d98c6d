/** Quotas of a week: those of the quarter in thirteen parts. */

const WEEKS = 13;
/** Candidates beside those wanted, for whoever cannot be asked after all. */
const SPARE_FACTOR = 4;
const SPARE_CUSTOMERS = 30;

/** Customers of a tier that may be drawn in a quarter. */
export const quarterQuota = (customers: number, share: number): number =>
  Math.floor(customers * share + 1e-9);

/**
 * Returns how many are wanted in the week with so many Mondays of its quarter before it; `drawn`
 * were drawn in the quarter already. Missed weeks are not made up for.
 */
export function weekQuota(
  { customers, share, drawn }: { customers: number; share: number; drawn: number },
  place: number,
): number {
  const most = quarterQuota(customers, share);
  const upTo = (weeks: number) => Math.floor((most * Math.min(weeks, WEEKS)) / WEEKS);
  return Math.max(0, Math.min(upTo(place + 1) - upTo(place), most - drawn));
}

/** Returns the lot below which a customer is a candidate: well more than are wanted. */
export const candidateBound = (customers: number, wanted: number): number =>
  wanted === 0 ? 0 : Math.min(1, (SPARE_FACTOR * wanted + SPARE_CUSTOMERS) / customers);
