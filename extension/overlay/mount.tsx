/** @jsxImportSource #overlay */
/** Puts the overlay into a closed shadow root and keeps it up to date. */
import { render } from "preact";
import { keepInside } from "./guard.ts";
import { Overlay } from "./overlay.tsx";
import type { Commands, OverlayState } from "./state.ts";
import tokens from "./styles/tokens.css?inline";
import controls from "./styles/controls.css?inline";
import card from "./styles/card.css?inline";
import views from "./styles/views.css?inline";

/**
 * Mounts the overlay. The host element sizes itself (320 px open, 36 px collapsed, at most the window high);
 * position and a smaller height are the caller's, set on the host from outside.
 */
export function mountOverlay(shadow: ShadowRoot, commands: Commands, initial: OverlayState) {
  style(shadow, [tokens, controls, card, views].join("\n"));
  const release = keepInside(shadow);
  const place = shadow.appendChild(shadow.ownerDocument.createElement("div"));
  place.className = "place";
  const draw = (state: OverlayState) => render(<Overlay state={state} commands={commands} />, place);
  draw(initial);
  return {
    update: draw,
    unmount() {
      render(null, place);
      place.remove();
      release();
    },
  };
}

/** A constructed sheet is not an inline style: no `style-src` of the page can refuse it. */
function style(shadow: ShadowRoot, text: string): void {
  const view = shadow.ownerDocument.defaultView ?? window;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  try {
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox gives content scripts no constructed sheets; what they put inline there is not subject to the page's policy.
    shadow.appendChild(shadow.ownerDocument.createElement("style")).textContent = text;
  }
}
