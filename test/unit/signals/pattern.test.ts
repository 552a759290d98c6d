import { describe, expect, test } from "vitest";
import { sites } from "../../../extension/mail/sites/index.ts";
import { faultsBeside, faultsOf } from "../../../shared/signals/limits.ts";
import { exponentOf } from "../../../shared/signals/pattern.ts";

describe("the exponent of a pattern", () => {
  test.each<[string, number]>([
    ["^([^/]+)/", 0], ["^(?:a|b)(.+)", 0], ["(.+)", 1], ["^(.+)$", 1], ["^a|(b)", 1], ["^(a)|(b)", 1], ["^(.*)x", 1],
    ["(\\S+@\\S+)", 2], ["^(.*)x.*y", 2], ["^(.*).*.*x$", 3], ["(a{1,50})a{1,50}a{1,50}x", 3],
    ["(a+)+$", Infinity], ["(?:a|a)*(b)", Infinity], ["(\\w+)\\1", Infinity], ["(?<=a)(b)", Infinity],
    ["a?a?a?a?a?(a)", Infinity], ["(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)", Infinity],
  ])("counts what can be gone through again when it is %s", (pattern, exponent) => expect(exponentOf(pattern)).toBe(exponent));
});

test.each(sites.map((site) => [site.webmail, site] as const))("a built-in description keeps to what a served one must when it is that of %s", (_, site) => {
  expect(faultsOf(site)).toEqual([]);
  expect(faultsBeside(site, sites)).toEqual([]);
});
