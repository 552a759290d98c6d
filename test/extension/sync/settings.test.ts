import { expect, test } from "vitest";
import { foldIn } from "../../../extension/sync/settings.ts";

test("fold takes how the panel is folded and nothing else when a content script sends more", () => {
  expect(
    foldIn({
      collapsed: true,
      collapsedNarrow: false,
      collapsedToday: false,
      readAnyway: ["evil.example"],
      language: "en",
      theme: "dark",
    }),
  ).toEqual({ collapsed: true, collapsedNarrow: false, collapsedToday: false });
  expect(foldIn({ collapsed: false })).toEqual({ collapsed: false });
  for (const sent of [
    null,
    undefined,
    "collapsed",
    7,
    [],
    { collapsed: "yes", collapsedNarrow: 1 },
    JSON.parse('{"__proto__":{"collapsed":true}}'),
  ])
    expect(foldIn(sent)).toEqual({});
});
