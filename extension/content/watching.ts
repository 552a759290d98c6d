/**
 * Notices that something else may be open. Mutations only set a mark, and those that do not concern
 * what is open not even that; the page is read at most once a frame.
 */
import type { Adapter } from "../mail/adapter.ts";
import { together } from "../mail/reading/readings.ts";
import { safely } from "../mail/reading/signals.ts";

/**
 * Browsers with this event report every change of the page's address, also those without an older
 * event.
 */
type Navigating = { navigation?: EventTarget };

/**
 * Calls `read` once a frame in which what the adapter watches has changed, until `signal`. Answers
 * how to ask for one by hand.
 */
export function watchPage(
  document: Document,
  adapter: Adapter,
  signal: AbortSignal,
  read: () => void,
): () => void {
  const view: Window & Navigating = document.defaultView ?? window;
  let watched: Node[] = [];
  let due = false;

  const now = () => {
    if (!signal.aborted)
      together(() => {
        arm();
        read();
      });
  };
  const soon = () => {
    if (due || signal.aborted) return;
    due = true;
    // A hidden tab has no frames; it is read when it is looked at again.
    view.requestAnimationFrame(() => {
      due = false;
      now();
    });
  };
  const observer = new MutationObserver((records) => {
    if (due) return;
    // A part of the page that was watched and is gone has to be found anew.
    const gone = watched.some((node) => !node.isConnected);
    if (gone || records.some((record) => safely(() => adapter.concerns?.(record) ?? true, true)))
      soon();
  });
  const arm = () => {
    const wanted = adapter.watch(document);
    if (
      wanted.length === watched.length &&
      wanted.every(({ target }, index) => target === watched[index])
    )
      return;
    observer.disconnect();
    for (const { target, options } of wanted) observer.observe(target, options);
    watched = wanted.map(({ target }) => target);
  };
  const stop = adapter.listen?.(document, soon, now);
  for (const name of ["hashchange", "popstate", "load"])
    view.addEventListener(name, soon, { signal });
  view.navigation?.addEventListener("currententrychange", soon, { signal });
  document.addEventListener("visibilitychange", soon, { signal });
  signal.addEventListener(
    "abort",
    () => {
      observer.disconnect();
      stop?.();
    },
    { once: true },
  );
  arm();
  soon();
  return soon;
}
