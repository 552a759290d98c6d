/** Focus after a command: it moves on when the pressed control has gone. */

/** Frames that may pass until what a command brought is drawn. */
const MOST_FRAMES = 20;

/**
 * Returns the element that has the focus, as far as the document or shadow root of `area` tells.
 */
export function focusedIn(area: Element): Element | null {
  const root = area.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}

/**
 * Prepares to move the focus: call it at the press, and what it answers once the command has ended.
 * The focus then goes to the first element in `area` that one of `selectors` finds, tried in order,
 * unless the person has moved on meanwhile.
 */
export function holdFocus(area: HTMLElement | null): (...selectors: string[]) => void {
  const pressed = area === null ? null : focusedIn(area);
  // A command of a shortcut or of the page was not pressed here.
  if (area === null || pressed === null) return () => undefined;
  return (...selectors) => {
    let frames = 0;
    const move = () => {
      const now = focusedIn(area);
      const page = area.ownerDocument.activeElement;
      const isLost = now === null && (page === null || page === area.ownerDocument.body);
      if (!isLost && now !== pressed) return;
      const found = selectors
        .map((one) => area.querySelector<HTMLElement>(one))
        .find((one) => one !== null);
      if (found) found.focus();
      else if (++frames < MOST_FRAMES) requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
  };
}
