import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sites } from "../../../extension/mail/sites/index.ts";
import { faultsBeside, faultsOf } from "../../../shared/signals/limits.ts";
import { exponentOf } from "../../../shared/signals/pattern.ts";
import { search, stepsOf } from "./counting-matcher.ts";

describe("the exponent of a pattern", () => {
  test.each<[string, number]>([
    ["^([^/]+)/", 0],
    ["^(?:a|b)(.+)", 0],
    ["(.+)", 1],
    ["^(.+)$", 1],
    ["^a|(b)", 1],
    ["^(a)|(b)", 1],
    ["^(.*)x", 1],
    ["(\\S+@\\S+)", 2],
    ["^(.*)x.*y", 2],
    ["^(.*).*.*x$", 3],
    ["(a{1,50})a{1,50}a{1,50}x", 4],
    ["\\w*:(y)", 2],
    ["([^<]*)<", 2],
    ["\\w*\\w*:(y)", 3],
    ["^\\w*\\w*\\w*:(y)", 3],
    ["^\\w*\\w*:(y)", 2],
    ["^\\w*:\\w*;(y)", 0],
    ["(y)\\w*x(?!\\w*)", 3],
    ["^\\p{Script=Cyrillic}*\\p{Script=Cyrillic}*:(y)", 2],
    ["\\p{L}*:(y)", 2],
    ["^\\p{Ll}+\\p{Lu}+\\P{L}*(y)", 3],
    ["^[^\\p{L}]*a(y)", 1],
    ["^\\u0430*[а-я]*(y)", 2],
    ["^\\u{430}*\\u0431*(y)", 0],
    ["^\\u1680*\\s*(y)", 2],
    ["^.*\\b.*\\b.*\\b(y)", 3],
    ["^\\w*\\b:(y)", 0],
    ["^[^\\s\\S]*(y)", 1],
    ["^[^\\0-\\u{10ffff}]*\\w*(y)", 2],
    ["(?i:k)*(y)", Infinity],
    ["^(?i:\\w*)K*(y)", Infinity],
    ["^\\ud83d\\ude00*(y)", Infinity],
    ["(a+)+$", Infinity],
    ["(?:a|a)*(b)", Infinity],
    ["(\\w+)\\1", Infinity],
    ["(?<=a)(b)", Infinity],
    ["a?a?a?a?a?(a)", Infinity],
    ["(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)", Infinity],
  ])("counts what can be gone through again when it is %s", (pattern, exponent) =>
    expect(exponentOf(pattern)).toBe(exponent),
  );
});

/**
 * Patterns of the kind: whatever may be served, of classes, properties of Unicode, escapes,
 * boundaries, groups, choices and repeats of each. The steps are counted, not timed, in a matcher
 * that backtracks as a browser's does.
 */
test("a pattern takes no more steps than its exponent says when texts are hostile", () => {
  const atom = fc.constantFrom(
    "a",
    ":",
    ".",
    "\\w",
    "\\s",
    "\\S",
    "[^:]",
    "[a-f]",
    "[а-я]",
    "\\u0430",
    "[^\\u0430-\\u044f]",
    "\\p{L}",
    "\\P{L}",
    "\\p{Script=Cyrillic}",
    "[^\\p{Ll}]",
  );
  const times = fc.constantFrom("", "", "*", "+", "?", "*?", "{1,}", "{0,90}", "{2}");
  const single = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(atom, times).map((both) => both.join("")) },
    { weight: 1, arbitrary: fc.constantFrom("\\b", "\\B") },
  );
  const few = fc.array(single, { minLength: 1, maxLength: 2 }).map((some) => some.join(""));
  const group = fc.oneof(
    fc
      .tuple(fc.constantFrom("(?:", "(?=", "(?!"), few, few)
      .map(([opening, one, other]) => `${opening}${one}|${other})`),
    few.map((some) => `(?:${some})?`),
  );
  const piece = fc.oneof({ weight: 6, arbitrary: single }, { weight: 1, arbitrary: group });
  const text = fc.constantFrom(
    "a",
    "а",
    ":",
    "A",
    " ",
    "ab",
    "aа",
    "a:",
    "а:",
    "a ",
    "\u1680",
    "1",
  );
  fc.assert(
    fc.property(
      fc.constantFrom("", "^"),
      fc.array(piece, { minLength: 1, maxLength: 5 }),
      text,
      (start, pieces, letters) => {
        const pattern = `${start}${pieces.join("")}(y)`;
        const exponent = Math.max(1, exponentOf(pattern));
        fc.pre(exponent <= 2);
        const [short = 1, long = 0] = [60, 120].map((length) =>
          stepsOf(pattern, letters.repeat(length).slice(0, length)),
        );
        expect(long / short, pattern).toBeLessThan(2 ** exponent * 1.3);
      },
    ),
    { numRuns: 3000 },
  );
});

test("the counting matcher finds what the engine finds when patterns and texts are short", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "a",
      "\\w",
      ":",
      "\\b",
      "a*",
      "a+?",
      "[^:]{0,2}",
      "(?:a|:a)",
      "(?=a)",
      "(?!:)",
      "\\p{L}?",
      "$",
    ),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(
      fc.constantFrom("", "^"),
      pieces,
      fc.string({ unit: fc.constantFrom("a", ":", "а", " "), maxLength: 6 }),
      (start, some, text) => {
        const pattern = `${start}${some.join("")}`;
        expect(search(pattern, text).found, pattern).toBe(new RegExp(pattern, "u").test(text));
      },
    ),
    { numRuns: 1000 },
  );
});

test.each(sites.map((site) => [site.webmail, site] as const))(
  "a built-in description keeps to what a served one must when it is that of %s",
  (_, site) => {
    expect(faultsOf(site)).toEqual([]);
    expect(faultsBeside(site, sites)).toEqual([]);
  },
);
