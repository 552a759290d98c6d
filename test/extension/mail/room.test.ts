/**
 * When the panel starts folded: widths as Roundcube's elastic skin has them, the panel open at the
 * window's edge.
 */
import { describe, expect, test } from "vitest";
import { tooNarrow } from "../../../extension/content/room.ts";

const at = (window: number, left: number, right = window - 320) =>
  tooNarrow({ left: window - 320, right: window }, { left, right }, window);

describe("room", () => {
  test.each([
    [800, 302, 611, "covered"],
    [800, 42, 480, "full view, 438 px left"],
    [1100, 338, 780, "442 px left"],
    [1201, 598, 907, "three columns"],
    [1280, 650, 960, "columns moved until 310 px are left"],
  ])(
    "is too narrow when the window is %i px wide and the mail at %i to %i: %s",
    (window, left, right) => {
      expect(at(window, left, right)).toBe(true);
    },
  );

  test.each([
    [900, 42, 580, "full view"],
    [1200, 346, 880, "two columns"],
    [1280, 598, 960, "three columns"],
    [1360, 598, 1040, "three columns"],
    [1920, 771, 1600, "three columns"],
  ])(
    "is enough when the window is %i px wide and the mail at %i to %i: %s",
    (window, left, right) => {
      expect(at(window, left, right)).toBe(false);
    },
  );

  test("is measured from the other side when the page runs from right to left", () => {
    expect(tooNarrow({ left: 0, right: 320 }, { left: 189, right: 498 }, 800)).toBe(true);
    expect(tooNarrow({ left: 0, right: 320 }, { left: 320, right: 854 }, 1200)).toBe(false);
  });
});
