/**
 * Tells whether a docked panel is really seen. A page cannot press in the panel, but it can lie
 * over it, fade it or move it under the pointer, and have the person press something else than they
 * see.
 */

/** Visibility as Chromium tells it; Firefox has no such option. */
type TrackedEntry = IntersectionObserverEntry & { isVisible?: boolean };
type TrackedInit = IntersectionObserverInit & { trackVisibility: boolean; delay: number };

/**
 * Chromium computes visibility at most this often; what was hidden less long ago counts as hidden.
 */
const delayMs = 100;
/** A click is tested where the pointer went down this long before at most. */
const pressMs = 2000;

export type Sight = {
  /** Returns true where what the person does now meets the panel as it is seen. */
  isSeen(): Promise<boolean>;
  stop(): void;
};

/** Watches the panel in `root`. `isHit` asks the page's reader what lies at a point of it. */
export function watchSight(
  root: HTMLElement,
  isHit: (x: number, y: number) => Promise<boolean>,
): Sight {
  const stopping = new AbortController();
  /** Null where the browser cannot tell. */
  let isVisible: boolean | null = null;
  let press: { at: number; isHit: Promise<boolean>; x: number; y: number } | null = null;

  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1) as TrackedEntry | undefined;
      isVisible = last?.isVisible ?? null;
    },
    { trackVisibility: true, delay: delayMs, threshold: [0, 0.5, 1] } as TrackedInit,
  );
  observer.observe(root);
  root.ownerDocument.addEventListener(
    "pointerdown",
    ({ clientX: x, clientY: y }) => {
      press = { at: performance.now(), isHit: isHit(x, y), x, y };
    },
    { capture: true, signal: stopping.signal },
  );

  /** A key acts on what has the focus: its middle must be the panel's. */
  function isFocusHit(): Promise<boolean> {
    const focused = root.ownerDocument.activeElement ?? root;
    const { left, top, width, height } = focused.getBoundingClientRect();
    return isHit(left + width / 2, top + height / 2);
  }
  return {
    async isSeen() {
      if (isVisible === false) return false;
      const last = press;
      if (last === null || performance.now() - last.at > pressMs) return isFocusHit();
      // When the pointer went down, and still now.
      const hits = await Promise.all([last.isHit, isHit(last.x, last.y)]);
      return hits.every(Boolean);
    },
    stop() {
      observer.disconnect();
      stopping.abort();
    },
  };
}
