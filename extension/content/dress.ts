/**
 * The page's theme, light or dark, beside the panel: told by the background that is really painted
 * there. Read after layout, so that the page is
 * not laid out for us alone.
 */
import { afterLayout } from "./after-layout.ts";

export type Dress = {
  theme(): "light" | "dark";
  /** Looks again: the page may have changed its dress. */ look(): void;
};

/**
 * Follows the page's dress until `signal`; `changed` is called when it is another. `place` returns
 * the element that the panel stands beside.
 */
export function openDress(
  document: Document,
  place: () => Element,
  signal: AbortSignal,
  changed: () => void,
): Dress {
  let theme: "light" | "dark" = "light";
  const { soon: look, stop } = afterLayout(document.documentElement, () => {
    const before = theme;
    theme = themeOf(place());
    // Drawn in the next frame: what changes sizes while sizes are told is an error in the page's
    // own log.
    if (theme !== before) requestAnimationFrame(changed);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look, { signal });
  // Webmails switch to dark by an attribute of one of these two or by a sheet, and may fade.
  const dressed = new MutationObserver(look);
  for (const element of [document.documentElement, document.body])
    dressed.observe(element, { attributes: true });
  for (const event of ["load", "transitionend"])
    document.addEventListener(event, look, { signal, capture: true });
  signal.addEventListener(
    "abort",
    () => {
      dressed.disconnect();
      stop();
    },
    { once: true },
  );
  look();
  return { theme: () => theme, look };
}

/**
 * Returns the relative luminance of a computed colour, with one exponent for WCAG's curve, near
 * enough to tell dark from light; null where it is see-through.
 */
export function luminance(colour: string): number | null {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (!colour.startsWith("rgb") || alpha < 0.5) return null;
  const linear = (channel: number) => (channel / 255) ** 2.2;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/**
 * Returns whether the page is dark where the panel stands: its nearest background, else what the
 * person's system prefers.
 */
export function themeOf(element: Element): "light" | "dark" {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const light = luminance(getComputedStyle(at).backgroundColor);
    if (light !== null) return light < 0.18 ? "dark" : "light";
  }
  const scheme = getComputedStyle(element.ownerDocument.documentElement).colorScheme;
  return scheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches
    ? "dark"
    : "light";
}
