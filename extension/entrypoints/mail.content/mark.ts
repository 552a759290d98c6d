/** One tier mark. A stranger's row gets the same element, empty: the page must not tell from it who is a customer. */
import type { TierName } from "../../../shared/contract/fields.ts";
import type { Translate } from "../../locales/translate.ts";
import { closedElement, ofHost } from "../../overlay/frame.ts";
import { adopt } from "../../overlay/sheet.ts";

/** The tiers' colours, on light and dark lists alike at 3:1 or more. */
const colours: Record<TierName, string> = { high: "#8b66dd", mid: "#5b7be0", low: "#80838d", potential: "#1a8fa6" };
const sheet = `${ofHost("all:initial;direction:ltr;display:inline-block;vertical-align:baseline;width:8px;height:8px;margin-inline-end:5px")}
[role]{display:block;width:8px;height:8px;border-radius:50%}${Object.entries(colours).map(([tier, colour]) => `.${tier}{background:${colour}}`).join("")}`;

const dots = new WeakMap<HTMLElement, HTMLElement>();

/** A mark, empty, in a closed shadow root of its own. */
export function newMark(document: Document): HTMLElement {
  const { host, shadow } = closedElement(document, "regards-mark");
  adopt(shadow, sheet);
  dots.set(host, shadow.appendChild(document.createElement("span")));
  return host;
}

/** Makes it the mark of a tier; an empty one for who is no customer. Lists show other rows in the same elements many times a second: nothing is made anew. */
export function paint(host: HTMLElement, tier: TierName | null | undefined, t: Translate): void {
  const dot = dots.get(host);
  if (dot === undefined || dot.className === (tier ?? "")) return;
  const name = tier ? t(`codes.tier.${tier}`) : null;
  dot.role = name && "img";
  dot.className = tier ?? "";
  dot.ariaLabel = name;
  dot.title = name ?? "";
}
