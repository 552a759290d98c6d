/** Knowing at once when a frame of the page shows something else. */
import { safely } from "./signals.ts";

/**
 * The interval at which a frame that is loading is looked at, milliseconds: its `load` event waits
 * for every picture, the text is there long before.
 */
const step = 10;

/**
 * Calls `changed` when the frame has another document and when that has loaded; `parsed` the moment
 * it is parsed, before its own scripts hear of that: what is drawn then is in the first frame that
 * shows the document.
 * @returns what stops it
 */
export function listenToFrame(
  frame: HTMLIFrameElement | null,
  changed: () => void,
  parsed = changed,
): () => void {
  if (frame === null) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const leaving = () => {
    if (stopped) return;
    const old = safely(() => frame.contentDocument, null);
    let coming: Document | null = null;
    const told = () => {
      clearTimeout(timer);
      parsed();
    };
    const look = () => {
      const page = safely(() => frame.contentDocument, null);
      const isOther = page !== null && page !== old;
      if (isOther && page.readyState !== "loading") return changed();
      // Heard, it need not be met by the next look; it may yet be left for another.
      if (isOther && page !== coming)
        page.addEventListener("readystatechange", told, { once: true });
      coming = page;
      timer = setTimeout(look, step);
    };
    clearTimeout(timer);
    timer = setTimeout(look, step);
  };
  // A frame's window loses its listeners with its document, so they are set anew each time.
  const attach = () =>
    safely(() => frame.contentWindow?.addEventListener("pagehide", leaving), undefined);
  const loaded = () => {
    clearTimeout(timer);
    attach();
    changed();
  };
  frame.addEventListener("load", loaded);
  attach();
  return () => {
    stopped = true;
    clearTimeout(timer);
    frame.removeEventListener("load", loaded);
  };
}
