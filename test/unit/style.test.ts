/** Rules of the project's words that neither the formatter nor the linter knows. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = globSync("{extension,shared,worker,test}/**/*.{ts,tsx}", { cwd: root })
  .filter((path) => !/node_modules|\.output|\.wxt|worker-configuration/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Lists what matches in any source, as `path: match`. */
const found = (pattern: RegExp): string[] =>
  sources.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([match, words = match]) => `${path}: ${words.trim()}`),
  );

describe("the sources", () => {
  test("are all read when their words are looked at", () => {
    expect(sources.length).toBeGreaterThan(900);
  });

  test("begin docblocks with a noun or a verb when they say what something is or does", () => {
    expect(found(/\/\*\*[ \n*]*((?:What|Whether|Who|How)\b.*)/g)).toEqual([]);
  });

  test("name tests in at most 100 characters when they are read", () => {
    const titles = found(/^ *(?:test|it)\(\s*["`]([^"`\n]+)["`]/gm);
    expect(titles.length).toBeGreaterThan(1500);
    const long = titles.filter((title) => {
      const words = title.slice(title.indexOf(": ") + 2);
      // The table of webmails reads what stands in brackets.
      return words.replace(/ \[[^\]]+\]$/, "").length > 100;
    });
    expect(long).toEqual([]);
  });
});
