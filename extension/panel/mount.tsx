/** Puts the panel into a page of the extension and keeps it up to date. */
import { render } from "preact";
import { followComposition } from "../../shared/ui/composition.ts";
import { Panel } from "./panel.tsx";
import type { Commands, PanelState } from "./state.ts";
import base from "../../shared/ui/styles/base.css?inline";
import figures from "../../shared/ui/styles/card.css?inline";
import controls from "../../shared/ui/styles/controls.css?inline";
import scores from "../../shared/ui/styles/scores.css?inline";
import tokens from "../../shared/ui/styles/tokens.css?inline";
import asking from "./styles/asking.css?inline";
import card from "./styles/card.css?inline";
import faces from "./styles/faces.css?inline";
import foot from "./styles/foot.css?inline";
import frame from "./styles/frame.css?inline";
import promises from "./styles/promises.css?inline";
import silenced from "./styles/silenced.css?inline";
import step from "./styles/step.css?inline";
import strips from "./styles/strips.css?inline";
import touches from "./styles/touches.css?inline";
import trustForm from "./styles/trust-form.css?inline";
import views from "./styles/views.css?inline";

/** The parts of the card in the order that they stand in: later rules outrank earlier ones. */
const parts = [card, step, trustForm, touches, faces, asking, silenced, foot, promises];
const styles = [frame, tokens, base, controls, strips, scores, figures, ...parts, views].join("\n");

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
