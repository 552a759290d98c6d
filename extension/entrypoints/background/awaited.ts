/**
 * Customers whose answer may come any moment: who was asked lately. Kept in memory while the browser
 * runs, for the page of the mail is left when the message is sent.
 */

const place = "awaited";
/** An answer that comes later is seen when the card is opened again. */
const AWAITED_MS = 86_400_000;

type Awaited = Record<string, number>;

/** Notes where `isAsked` that a customer was asked now; returns true for one asked within a day. */
export async function awaits(
  area: Pick<chrome.storage.StorageArea, "get" | "set">,
  { customerId, isAsked }: { customerId: string; isAsked: boolean },
  now: number,
): Promise<boolean> {
  const all = ((await area.get(place))[place] ?? {}) as Awaited;
  if (!isAsked) return (all[customerId] ?? 0) > now - AWAITED_MS;
  const kept = Object.entries(all).filter(([, at]) => at > now - AWAITED_MS);
  await area.set({ [place]: { ...Object.fromEntries(kept), [customerId]: now } });
  return true;
}
