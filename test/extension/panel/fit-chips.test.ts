import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitChips } from "../../../extension/panel/fit-chips.ts";

const width = fc.integer({ min: 1, max: 168 });
const row = fc
  .record({
    room: fc.integer({ min: 40, max: 600 }),
    gap: fc.constant(6),
    chips: fc.array(width, { maxLength: 12 }),
    whole: fc.oneof(fc.constant(0), width),
    more: fc.integer({ min: 1, max: 40 }),
    selected: fc.integer({ min: -1, max: 11 }),
  })
  .map((one) => ({
    ...one,
    selected: Math.min(one.selected, one.chips.length - 1),
    least: one.chips.map((chip) => Math.min(chip, 92)),
  }));

describe("fitChips", () => {
  test("gives chips that fit beside the one that stands for the rest when not all do", () => {
    fc.assert(
      fc.property(row, (one) => {
        const { shown: fits, isWhole, isNarrow } = fitChips(one);
        const end = isWhole ? one.whole : one.more;
        const widths = [
          ...[...fits].map((at) => (isNarrow ? one.least : one.chips)[at] ?? 0),
          end,
        ].filter((w) => w > 0);
        const total = widths.reduce((sum, chip) => sum + chip + one.gap, -one.gap);
        // The selected chip alone stays however wide it is: its name is cut.
        const isSelectedAlone = fits.size <= 1 && one.selected >= 0;
        if (!isSelectedAlone) expect(total).toBeLessThanOrEqual(Math.max(one.room, end));
      }),
    );
  });

  test("gives the selected chip and the first of the others when there is too little room", () => {
    fc.assert(
      fc.property(row, (one) => {
        const fits = fitChips(one).shown;
        if (one.selected >= 0) expect(fits.has(one.selected)).toBe(true);
        const others = one.chips.flatMap((_, at) => (at === one.selected ? [] : [at]));
        const shown = others.map((at) => fits.has(at));
        expect(shown.lastIndexOf(true)).toBeLessThan(
          shown.includes(false) ? shown.indexOf(false) : Infinity,
        );
      }),
    );
  });

  test("narrows chips before it leaves any out when they do not fit as they are", () => {
    fc.assert(
      fc.property(row, (one) => {
        const { shown, isNarrow } = fitChips(one);
        if (shown.size < one.chips.length) expect(isNarrow).toBe(true);
        const asTheyAre = fitChips({ ...one, least: one.chips });
        expect(shown.size).toBeGreaterThanOrEqual(asTheyAre.shown.size);
      }),
    );
  });

  test("gives every chip when the row has room for all of them", () => {
    fc.assert(
      fc.property(row, (one) => {
        const room = [...one.chips, one.whole].reduce((sum, chip) => sum + chip + one.gap, 0);
        expect(fitChips({ ...one, room }).isWhole).toBe(true);
        expect(fitChips({ ...one, room }).shown.size).toBe(one.chips.length);
      }),
    );
  });
});
