import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { compileMessages } from "../../../shared/locales/compile.ts";
import {
  day,
  estimate,
  money,
  percent,
  signed,
  type Locale,
} from "../../../shared/locales/format.ts";
import * as translate from "../../../shared/locales/translate.ts";
import type { Wordings } from "../../../shared/locales/wordings.ts";

const { plain } = translate;
const translator = (wordings: Wordings, locale: Locale, currency?: string) =>
  translate.translator(compileMessages(wordings), locale, currency);

const messages = {
  panel: {
    orders: "{purchases, plural, one {# order} other {# orders}} for {totalAmount, number, money}",
    said: "{name} said so",
    chance: "{probability, number, share} likely",
    when: "on {date}",
  },
  codes: { tier: { high: "High value", unknown: "Customer" }, error: { unknown: "It failed." } },
};
const t = translator(messages, "en", "GBP");

describe("translate", () => {
  test("picks the plural form when a count decides it", () => {
    expect(t("panel.orders", { purchases: 1, totalAmount: 18_600 })).toBe("1 order for £186");
    expect(t("panel.orders", { purchases: 1200, totalAmount: 4_820 })).toBe(
      "1,200 orders for £48.20",
    );
  });
  test("tells a time with its unit, in years from two on, and takes a form of its own when there is none", () => {
    const told = {
      panel: {
        asked: "Asked {days, plural, =0 {today} other {{days, number, duration} ago}}",
        gone: "No order for {days, number, duration}",
        every: "every {intervalDays, plural, one {day} other {{intervalDays, number, duration}}}",
        left: "{count, plural, =0 {none} one {one} other {# left}}",
      },
    };
    const en = translator(told, "en");
    expect([0, 1, 98, 729, 2090].map((days) => en("panel.asked", { days }))).toEqual([
      "Asked today",
      "Asked 1 day ago",
      "Asked 98 days ago",
      "Asked 729 days ago",
      "Asked 5.7 years ago",
    ]);
    expect(en("panel.gone", { days: 5463 })).toBe("No order for 15 years");
    expect([
      en("panel.every", { intervalDays: 1 }),
      en("panel.every", { intervalDays: 31.4 }),
    ]).toEqual(["every day", "every 31 days"]);
    expect([0, 1, 2].map((count) => en("panel.left", { count }))).toEqual([
      "none",
      "one",
      "2 left",
    ]);
    const asked = "上次询问在{days, plural, =0 {今天} other {{days, number, duration}前}}";
    const zh = translator({ panel: { asked } }, "zh_CN");
    expect([0, 1, 2090].map((days) => zh("panel.asked", { days }))).toEqual([
      "上次询问在今天",
      "上次询问在1 天前",
      "上次询问在5.7 年前",
    ]);
  });
  test("formats a number as its gap says when it has a style", () => {
    const told = {
      panel: { part: "{share, number, share} of {of, number}, {score, number, whole}" },
    };
    expect(translator(told, "en")("panel.part", { share: 0.999, of: 1234.56, score: 71.6 })).toBe(
      "> 99% of 1,234.6, 72",
    );
  });
  test("shows a number as an ellipsis when nothing fills it in a built extension", () => {
    // Builds for development refuse what is missing.
    const at = (name: string) =>
      JSON.stringify(new URL(`../../../shared/locales/${name}.ts`, import.meta.url));
    const script = `
      const { compileMessages } = await import(${at("compile")});
      const { translator } = await import(${at("translate")});
      const orders = ${JSON.stringify(messages.panel.orders)};
      console.log(translator(compileMessages({ panel: { orders } }), "en")("panel.orders"));`;
    const told = execFileSync(process.execPath, ["--input-type=module", "-e", script]);
    expect(told.toString().trim()).toBe("… orders for …");
  });
  test("names the sentence when it is no MessageFormat", () => {
    expect(() => compileMessages({ panel: { broken: "{count, plural, one {#}}" } })).toThrow(
      /^panel\.broken: /,
    );
  });
  test("says the family's generic sentence when a code is unknown", () => {
    expect(t("codes.error.strange_code")).toBe("It failed.");
    expect(t("codes.tier.constructor")).toBe("Customer");
  });
  test("names codes, shares and dates in words when they are parameters", () => {
    expect(
      translator({ panel: { why: "Why {tier}" }, codes: messages.codes }, "en")("panel.why", {
        tier: "high",
      }),
    ).toBe("Why High value");
    expect(t("panel.chance", { probability: 0.314 })).toBe("31% likely");
    expect(t("panel.when", { date: "2020-11-02T12:00:00Z" })).toMatch(/2020/);
  });
  test("shows a parameter as it stands when it looks like a gap or a replacement pattern", () => {
    expect(t("panel.said", { name: "{name} $& $1" })).toBe("{name} $& $1 said so");
  });
  test("shows a gap as an ellipsis when nothing fills it", () => {
    expect(t("panel.said")).toBe("… said so");
  });
  test("takes direction overrides out of foreign text, and sets right-to-left text apart", () => {
    expect(t("panel.said", { name: "evil\u202Egpj" })).toBe("evilgpj said so");
    expect(plain("عبد")).toBe("\u2068عبد\u2069");
  });
});

describe("format", () => {
  test("shortens money from a million and drops pence from a hundred", () => {
    expect(money("en", 123_456_700, "GBP")).toMatch(/^£1\.23[mM]$/);
    expect(money("zh_CN", 123_456_700, "GBP")).toBe("£123万");
    expect(money("en", 3_600, "GBP")).toBe("£36");
    expect(money("en", 12_345, "GBP")).toBe("£123");
  });
  test("rounds estimates to two digits, and to one below ten", () => {
    const amounts = [881, 964, 4_321, 31_000, 126_600, 2_345_600, -1_849, 42, 0];
    expect(amounts.map((minor) => estimate("en", minor, "GBP"))).toEqual([
      "£9",
      "£10",
      "£43",
      "£310",
      "£1,300",
      "£23,000",
      "−£18",
      "£0.40",
      "£0",
    ]);
    expect(estimate("zh_CN", 123_456_700, "GBP")).toBe("£120万");
    expect(estimate("en", 1_240, "JPY")).toBe("¥1,200");
  });
  test("uses the currency's own minor unit when it has none", () => {
    expect(money("en", 1_240, "JPY")).toBe("¥1,240");
  });
  test("never says 0% or 100% when it is not quite so", () => {
    expect([
      percent("en", 0),
      percent("en", 0.001),
      percent("en", 0.999),
      percent("en", 1),
    ]).toEqual(["0%", "< 1%", "> 99%", "100%"]);
  });
  test("says today, yesterday, a day, a day with its year", () => {
    const now = new Date(2026, 10, 21, 14);
    const on = (y: number, m: number, d: number) =>
      day("en", new Date(y, m, d, 9).toISOString(), now);
    expect([on(2026, 10, 21), on(2026, 10, 20)]).toEqual(["today", "yesterday"]);
    expect(on(2026, 10, 2)).not.toMatch(/2026/);
    expect(on(2024, 10, 2)).toMatch(/2024/);
    expect(day("zh_CN", new Date(2026, 10, 2).toISOString(), now)).toBe("11月2日");
  });
  test("signs points and leaves zero bare", () => {
    expect([signed("en", 4.2, 1), signed("en", -3, 1), signed("en", 0, 1)]).toEqual([
      "+4.2",
      "−3.0",
      "0.0",
    ]);
  });
});
