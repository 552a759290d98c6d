/** The overlay's host element: where it stands, and how the page around it looks. */
import { mountOverlay } from "../../overlay/mount.tsx";
import type { Commands, OverlayState } from "../../overlay/state.ts";
import type { Adapter } from "../../mail/adapter.ts";
import { openRoom } from "./room.ts";

export type View = {
  /** Stands in its place, empty if it is not shown yet, and answers whether the window is too narrow for mail and open panel. */
  stand(): boolean;
  /** Shows the overlay in its place, once it is known whether the window is wide enough; null takes it away. */
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
  /** Null until the page was laid out with us in it. */
  let narrow: boolean | null = null;

  // Docked to the window's edge, the page makes room: the overlay stands beside the mail, never over it.
  const page = document.documentElement;
  let taken = "";
  const make = () => page.style.setProperty("margin-inline-end", taken);
  const room = new ResizeObserver(([entry]) => {
    taken = `${Math.ceil(entry?.borderBoxSize[0]?.inlineSize ?? 0)}px`;
    make();
  });
  // What is printed is the page's alone.
  const release = () => { page.style.removeProperty("margin-inline-end"); };
  const dock = () => {
    addEventListener("beforeprint", release);
    addEventListener("afterprint", make);
  };
  const undock = () => {
    removeEventListener("beforeprint", release);
    removeEventListener("afterprint", make);
    if (mode === "fixed") release();
  };

  const measure = openRoom((now) => {
    if (host === null || narrow === now) return;
    narrow = now;
    // Drawn in the next frame: what changes sizes while sizes are told is an error in the page's own log.
    requestAnimationFrame(changed);
  });
  // Told when the page is laid out, so that measuring costs nothing.
  const squeezed = new ResizeObserver(() => { if (host !== null && mail !== null) measure(host, mail); });
  const thrown = new MutationObserver(() => { if (host !== null && host.parentElement === null) settle(host); });

  const settle = (element: HTMLElement) => {
    const place = adapter.place(document);
    // Where the page put us elsewhere or threw us out, we go back.
    if (element.parentElement !== place.parent) {
      thrown.disconnect();
      place.parent.append(element);
      thrown.observe(place.parent, { childList: true });
    }
    const shows = adapter.mail?.(document) ?? null;
    if (mail !== shows) {
      mail = shows;
      squeezed.disconnect();
      if (mail !== null) squeezed.observe(mail);
    }
    if (mode === place.mode) return;
    undock();
    mode = place.mode;
    room.disconnect();
    if (mode === "fixed") {
      dock();
      room.observe(element);
    }
    element.style.cssText = mode === "fixed"
      ? "position:fixed;inset:0 0 0 auto;height:100dvh;z-index:2147483000"
      // Where the window is too narrow for the page's columns and us, we stay in sight at its edge; folding gives the mail its room back.
      : "flex:none;align-self:stretch;order:9999;position:sticky;inset-inline-end:0;z-index:1";
  };
  const remove = () => {
    overlay?.unmount();
    host?.remove();
    room.disconnect();
    squeezed.disconnect();
    thrown.disconnect();
    undock();
    overlay = null;
    host = mail = mode = null;
    narrow = null;
  };
  const stand = () => {
    host ??= document.createElement("regards-overlay");
    settle(host);
    // Without anything that must stay readable any window is wide enough.
    if (mail === null) narrow = false;
    return host;
  };
  return {
    stand() {
      stand();
      return narrow === true;
    },
    show(state) {
      if (state === null) return remove();
      const element = stand();
      if (narrow === null) return;
      if (overlay === null) overlay = mountOverlay(element.attachShadow({ mode: "closed" }), commands, state);
      else overlay.update(state);
    },
    keep() {
      if (host !== null) settle(host);
    },
    remove,
  };
}
