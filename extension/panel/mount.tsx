/** Puts the panel into a page of the extension and keeps it up to date. */
import { render } from "preact";
import { followComposition } from "./composition.ts";
import { Panel } from "./panel.tsx";
import type { Commands, PanelState } from "./state.ts";
import tokens from "./styles/tokens.css?inline";
import controls from "./styles/controls.css?inline";
import card from "./styles/card.css?inline";
import views from "./styles/views.css?inline";

const styles = [tokens, controls, card, views].join("\n");

export type Mounted = {
  /** Draws this state; null draws nothing. */
  draw(state: PanelState | null, commands: Commands): void;
  unmount(): void;
};

/**
 * Mounts the panel in `root`: the body of a page that is nothing else, or a shadow root within one
 * that is.
 */
export function mountPanel(root: HTMLElement | ShadowRoot): Mounted {
  const sheet = root.appendChild(document.createElement("style"));
  sheet.textContent = styles;
  const place = root.appendChild(document.createElement("div"));
  place.className = "place";
  const unfollow = followComposition(root);
  return {
    draw(state, commands) {
      render(state === null ? null : <Panel state={state} commands={commands} />, place);
    },
    unmount() {
      render(null, place);
      place.remove();
      sheet.remove();
      unfollow();
    },
  };
}
