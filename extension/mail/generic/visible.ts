/**
 * Decides what of an unknown page is shown to people. Hidden parts can hold a head that nobody
 * sees, so they are never looked into. It goes by styles and, where the page is laid out, by boxes;
 * text in the colour of its background is beyond it.
 */
import { sought } from "../reading/readings.ts";

/** Hidden whatever the styles say, or not of the page. */
const never =
  "script, style, noscript, template, svg, head, datalist, [hidden], [inert], " +
  "[aria-hidden=true], input[type=hidden], details:not([open]) > :not(summary), " +
  "dialog:not([open]), regards-panel, regards-mark";
/** Smaller letters than this are not read by anybody, CSS pixels. */
const smallest = 4;
/** An element moved this far before the page's edge was put out of sight, CSS pixels. */
const far = -500;

/** The style of an element, asked for once in a reading. */
const styleOf = (element: Element) =>
  sought(
    element,
    "style",
    () => element.ownerDocument.defaultView?.getComputedStyle(element) ?? null,
  );
const pixels = (length: string) => (length.endsWith("px") ? Number.parseFloat(length) : NaN);
const isNothing = (length: string) => Number.parseFloat(length) === 0;
const clips = (overflow: string) => /hidden|clip|scroll|auto/.test(overflow);

/**
 * Returns how far the page and what is scrolled around an element have been scrolled, CSS pixels.
 */
function scrolled(element: Element): { x: number; y: number } {
  const view = element.ownerDocument.defaultView;
  let x = view?.scrollX ?? 0;
  let y = view?.scrollY ?? 0;
  for (
    let at = element.parentElement;
    at !== null && at !== element.ownerDocument.documentElement;
    at = at.parentElement
  ) {
    x += at.scrollLeft;
    y += at.scrollTop;
  }
  return { x, y };
}

/** Returns true where the element's box has no room, or stands where nobody can scroll to. */
function isOutside(element: Element, style: CSSStyleDeclaration): boolean {
  const { width, height, right, bottom, left } = element.getBoundingClientRect();
  if (style.display === "contents") return false;
  if ((width <= 1 || height <= 1) && clips(style.overflow)) return true;
  const edge = element.ownerDocument.documentElement;
  if (right > 0 && bottom > 0 && left < edge.clientWidth) return false;
  const { x, y } = scrolled(element);
  return (
    right + x <= 0 || bottom + y <= 0 || left + x >= Math.max(edge.scrollWidth, edge.clientWidth)
  );
}

/** Returns true for what nobody sees, with all that stands in it. Judged once in a reading. */
export const isHidden = (element: Element): boolean =>
  sought(element, "hidden", () => element.matches(never) || isHiddenByStyle(element));

function isHiddenByStyle(element: Element): boolean {
  const style = styleOf(element);
  if (style === null) return false;
  const { display, visibility, position, clip, clipPath, transform, overflow } = style;
  if (
    display === "none" ||
    visibility === "hidden" ||
    visibility === "collapse" ||
    isNothing(style.opacity)
  )
    return true;
  if (/scale(?:3d|x|y)?\(0\b|translate\w*\(-\d{4,}|matrix\(0, 0, 0, 0/i.test(transform))
    return true;
  if (
    /inset\((?:50|100)%/.test(clipPath) ||
    (position === "absolute" && /^rect\((?:[01](?:px)?[, ]*){4}\)$/.test(clip))
  )
    return true;
  if (
    clips(overflow) &&
    [style.width, style.height, style.maxHeight, style.maxWidth].some(
      (one) => one !== "" && isNothing(one),
    )
  )
    return true;
  const isMoved = position === "absolute" || position === "fixed" || position === "relative";
  if (
    isMoved &&
    [style.left, style.top, style.right, style.bottom].some((one) => pixels(one) <= far)
  )
    return true;
  if (pixels(style.marginLeft) <= far || pixels(style.marginTop) <= far) return true;
  const isLaidOut = element.ownerDocument.documentElement.getBoundingClientRect().width > 0;
  return isLaidOut && isOutside(element, style);
}

/**
 * Returns true where an element is shown and the letters of its own text are not; those of the
 * elements in it may be.
 */
function hasHiddenText(element: Element): boolean {
  const style = styleOf(element);
  return (
    style !== null &&
    (pixels(style.fontSize) < smallest ||
      pixels(style.textIndent) <= far ||
      /^(?:transparent|rgba\(.*, 0\))$/.test(style.color))
  );
}

/**
 * The text of an element without that of the elements in it; empty where its letters cannot be
 * seen.
 */
export const ownText = (element: Element): string =>
  sought(element, "own text", () => seenText(element));

function seenText(element: Element): string {
  const text = Array.from(element.childNodes, (node) =>
    node.nodeType === node.TEXT_NODE ? node.nodeValue : " ",
  ).join("");
  return text.trim() !== "" && hasHiddenText(element) ? "" : text;
}

/**
 * The elements below a node as the browser draws them: those of its open shadow root, and what is
 * put into a slot there.
 */
export function shownChildren(node: Element): Element[] {
  if (node.shadowRoot !== null) return [...node.shadowRoot.children];
  const assigned = node.localName === "slot" ? (node as HTMLSlotElement).assignedElements() : [];
  return assigned.length > 0 ? assigned : [...node.children];
}

/**
 * The next step at an element on the way: look into it, pass it by with all that is in it, or end.
 */
export type Step = "into" | "past" | "end";

/** The most elements of a page that are looked at. */
const most = 4000;

/**
 * Meets the visible elements below `root` in the order in which they are drawn, each before what is
 * in it.
 * @returns the open shadow roots that were met
 */
export function meetVisible(root: Element, meet: (element: Element) => Step): ShadowRoot[] {
  const shadows: ShadowRoot[] = [];
  let left = most;
  const walk = (parent: Element): boolean => {
    if (parent.shadowRoot !== null) shadows.push(parent.shadowRoot);
    for (const element of shownChildren(parent)) {
      if (left-- <= 0) return false;
      if (isHidden(element)) continue;
      const step = meet(element);
      if (step === "end" || (step === "into" && !walk(element))) return false;
    }
    return true;
  };
  walk(root);
  return shadows;
}

/**
 * The text of a part of a page, hidden or not, its pieces apart by spaces, cut near `longest`
 * letters: asks for no style.
 */
export function bareText(root: Element, longest: number): string {
  let text = "";
  const add = (element: Element) => {
    for (const node of (element.shadowRoot ?? element).childNodes) {
      if (text.length > longest) return;
      if (node.nodeType === node.TEXT_NODE) text += ` ${node.nodeValue ?? ""}`;
      else if (
        node.nodeType === node.ELEMENT_NODE &&
        !(node as Element).matches("script, style, template")
      )
        add(node as Element);
    }
  };
  add(root);
  return text.replaceAll(/\s+/g, " ").trim();
}
