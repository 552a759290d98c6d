/** The rows of a long table that are in sight: only they are drawn. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";
import type { RefObject } from "preact";

/** Pixels; rows are of one height, as the styles have it. */
export const rowHeight = 44;
const beyond = 10;

/** Answers the rows to draw, and the pixels that stand for the others above and below them. */
export function useVirtualRows(
  count: number,
  scroller: RefObject<HTMLElement | null>,
): { rows: VirtualItem[]; above: number; below: number; toTop(): void } {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: beyond,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw(0),
    // Before the first measurement: a window's worth.
    initialRect: { width: 1000, height: 800 },
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1);
  return {
    rows,
    above: rows[0]?.start ?? 0,
    below: last === undefined ? 0 : virtualizer.getTotalSize() - last.end,
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
  };
}
