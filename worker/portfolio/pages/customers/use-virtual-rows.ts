/**
 * The rows of a long table that are in sight: only they are drawn. All are of one height, so that
 * where each stands is arithmetic: a library that measures rows is 13 kB more, gzipped.
 */
import { useLayoutEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";

/** Pixels, as the styles have it. */
export const rowHeight = 44;
/** Rows drawn beyond each edge, so that scrolling finds them there. */
const beyond = 10;

/** The part of a scroller in sight, in rows from its top. */
type Sight = { from: number; to: number };

/** Rows seen before the first measurement: a window's worth. */
const atFirst: Sight = { from: 0, to: 18 };

const sightOf = ({ scrollTop, clientHeight }: HTMLElement): Sight => ({
  from: Math.floor(scrollTop / rowHeight),
  to: Math.ceil((scrollTop + clientHeight) / rowHeight),
});

/** Returns the rows in sight, measured whenever the scroller moves or changes its size. */
function useSight(scroller: RefObject<HTMLElement | null>): Sight {
  const [sight, setSight] = useState(atFirst);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => {
      const next = sightOf(element);
      setSight((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [scroller]);
  return sight;
}

/** Rows to draw, and the pixels that stand for the others above and below them. */
export type VirtualRows = { indices: number[]; above: number; below: number };

/** Returns what is drawn of `count` rows while `sight` is seen. */
export function rowsIn(sight: Sight, count: number): VirtualRows {
  // A shorter list leaves the scroller past its end until the browser has moved it.
  const start = Math.min(Math.max(0, sight.from - beyond), count);
  const end = Math.max(start, Math.min(count, sight.to + beyond));
  return {
    indices: Array.from({ length: end - start }, (_, at) => start + at),
    above: start * rowHeight,
    below: (count - end) * rowHeight,
  };
}

/** Follows the scroller; `toTop` moves it back to the first row. */
export function useVirtualRows(
  count: number,
  scroller: RefObject<HTMLElement | null>,
): VirtualRows & { toTop(): void } {
  const sight = useSight(scroller);
  return { ...rowsIn(sight, count), toTop: () => scroller.current?.scrollTo({ top: 0 }) };
}
