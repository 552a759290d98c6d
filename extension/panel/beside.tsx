/**
 * The panel within a page of the extension, for one message: in Thunderbird's popup and on the
 * welcome page.
 */
import { useEffect, useRef } from "preact/hooks";
import type { Open } from "../protocol/mail.ts";
import { fixedLink } from "./links.ts";
import { mountPanel } from "./mount.tsx";
import { openTab } from "./tab/tab.ts";

export type BesideProps = {
  webmail: string;
  open: Open;
  /** The tab that shows it; left out where that is the page itself. */
  tabId?: number;
  class: string;
  /** Opens the sign-in, when not on a page of its own. */
  signIn(): void;
  /** Closes the panel where it cannot be folded. */
  close?(): void;
};

/** Shows the panel of one message; in a shadow root, for the page has a look of its own. */
export function Beside({ webmail, open, tabId, class: name, signIn, close }: BesideProps) {
  const place = useRef<HTMLDivElement>(null);
  const message = JSON.stringify(open);
  useEffect(() => {
    if (place.current === null) return undefined;
    const root = place.current.shadowRoot ?? place.current.attachShadow({ mode: "open" });
    const mounted = mountPanel(root);
    const tab = openTab({
      link: fixedLink({ webmail, shown: JSON.parse(message) as Open }),
      tabId,
      draw: (state) => mounted.draw(state, tab.commands),
      signIn,
      ...(close === undefined ? {} : { close }),
    });
    return () => {
      tab.leave();
      mounted.unmount();
    };
  }, [webmail, message]);
  return <div class={name} ref={place} />;
}
