/** The overlay's host element: where it stands, and how the page around it looks. */
import { closedElement, openFrame } from "./host.ts";
import type { Frame, Mode } from "./host.ts";
import { mountOverlay } from "../panel/mount.tsx";
import type { Commands, OverlayState } from "../panel/state.ts";
import type { Adapter } from "../mail/adapter.ts";
import { openDock } from "./dock.ts";
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

/** The overlay in this document; `changed` is called when `stand` would answer otherwise. Nothing is on the host that the page could learn from. */
export function openView(
  document: Document,
  adapter: Adapter,
  commands: Commands,
  changed: () => void,
): View {
  let host: HTMLElement | null = null;
  let overlay: ReturnType<typeof mountOverlay> | null = null;
  let shadow: ShadowRoot | null = null;
  let frame: Frame | null = null;
  let mode: Mode | null = null;
  let mail: Element | null = null;
  /** What the overlay shows, to draw nothing that is drawn. */
  let drawn = "";
  /** Null until the page was laid out with us in it. */
  let narrow: boolean | null = null;

  const dock = openDock(document, () => adapter.fixed?.(document) ?? []);

  const measure = openRoom(
    (now) => {
      if (host === null || narrow === now) return;
      narrow = now;
      // Drawn in the next frame: what changes sizes while sizes are told is an error in the page's own log.
      requestAnimationFrame(changed);
    },
    (width) => frame?.holds(width),
  );
  // Told when the page is laid out, so that measuring costs nothing.
  const squeezed = new ResizeObserver(() => {
    if (host !== null && mail !== null) measure(host, mail);
  });
  const thrown = new MutationObserver(() => {
    if (host !== null && host.parentElement === null) settle(host);
  });

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
    if (mode === "fixed") dock.keep();
    if (mode === place.mode) return;
    mode = place.mode;
    if (mode === "fixed") dock.to(element);
    else dock.leave("now");
    frame?.stands(mode);
  };
  const remove = (when: "now" | "soon") => {
    overlay?.unmount();
    host?.remove();
    squeezed.disconnect();
    thrown.disconnect();
    dock.leave(when);
    overlay = null;
    host = shadow = frame = mail = mode = null;
    narrow = null;
  };
  const stand = () => {
    if (host === null) {
      ({ host, shadow } = closedElement(document, "regards-overlay"));
      frame = openFrame(shadow);
    }
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
      if (state === null) return remove("soon");
      stand();
      if (narrow === null || shadow === null) return;
      const key = JSON.stringify(state);
      if (overlay === null) overlay = mountOverlay(shadow, commands, state);
      else if (key !== drawn) overlay.update(state);
      drawn = key;
    },
    keep() {
      if (host !== null) settle(host);
    },
    remove: () => remove("now"),
  };
}
