/** Rich text as elements and as plain text: whatever it holds, its texts are never markup. */
import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { renderBlocks } from "../../../../extension/content/drafting/render-blocks.ts";
import { plainOf } from "../../../../extension/protocol/draft.ts";
import type { DraftBlock, DraftText } from "../../../../extension/protocol/draft.ts";

const { document } = new JSDOM().window;
const link = "https://ask.example/s/abc";

function render(blocks: DraftBlock[]): HTMLElement {
  const root = document.createElement("div");
  root.append(...renderBlocks(document, blocks));
  return root;
}

const text: fc.Arbitrary<DraftText> = fc
  .tuple(
    fc.oneof(fc.string(), fc.constantFrom("<img src=x onerror=alert(1)>", "</a>", "&amp;", "a\nb")),
    fc.option(fc.oneof(fc.webUrl(), fc.constantFrom("javascript:alert(1)", "data:text/html,x"))),
  )
  .map(([text, href]) => ({ text, ...(href !== null && { href }) }));
const block: fc.Arbitrary<DraftBlock> = fc.oneof(
  fc.array(text, { maxLength: 4 }).map((texts) => ({ block: "paragraph" as const, texts })),
  fc.array(text, { maxLength: 12 }).map((cells) => ({ block: "row" as const, cells })),
);
const allowed = new Set(["DIV", "BR", "A", "TABLE", "TBODY", "TR", "TD"]);

describe("renderBlocks", () => {
  test("makes no element but those of a plain mail when texts hold markup", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        const root = render(blocks);
        const names = [...root.querySelectorAll("*")].map((one) => one.tagName);
        expect(names.filter((name) => !allowed.has(name))).toEqual([]);
        const links = [...root.querySelectorAll("a")].map((one) => new URL(one.href).protocol);
        expect(links.filter((one) => !/^(https?|mailto):$/.test(one))).toEqual([]);
        const written = blocks.flatMap((one) => (one.block === "row" ? one.cells : one.texts));
        const words = written.map((one) => one.text.replaceAll("\n", "")).join("");
        expect(root.textContent).toBe(words);
      }),
    );
  });

  test("keeps every text when its elements are written out and parsed again", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        const root = render(blocks);
        const again = document.createElement("div");
        again.innerHTML = root.innerHTML;
        expect(again.querySelectorAll("*").length).toBe(root.querySelectorAll("*").length);
      }),
    );
  });

  test("gives each point of a scale one look when a row is rendered", () => {
    const cells = Array.from({ length: 11 }, (_, at) => ({
      text: `${at}`,
      href: `${link}?score=${at}`,
    }));
    const root = render([{ block: "row", cells, ends: { first: "Not", last: "Very" } }]);
    const links = [...root.querySelectorAll("a")];
    expect(links.map((one) => one.getAttribute("href"))).toEqual(cells.map((one) => one.href));
    expect(new Set(links.map((one) => one.getAttribute("style"))).size).toBe(1);
    expect(root.querySelector("table")?.getAttribute("role")).toBe("presentation");
    expect([...root.querySelectorAll("td")].slice(-2).map((one) => one.textContent)).toEqual([
      "Not",
      "Very",
    ]);
  });

  test("renders line breaks as such when a text has several lines", () => {
    const root = render([{ block: "paragraph", texts: [{ text: "one\ntwo" }] }]);
    expect(root.innerHTML).toBe("<div>one<br>two</div>");
  });
});

describe("plainOf", () => {
  test("names every link when blocks are said in plain text", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        const plain = plainOf(blocks);
        for (const one of blocks)
          for (const { text, href } of one.block === "row" ? one.cells : one.texts) {
            expect(plain).toContain(text);
            if (href !== undefined) expect(plain).toContain(href);
          }
      }),
    );
  });

  test("says a link once when its text is its address", () => {
    const paragraph: DraftBlock = {
      block: "paragraph",
      texts: [{ text: "Answer: " }, { text: link, href: link }],
    };
    expect(plainOf([paragraph])).toBe(`Answer: ${link}`);
  });

  test("stands one under the other with the ends above when it is a row", () => {
    const row: DraftBlock = {
      block: "row",
      cells: [
        { text: "0", href: `${link}?score=0` },
        { text: "1", href: `${link}?score=1` },
      ],
      ends: { first: "Not likely", last: "Very likely" },
    };
    expect(plainOf([row])).toBe(`Not likely – Very likely\n0: ${link}?score=0\n1: ${link}?score=1`);
  });
});
