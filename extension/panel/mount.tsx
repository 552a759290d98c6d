/** @jsxImportSource #overlay */
/** Puts the overlay into a closed shadow root and keeps it up to date. */
import { render } from "preact";
import { keepInside } from "./guard.ts";
import { Overlay } from "./panel.tsx";
import { adopt } from "../content/sheet.ts";
import type { Commands, OverlayState } from "./state.ts";
import tokens from "./styles/tokens.css?inline";
import controls from "./styles/controls.css?inline";
import card from "./styles/card.css?inline";
import views from "./styles/views.css?inline";

const styles = [tokens, controls, card, views].join("\n");

/**
 * Mounts the overlay in the shadow root of a frame (320 px wide open, 36 px collapsed, at most the window high).
 */
export function mountOverlay(shadow: ShadowRoot, commands: Commands, initial: OverlayState) {
  adopt(shadow, styles);
  const release = keepInside(shadow);
  const place = shadow.appendChild(shadow.ownerDocument.createElement("div"));
  place.className = "place";
  const draw = (state: OverlayState) =>
    render(<Overlay state={state} commands={commands} />, place);
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
