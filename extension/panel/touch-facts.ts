/** The contact that a factor of trust rests on, among those the card has. Pure. */
import type { Touch } from "../../shared/contract/card.ts";
import type { Factor } from "../../shared/ui/facts.ts";

/** A factor names the book's own day, which begins up to a day and a half from a contact's moment. */
const dayMs = 36 * 3_600_000;

/** Returns the newest contact that showed a factor's behaviour on its day; null where none did. */
export function touchOf({ code, parameters }: Factor, touches: readonly Touch[]): Touch | null {
  const date = Date.parse(String(parameters?.["date"] ?? ""));
  const behaviour = code.replace(/^trust_/, "");
  const shown = touches.filter(
    ({ behaviours, at }) =>
      behaviours.some((one) => one === behaviour) && Math.abs(Date.parse(at) - date) < dayMs,
  );
  return shown.toSorted((a, b) => b.at.localeCompare(a.at))[0] ?? null;
}
