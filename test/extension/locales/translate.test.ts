import { describe, expect, test } from "vitest";
import { day, money, percent, signed } from "../../../extension/locales/format.ts";
import { plain, translator } from "../../../extension/locales/translate.ts";

const messages = {
  overlay: { orders: "{purchases|# order|# orders} for {totalAmount}", said: "{name} said so", chance: "{probability} likely", when: "on {date}" },
  codes: { tier: { high: "High value", unknown: "Customer" }, error: { unknown: "It failed." } },
};
const t = translator(messages, "en", "GBP");

describe("translate", () => {
  test("picks the plural form when a count decides it", () => {
    expect(t("overlay.orders", { purchases: 1, totalAmount: 18_600 })).toBe("1 order for £186");
    expect(t("overlay.orders", { purchases: 1200, totalAmount: 4_820 })).toBe("1,200 orders for £48.20");
  });
  test("says the family's generic sentence when a code is unknown", () => {
    expect(t("codes.error.strange_code")).toBe("It failed.");
    expect(t("codes.tier.constructor")).toBe("Customer");
  });
  test("names codes, shares and dates in words when they are parameters", () => {
    expect(translator({ overlay: { why: "Why {tier}" }, codes: messages.codes }, "en")("overlay.why", { tier: "high" })).toBe("Why High value");
    expect(t("overlay.chance", { probability: 0.314 })).toBe("31\u00A0% likely");
    expect(t("overlay.when", { date: "2020-11-02T12:00:00Z" })).toMatch(/2020/);
  });
  test("shows a parameter as it stands when it looks like a gap or a replacement pattern", () => {
    expect(t("overlay.said", { name: "{name} $& $1" })).toBe("{name} $& $1 said so");
  });
  test("shows a gap as an ellipsis when nothing fills it", () => {
    expect(t("overlay.said")).toBe("… said so");
  });
  test("takes direction overrides out of foreign text, and sets right-to-left text apart", () => {
    expect(t("overlay.said", { name: "evil\u202Egpj" })).toBe("evilgpj said so");
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
  test("uses the currency's own minor unit when it has none", () => {
    expect(money("en", 1_240, "JPY")).toBe("¥1,240");
  });
  test("never says 0 % or 100 % when it is not quite so", () => {
    expect([percent("en", 0), percent("en", 0.001), percent("en", 0.999), percent("en", 1)]).toEqual(["0\u00A0%", "< 1\u00A0%", "> 99\u00A0%", "100\u00A0%"]);
  });
  test("says today, yesterday, a day, a day with its year", () => {
    const now = new Date(2026, 10, 21, 14);
    const on = (y: number, m: number, d: number) => day("en", new Date(y, m, d, 9).toISOString(), now);
    expect([on(2026, 10, 21), on(2026, 10, 20)]).toEqual(["today", "yesterday"]);
    expect(on(2026, 10, 2)).not.toMatch(/2026/);
    expect(on(2024, 10, 2)).toMatch(/2024/);
    expect(day("zh_CN", new Date(2026, 10, 2).toISOString(), now)).toBe("11月2日");
  });
  test("signs points and leaves zero bare", () => {
    expect([signed("en", 4.2, 1), signed("en", -3, 1), signed("en", 0, 1)]).toEqual(["+4.2", "−3.0", "0.0"]);
  });
});
