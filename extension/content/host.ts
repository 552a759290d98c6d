/**
 * The host element: all of ours that the page can reach. Its place and size are important rules
 * inside its closed shadow root, which overrule the page's sheets and scripts.
 */
import { inFirefox } from "../program.ts";

/**
 * Declarations that nothing outside overrules, of the element that a shadow root is in. Nothing can
 * be drawn before or after it either. Firefox ends the scripts of an add-on that is switched off or
 * removed before they can tidy up, and takes its sheet `firefox.css` away: there that sheet is what
 * lets the element be seen.
 */
export function ofHost(declarations: string): string {
  const all = inFirefox ? `${declarations};display:none` : declarations;
  return (
    `:host{${all.replaceAll(";", "!important;")}!important}` +
    ":host::before,:host::after{content:none!important}"
  );
}

let nowhere: Document | undefined;

/**
 * Makes an element of ours with a closed shadow root, in a document of no page: where the page has
 * defined elements of this name, one made in its own document would be such an element, and hand it
 * the root (`ElementInternals`).
 */
export function closedElement(
  document: Document,
  name: "regards-panel" | "regards-mark",
): { host: HTMLElement; shadow: ShadowRoot } {
  nowhere ??= document.implementation.createHTMLDocument();
  const host = nowhere.createElement(name);
  const shadow = host.attachShadow({ mode: "closed" });
  document.adoptNode(host);
  return { host, shadow };
}
