/** One stop of the Tab key for a grid of marks; arrow keys go from mark to mark. */
import { useState } from "preact/hooks";

type Place = { row: number; column: number };
const steps: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Returns what the grid and each of its marks carry; marks lie in rows from `0` on. */
export function useRoving(): {
  onGrid: { onKeyDown(event: KeyboardEvent): void };
  onMark(row: number, column: number): { [name: `data-${string}`]: number; tabIndex: number };
} {
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const grid = event.currentTarget;
    const mark = event.target;
    if (step === undefined || !(grid instanceof Element) || !(mark instanceof SVGElement)) return;
    const row = Number(mark.dataset["row"]) + step[0];
    const column = Number(mark.dataset["column"]) + step[1];
    const next = grid.querySelector<SVGElement>(`[data-row="${row}"][data-column="${column}"]`);
    if (next === null) return;
    event.preventDefault();
    setAt({ row, column });
    next.focus();
  };
  return {
    onGrid: { onKeyDown },
    onMark: (row, column) => ({
      "data-row": row,
      "data-column": column,
      tabIndex: row === at.row && column === at.column ? 0 : -1,
    }),
  };
}
