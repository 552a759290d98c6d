/**
 * What of ours must not outlive us in the page. Firefox ends the scripts of an add-on that is switched off or removed
 * before they can tidy up, and takes its sheet `firefox.css` away: there what we leave counts only by that sheet.
 */
import { inFirefox } from "../../program.ts";

/** Declarations of an element that is seen only while the extension runs; empty where scripts notice the end themselves. */
export const seenWhileRunning = inFirefox ? "display:none!important;" : "";

/** A length that is 0 once the extension is gone. */
export function whileRunning(length: string): string {
  return inFirefox ? `calc(${length} * var(--regards-runs, 0))` : length;
}
