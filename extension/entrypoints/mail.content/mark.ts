/** One tier mark. A stranger's row gets the same element, empty: the page must not tell from it who is a customer. */
import type { TierName } from "../../../shared/contract/fields.ts";
import type { Translate } from "../../locales/translate.ts";
import { seenWhileRunning } from "./running.ts";

/** The tiers' colours, on light and dark lists alike at 3:1 or more. */
const colours: Record<TierName, string> = { high: "#8b66dd", mid: "#5b7be0", low: "#80838d", potential: "#1a8fa6" };

function dot(document: Document, tier: TierName, t: Translate): HTMLElement {
  const shape = document.createElement("span");
  shape.role = "img";
  shape.ariaLabel = t(`codes.tier.${tier}`);
  shape.title = shape.ariaLabel;
  shape.style.cssText = `display:block;width:8px;height:8px;border-radius:50%;background:${colours[tier]}`;
  return shape;
}

/** The mark of a tier, in a closed shadow root of its own; null for who is no customer. */
export function markOf(document: Document, tier: TierName | null, t: Translate): HTMLElement {
  const host = document.createElement("regards-mark");
  host.style.cssText = `display:inline-block;vertical-align:baseline;width:8px;height:8px;margin-inline-end:5px;${seenWhileRunning}`;
  const root = host.attachShadow({ mode: "closed" });
  if (tier !== null) root.append(dot(document, tier, t));
  return host;
}
