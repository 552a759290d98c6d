/**
 * One tier mark. A stranger's row gets the same element, empty: the page must not tell from it who
 * is a customer.
 */
import type { ShownTier } from "../../shared/contract/shown-tier.ts";
import { closedElement, ofHost } from "./host.ts";
import { adopt } from "./sheet.ts";

/**
 * The tiers' colours, dark enough for any light ground, and shapes: full, half, ring, diamond and
 * empty square tell them apart without colour.
 */
const looks: Record<ShownTier, string> = {
  high: "color:#6641bd;background:currentColor",
  mid: "color:#2c4199;background:linear-gradient(90deg,currentColor 50%,#0000 50%)",
  low: "color:#5a5e66",
  potential: "color:#0a6475;border-radius:1px;scale:.8;rotate:45deg",
  former_high: "color:#5a5e66;border-radius:1px",
  former_mid: "color:#5a5e66;border-radius:1px",
};
/**
 * The ground of a mark: the colour of the row's letters where they are light, else nothing. Light
 * letters stand on dark or strong colours, as those of a selected row, which swallow the tiers'.
 */
const ground = "oklch(from currentColor l c h/calc(l*9 - 6))";
const sheet = [
  ofHost(
    "all:initial;color:inherit;direction:ltr;display:inline-block;" +
      "width:8px;height:8px;margin-right:5px",
  ),
  `[role]{margin:-1.5px;padding:1.5px;background:${ground}}`,
  '[role]::before{content:"";height:4px;border:2px solid}',
  "[role],[role]::before{display:block;border-radius:50%}",
  ...Object.entries(looks).map(([tier, look]) => `.${tier}::before{${look}}`),
].join("");

/** The names of the tiers in the person's language. */
export type TierLabels = Record<ShownTier, string>;

const dots = new WeakMap<HTMLElement, HTMLElement>();

/** Makes an empty mark, in a closed shadow root of its own. */
export function newMark(document: Document): HTMLElement {
  const { host, shadow } = closedElement(document, "regards-mark");
  adopt(shadow, sheet);
  dots.set(host, shadow.appendChild(document.createElement("span")));
  return host;
}

/**
 * Makes it the mark of a tier; an empty one for who is no customer. Lists show other rows in the
 * same elements many times a second: nothing is made anew.
 */
export function paint(
  host: HTMLElement,
  tier: ShownTier | null | undefined,
  names: Partial<TierLabels>,
): void {
  const dot = dots.get(host);
  if (dot === undefined || dot.className === (tier ?? "")) return;
  const name = tier ? (names[tier] ?? "") : null;
  dot.role = name && "img";
  dot.className = tier ?? "";
  dot.ariaLabel = name;
  dot.title = name ?? "";
}
