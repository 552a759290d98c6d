import { expect, test } from "vitest";
import { initials } from "../../../shared/ui/initials.ts";

test("initials are one or two letters in any script", () => {
  expect(
    [
      "Dana Whitfield",
      "王小明",
      "عبد الرحمن",
      "dana@harlow.example",
      "ßigrid",
      "Jean-Luc de la Tour",
      "🙂",
      "",
    ].map(initials),
  ).toEqual(["DW", "王", "ع", "D", "SS", "JT", "?", "?"]);
});
