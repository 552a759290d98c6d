/** Pages that go on to another message in their address, or in their list, before they show it. */
import type { OpenMessage } from "../adapter.ts";

/**
 * After this long, milliseconds, what is shown is what the address says, though it looks the same.
 */
const paintTimeoutMs = 1500;

type Shown = { open: OpenMessage; print: string; since: number };

/**
 * Tells what is late from what is new. `settled` answers the message that the page shows: the one
 * before, as long as another id stands over the very same people, time and message. `print` is
 * these three as they are written in the page.
 * `again` is called when waiting is over.
 */
export function openLate(again: (page: Document) => void) {
  const last = new WeakMap<Document, Shown>();
  return {
    settled(page: Document, open: OpenMessage, print: string): OpenMessage {
      const before = last.get(page);
      const now = Date.now();
      if (
        before !== undefined &&
        before.print === print &&
        before.open.identity?.thread !== open.identity?.thread
      ) {
        if (before.since === 0) {
          before.since = now;
          setTimeout(() => again(page), paintTimeoutMs + 50);
        }
        if (now - before.since < paintTimeoutMs) return before.open;
      }
      last.set(page, { open, print, since: 0 });
      return open;
    },
    /** Nothing is open: what comes next is new. */
    forget: (page: Document) => {
      last.delete(page);
    },
  };
}
