import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cellsOf,
  claimsFile,
  claimsIn,
  claimsOf,
  facts,
  proofs,
  tableOf,
  tag,
  unproved,
} from "../support-table.ts";
import type { Result } from "../support-table.ts";

const head = `# Mail\n\n| webmail | ${facts.join(" | ")} |\n|---|---|---|---|---|---|\n`;
const results: Result[] = [
  { title: "sites [outlook: list, people · own page] marks", status: "passed" },
  { title: "[outlook: list · own page]", status: "failed" },
  { title: "[outlook: list · capture] [sogo: thread · real]", status: "skipped" },
  { title: "anything else [outlook]", status: "failed" },
];

describe("support table", () => {
  test("a tag says what it was made of when it stands in any title", () => {
    const words = fc.string().filter((word) => !/[[\]]/.test(word));
    fc.assert(
      fc.property(
        fc.constantFrom("outlook", "old qq", "some-mail"),
        fc.subarray([...facts], { minLength: 1 }),
        fc.constantFrom(...proofs),
        words,
        words,
        (site, of, proof, before, after) => {
          expect(claimsIn(`${before}${tag(site, of, proof)}${after}`)).toEqual(
            of.map((fact) => ({ site, fact, proof })),
          );
        },
      ),
    );
  });

  test("a tag is refused when its fact or proof is none of the table", () => {
    for (const title of ["[outlook: lists · own page]", "[outlook: list · seen]"])
      expect(() => claimsIn(title)).toThrow("names no fact");
  });

  test("lines count passed of run tests when some failed or were skipped", () => {
    expect(tableOf(cellsOf(results)).map((line) => line.split(/\s{2,}/))).toEqual([
      ["site", ...facts],
      ["outlook", "–", "1 own page", "1 skipped capture, 1 of 2 own page", "–", "–", "–"],
      ["sogo", "1 skipped real", "–", "–", "–", "–", "–"],
    ]);
  });

  test("names what is claimed too much when no test or a failed one stands behind it", () => {
    const claims = claimsOf(
      `${head}| Outlook on the web | – | own page | own page | – | – | – |\n| SOGo 5 | real | – | – | real | – | – |\n\nmore`,
    );
    expect(unproved(claims, cellsOf(results))).toEqual([
      "outlook on the web: list on own page: 1 failed",
      "sogo 5: compose on real: no test",
    ]);
  });

  test("a webmail of a longer name is not proved by another's tests when the names begin alike", () => {
    const claims = claimsOf(`${head}| Outlooker | – | own page | – | – | – | – |\n`);
    expect(unproved(claims, cellsOf(results))).toEqual(["outlooker: people on own page: no test"]);
  });

  test("table can be read when it names webmails and proofs that are known", () => {
    expect(
      claimsOf(readFileSync(new URL(`../../${claimsFile}`, import.meta.url), "utf8")).length,
    ).toBeGreaterThan(0);
    expect(() => claimsOf(`${head}| Somemail | real | – |\n`)).toThrow("Somemail");
    expect(() => claimsOf(`${head}| Gmail | seen | – | – | – | – | – |\n`)).toThrow("no proof");
    expect(() => claimsOf("# Mail")).toThrow("no table");
  });
});
