/** Kinds of facts that factors of explanations open. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { factsOf } from "../../../shared/ui/facts.ts";

const { codes } = parse(
  readFileSync(new URL("../../../shared/locales/en.yml", import.meta.url), "utf8"),
) as { codes: { factor: Record<string, string> } };

test.each([
  ["rfm_frequency", "transaction"],
  ["value_purchase_rate", "transaction"],
  ["chance_purchases", "transaction"],
  ["stage_silence_times", "transaction"],
  ["abc_share_lately", "transaction"],
  ["loyalty_came_back", "transaction"],
  ["trust_promise_kept", "interaction"],
  ["type_contacts", "interaction"],
  ["trust_answer_customer", "satisfaction"],
  ["satisfaction_nps", "satisfaction"],
  ["tier_value", null],
  ["chance_held", null],
  ["action_effect", null],
])("factsOf answers for %s: %s", (code, kind) => {
  expect(factsOf({ code })).toBe(kind);
});

test("factsOf opens orders wherever a factor's own words count orders of the customer", () => {
  const counts = Object.entries(codes.factor).flatMap(([code, words]) =>
    /^(They ordered|Ordered|No order|Bought|Spent so far)|\{purchases|days\}? with orders/.test(
      words,
    )
      ? [code]
      : [],
  );
  expect(counts.length).toBeGreaterThan(5);
  for (const code of counts) expect([code, factsOf({ code })]).toEqual([code, "transaction"]);
});
