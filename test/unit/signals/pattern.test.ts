import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sites } from "../../../extension/mail/sites/index.ts";
import { faultsBeside, faultsOf } from "../../../shared/signals/limits.ts";
import { exponentOf } from "../../../shared/signals/pattern.ts";

describe("the exponent of a pattern", () => {
  test.each<[string, number]>([
    ["^([^/]+)/", 0], ["^(?:a|b)(.+)", 0], ["(.+)", 1], ["^(.+)$", 1], ["^a|(b)", 1], ["^(a)|(b)", 1], ["^(.*)x", 1],
    ["(\\S+@\\S+)", 2], ["^(.*)x.*y", 2], ["^(.*).*.*x$", 3], ["(a{1,50})a{1,50}a{1,50}x", 4],
    ["\\w*:(y)", 2], ["([^<]*)<", 2], ["\\w*\\w*:(y)", 3], ["^\\w*\\w*\\w*:(y)", 3], ["^\\w*\\w*:(y)", 2], ["^\\w*:\\w*;(y)", 0], ["(y)\\w*x(?!\\w*)", 3],
    ["(a+)+$", Infinity], ["(?:a|a)*(b)", Infinity], ["(\\w+)\\1", Infinity], ["(?<=a)(b)", Infinity],
    ["a?a?a?a?a?(a)", Infinity], ["(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)", Infinity],
  ])("counts what can be gone through again when it is %s", (pattern, exponent) => expect(exponentOf(pattern)).toBe(exponent));
});

test("a pattern that is allowed takes no more than moments when the text is long and hostile", () => {
  const hostile = "a".repeat(1500);
  const milliseconds = (pattern: string) => Math.min(...Array.from({ length: 3 }, () => {
    const begun = performance.now();
    new RegExp(pattern, "u").exec(hostile);
    return performance.now() - begun;
  }));
  const piece = fc.constantFrom("\\w*", "[^:]*", "a*", "\\w+:", "(a)", ":", "a?", "(?:a|b)");
  fc.assert(fc.property(fc.constantFrom("", "^"), fc.array(piece, { minLength: 1, maxLength: 5 }), (start, pieces) => {
    const pattern = `${start}${pieces.join("")}(y)`;
    fc.pre(exponentOf(pattern) <= 2);
    // To the third power it takes a second and more.
    expect(milliseconds(pattern), pattern).toBeLessThan(300);
  }), { numRuns: 100 });
});

test.each(sites.map((site) => [site.webmail, site] as const))("a built-in description keeps to what a served one must when it is that of %s", (_, site) => {
  expect(faultsOf(site)).toEqual([]);
  expect(faultsBeside(site, sites)).toEqual([]);
});
