/** The overlay's host element: where it stands, and how the page around it looks. */
import { mountOverlay } from "../../overlay/mount.tsx";
import type { Commands, OverlayState } from "../../overlay/state.ts";
import type { Adapter } from "../../mail/adapter.ts";
import { openDock } from "./dock.ts";
import { isTooNarrow } from "./room.ts";

export type View = {
  /** Stands in its place, empty if it is not shown yet, and answers whether the window is too narrow for mail and open panel. */
  stand(): boolean;
  /** Shows the overlay in its place; null takes it away. */
  show(state: OverlayState | null): void;
  /** Back into place, where the page moved or removed us. */
  keep(): void;
  remove(): void;
};

/** The overlay in this document; `changed` is called when `stand` would answer otherwise. Nothing is on the host that the page could learn from: no attribute but where it stands. */
export function openView(document: Document, adapter: Adapter, commands: Commands, changed: () => void): View {
  let host: HTMLElement | null = null;
  let overlay: ReturnType<typeof mountOverlay> | null = null;
  let mode: "beside" | "fixed" | null = null;
  let mail: Element | null = null;
  let narrow = false;

  const dock = openDock(document, () => adapter.fixed?.(document) ?? []);

  const measure = () => host !== null && mail !== null && isTooNarrow(host, mail);
  // Measured in the next frame: what changes sizes while sizes are told is an error in the page's own log.
  const squeezed = new ResizeObserver(() => requestAnimationFrame(() => {
    const before = narrow;
    narrow = measure();
    if (narrow !== before) changed();
  }));

  const settle = (element: HTMLElement) => {
    const place = adapter.place(document);
    // Where the page put us elsewhere or threw us out, we go back.
    if (element.parentElement !== place.parent) place.parent.append(element);
    const shows = adapter.mail?.(document) ?? null;
    if (mail !== shows) {
      mail = shows;
      squeezed.disconnect();
      if (mail !== null) squeezed.observe(mail);
    }
    if (mode === "fixed") dock.keep();
    if (mode === place.mode) return;
    mode = place.mode;
    if (mode === "fixed") dock.to(element);
    else dock.leave("now");
    element.style.cssText = mode === "fixed"
      ? "position:fixed;inset:0 0 0 auto;height:100dvh;z-index:2147483000"
      // Where the window is too narrow for the page's columns and us, we stay in sight at its edge; folding gives the mail its room back.
      : "flex:none;align-self:stretch;order:9999;position:sticky;inset-inline-end:0;z-index:1";
  };
  const remove = (when: "now" | "soon") => {
    overlay?.unmount();
    host?.remove();
    squeezed.disconnect();
    dock.leave(when);
    overlay = null;
    host = mail = mode = null;
    narrow = false;
  };
  const stand = () => {
    const first = host === null;
    host ??= document.createElement("regards-overlay");
    settle(host);
    if (first) narrow = measure();
    return host;
  };
  return {
    stand() {
      stand();
      return narrow;
    },
    show(state) {
      if (state === null) return remove("soon");
      const element = stand();
      if (overlay === null) overlay = mountOverlay(element.attachShadow({ mode: "closed" }), commands, state);
      else overlay.update(state);
    },
    keep() {
      if (host !== null) settle(host);
    },
    remove: () => remove("now"),
  };
}

/** Relative luminance (WCAG 2.2) of a computed colour; null where it is see-through. */
export function luminance(colour: string): number | null {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (!colour.startsWith("rgb") || alpha < 0.5) return null;
  const linear = (channel: number) => channel <= 10.31475 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Whether the page is dark where the overlay stands: its nearest background, else what the person's system prefers. */
export function themeOf(element: Element): "light" | "dark" {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const light = luminance(getComputedStyle(at).backgroundColor);
    if (light !== null) return light < 0.18 ? "dark" : "light";
  }
  const scheme = getComputedStyle(element.ownerDocument.documentElement).colorScheme;
  return scheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
