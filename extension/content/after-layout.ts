/** Sizes read where they cost nothing: after the browser has laid out a frame, before it paints. */

export type AfterLayout = {
  /** Asks for one call once the next frame is laid out, however often it is asked. */ soon(): void;
  stop(): void;
};

/**
 * Calls `read` after layout. A size read at any other time makes the browser lay the page out at
 * once, for us alone. `element` is any element of the page that stays, and is not touched.
 */
export function afterLayout(element: Element, read: () => void): AfterLayout {
  let due = false;
  // Told of an element's size for the first time even where nothing changed; that is the one call
  // we ask for.
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    due = false;
    read();
  });
  return {
    soon() {
      if (due) return;
      due = true;
      observer.observe(element);
    },
    stop: () => observer.disconnect(),
  };
}
