/** Chips that fit into one row. Pure: widths come in as they were measured. */

/** Widths in pixels; `chips` in the order of the row. */
export type RowWidths = {
  room: number;
  gap: number;
  chips: readonly number[];
  /** Widths that the chips may be narrowed to, their names cut, before any is left out. */
  least: readonly number[];
  /** Index of the chip that is always in sight; −1 for none. */
  selected: number;
  /** The chip that ends the row when every other fits; 0 for a row that needs none. */
  whole: number;
  /** The chip that ends the row in the place of those that do not fit. */
  more: number;
};

function chipsWithin({ room, gap, chips, selected, more }: RowWidths): Set<number> {
  const fits = new Set(selected < 0 ? [] : [selected]);
  let left = room - more - (selected < 0 ? 0 : (chips[selected] ?? 0) + gap);
  for (const [at, chip] of chips.entries()) {
    if (at === selected) continue;
    left -= chip + gap;
    if (left < 0) break;
    fits.add(at);
  }
  return fits;
}

/** Chips in sight by their indices, and whether the row is whole, and so ends with its own chip. */
export type Fitting = { shown: Set<number>; isWhole: boolean; isNarrow: boolean };

/**
 * Returns the first chips that fit, and the selected one: as wide as their names where all fit so,
 * else narrowed, for a name that is cut tells more than a count.
 */
export function fitChips(row: RowWidths): Fitting {
  const { chips, least, whole, gap, room } = row;
  const all = [...chips, whole].filter((one) => one > 0);
  const isWhole = all.reduce((sum, one) => sum + one + gap, -gap) <= room;
  if (isWhole) return { shown: new Set(chips.keys()), isWhole, isNarrow: false };
  const shown = chipsWithin(row);
  if (shown.size === chips.length) return { shown, isWhole, isNarrow: false };
  return { shown: chipsWithin({ ...row, chips: least }), isWhole, isNarrow: true };
}
