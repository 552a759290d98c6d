/** What of ours must not outlive us in the page, beside what is seen there (`ofHost`). */
import { inFirefox } from "../program.ts";

/** A length that is 0 once the extension is gone: in Firefox, whose scripts cannot tidy up any more, by the sheet `firefox.css`. */
export function whileRunning(length: string): string {
  return inFirefox ? `calc(${length} * var(--regards-runs, 0))` : length;
}
