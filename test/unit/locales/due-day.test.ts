import { expect, test } from "vitest";
import { dueDay } from "../../../shared/locales/format.ts";

const now = new Date(2026, 10, 21, 14);
const of = (day: string) => [dueDay("en", day, now), dueDay("zh_CN", day, now)];

test("a due day is named by its nearness, and by its date a week from now", () => {
  expect(["2026-11-20", "2026-11-21", "2026-11-22"].map(of)).toEqual([
    ["yesterday", "昨天"],
    ["today", "今天"],
    ["tomorrow", "明天"],
  ]);
  expect(of("2026-11-27")).toEqual(["Friday", "星期五"]);
  expect(of("2026-11-28")[1]).toBe("11月28日");
  expect(of("2026-11-12")[1]).toBe("11月12日");
});

test("a due day shows as it is when it is none", () => {
  expect(of("soon")).toEqual(["soon", "soon"]);
});
