/** The Chinese explanation of the measures beside the English: nothing left out, nothing changed. */
import { readFileSync } from "node:fs";
import { Marked, type Token, type Tokens } from "marked";
import { describe, expect, test } from "vitest";
import {
  sectionsOf,
  translatedSectionsOf,
} from "../../../worker/portfolio/pages/measures/markdown.ts";

const read = (name: string) =>
  readFileSync(new URL(`../../../shared/scoring/${name}`, import.meta.url), "utf8");
const english = read("README.md");
const chinese = read("README.zh_CN.md");

const isHeading = (token: Token): token is Tokens.Heading => token.type === "heading";
const isCode = (token: Token): token is Tokens.Code => token.type === "code";
const isTable = (token: Token): token is Tokens.Table => token.type === "table";
const tokensOf = (text: string) => new Marked().lexer(text);

const levels = (text: string) =>
  tokensOf(text)
    .filter(isHeading)
    .map(({ depth }) => depth);
const blocks = (text: string) =>
  tokensOf(text)
    .filter(isCode)
    .map(({ raw }) => raw.trimEnd());
const rowCounts = (text: string) =>
  tokensOf(text)
    .filter(isTable)
    .map(({ rows }) => rows.length);
/** The kinds of a file's blocks in their order: headings, paragraphs, lists, code, tables. */
const kinds = (text: string) =>
  tokensOf(text)
    .map(({ type }) => type)
    .filter((type) => type !== "space");
const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to);

/** Each section's prose as the set of what `pattern` finds in it, sorted. */
function foundPerSection(text: string, pattern: RegExp): string[][] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, "");
  return prose.split(/^#+ .*$/m).map((section) => {
    const found = [...section.matchAll(pattern)].map(([match]) => match);
    return [...new Set(found)].toSorted();
  });
}

describe("the Chinese explanation of the measures", () => {
  test("has the same headings by number and level when both are read", () => {
    expect(levels(english).length).toBeGreaterThan(30);
    expect(levels(chinese)).toEqual(levels(english));
  });

  test("has the same paragraphs, lists and tables in order when both are read", () => {
    expect(kinds(chinese)).toEqual(kinds(english));
  });

  test("has the same code blocks when both are read", () => {
    expect(blocks(english).length).toBeGreaterThan(30);
    expect(blocks(chinese)).toEqual(blocks(english));
  });

  test("has as many rows in each table when both are read", () => {
    expect(rowCounts(english)[0]).toBeGreaterThan(30);
    expect(rowCounts(chinese)).toEqual(rowCounts(english));
  });

  test("has the same links when both are read", () => {
    expect(links(chinese)).toEqual(links(english));
  });

  test("names the same files and settings in each section when both are read", () => {
    const code = /`[^`\n]+`/g;
    expect(foundPerSection(chinese, code)).toEqual(foundPerSection(english, code));
  });

  test("states the same numbers in each section when both are read", () => {
    const number = /\d+(?:[.,]\d+)*/g;
    expect(foundPerSection(chinese, number)).toEqual(foundPerSection(english, number));
  });

  test("is in Chinese when each heading's section is looked at", () => {
    for (const { title, html } of sectionsOf(chinese).filter(({ html: text }) => text !== ""))
      expect(html.replaceAll(/<details>[\s\S]*?<\/details>/g, ""), title).toMatch(
        /\p{Script=Han}/u,
      );
  });
});

describe("translatedSectionsOf", () => {
  test("keeps the anchors of the English when the headings are Chinese", () => {
    const sections = translatedSectionsOf(chinese, english);
    expect(sections.map(({ id }) => id)).toEqual(sectionsOf(english).map(({ id }) => id));
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
    expect(sections.find(({ id }) => id === "tier")?.title).toBe("分级");
  });

  test("refuses a translation when it lacks a heading", () => {
    expect(() => translatedSectionsOf("## 一", "## One\n\n## Two")).toThrow("translate 2");
  });
});
