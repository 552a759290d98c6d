/** Customers who were asked from this tab: their answer may come while the card is open. */

const place = "regards.awaited";
/** An answer that comes later is seen when the card is opened again. */
const AWAITED_MS = 86_400_000;

type Awaited = Record<string, number>;

function read(): Awaited {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}") as Awaited;
  } catch {
    return {};
  }
}

/** Notes that a customer was asked now; the page of the mail may be left before they answer. */
export function noteAwaited(customerId: string, now: number): void {
  const kept = Object.entries(read()).filter(([, at]) => at > now - AWAITED_MS);
  sessionStorage.setItem(place, JSON.stringify({ ...Object.fromEntries(kept), [customerId]: now }));
}

/** Returns true for a customer who was asked within the last day. */
export const isAwaited = (customerId: string, now: number): boolean =>
  (read()[customerId] ?? 0) > now - AWAITED_MS;
