import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileMessages } from "../../../shared/locales/compile.ts";
import { translator } from "../../../shared/locales/translate.ts";
import { withOwnWords } from "../../../shared/locales/with-own-words.ts";
import { textGaps, unknownGaps } from "../../../shared/scoring/actions/own/text-gaps.ts";

const messages = compileMessages({
  codes: {
    tier: { high: "High value", mid: "Mid value", unknown: "Customer" },
    action: { greeting: "Send a greeting", unknown: "Get in touch" },
    reason: { unknown: "Their recent history suggests it." },
    text: { greeting: "Hello {name}", unknown: "Hello {name}" },
  },
  panel: { moved: "Now {tier}" },
});
const own = {
  tier: { high: "Gold" },
  action: { own_tea: "Invite them to tea" },
  reason: { own_tea: "They {are} worth it" },
  text: { own_tea: "Dear {name} of {company},\n{days} days, don't you think? {me}" },
};
const t = translator(withOwnWords(messages, own), "en");

describe("the company's own words", () => {
  test("stand in the place of the usual ones and beside them, also inside other sentences", () => {
    expect(["high", "mid"].map((tier) => t(`codes.tier.${tier}`))).toEqual(["Gold", "Mid value"]);
    expect(t("panel.moved", { tier: "high" })).toBe("Now Gold");
    expect(t("codes.action.own_tea")).toBe("Invite them to tea");
    expect(t("codes.action.own_gone")).toBe("Get in touch");
    expect(t("codes.text.greeting", { name: "Dana" })).toBe("Hello Dana");
  });

  test("are filled at their gaps, and show dots at one that nothing fills", () => {
    expect(t("codes.text.own_tea", { name: "Dana", company: "Harlow", days: 40 })).toBe(
      "Dear Dana of Harlow,\n40 days, don't you think? …",
    );
  });

  test("are said as they were written when they have no gaps, whatever stands in them", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!/\{\w+\}/.test(text));
        const told = withOwnWords(messages, { action: { own_tea: text } });
        expect(translator(told, "en")("codes.action.own_tea")).toBe(text);
      }),
    );
  });

  test("leave the sentences as they are when there are none", () => {
    expect(withOwnWords(messages, undefined)).toBe(messages);
  });
});

test("placeholders of a text are told from others, whatever stands around them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...textGaps), fc.stringMatching(/^[a-z]{1,8}$/))),
      (names) => {
        const text = names.map((name) => `some {${name}} text`).join(" ");
        expect(unknownGaps(text)).toEqual(
          names.filter((name) => !textGaps.some((gap) => gap === name)),
        );
      },
    ),
  );
});
