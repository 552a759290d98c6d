/**
 * Tells when Roundcube has sent what is written. Its answer comes into a hidden frame as a script
 * that calls the page: one function when it was sent, others when it was saved or refused.
 */
import { safely } from "../reading/signals.ts";

/** Follows the frames that answers come into; half a second later the page goes on to its list. */
export function followSending(top: Document, sent: () => void): () => void {
  const hear = ({ target }: Event) => {
    const frame = target as Partial<HTMLIFrameElement> | null;
    if (frame?.name !== "savetarget") return;
    const scripts = safely(() => [...(frame.contentDocument?.scripts ?? [])], []);
    if (scripts.some((one) => /\bsent_successfully\(/.test(one.textContent ?? ""))) sent();
  };
  // In the first phase: Roundcube takes the frame away in the second.
  top.addEventListener("load", hear, true);
  return () => top.removeEventListener("load", hear, true);
}
