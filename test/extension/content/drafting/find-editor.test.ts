/** The editor of a draft: which element it is, and that nothing in it is read. */
import { readdirSync, readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { findEditor } from "../../../../extension/content/drafting/find-editor.ts";

const folder = new URL("../../../../extension/content/drafting/", import.meta.url);

function page(body: string): Document {
  const { document, HTMLElement } = new JSDOM(`<body>${body}</body>`).window;
  // jsdom knows no editing: the attribute alone decides here.
  Object.defineProperty(HTMLElement.prototype, "isContentEditable", {
    get(this: HTMLElement) {
      return this.closest("[contenteditable=true]") !== null;
    },
  });
  return document;
}

const twoEditors = `<main><div contenteditable="true" id="a">one</div>
  <div contenteditable="true" id="b">two</div></main>`;

describe("findEditor", () => {
  test("finds the field when it is a text field", () => {
    const document = page(`<form><textarea id="composebody">Secret</textarea></form>`);
    const found = findEditor(document.body, ["iframe#none", "textarea"]);
    expect(found?.kind).toBe("field");
    expect(found?.element.id).toBe("composebody");
  });

  test("finds nothing when the field cannot be written in", () => {
    const document = page(`<textarea readonly></textarea>`);
    expect(findEditor(document.body, ["textarea"])).toBeNull();
  });

  test("finds none when there are several and the caret is in neither", () => {
    const document = page(twoEditors);
    expect(findEditor(document.body, ["[contenteditable]"])).toBeNull();
  });

  test("finds the one with the caret when there are several", () => {
    const document = page(twoEditors);
    const second = document.querySelector("#b");
    document.getSelection()?.collapse(second?.firstChild ?? null, 1);
    expect(findEditor(document.body, ["[contenteditable]"])?.element.id).toBe("b");
  });

  test("finds the one in the part that is written in when others are elsewhere", () => {
    const document = page(
      `<aside><div contenteditable="true">x</div></aside><main><div contenteditable="true" id="in">y</div></main>`,
    );
    const within = document.querySelector("main");
    expect(within && findEditor(within, ["[contenteditable]"])?.element.id).toBe("in");
  });

  test("finds the body of a frame when the editor stands in one", () => {
    const document = page(`<div><iframe></iframe></div>`);
    const inner = document.querySelector("iframe")?.contentDocument;
    inner?.body.setAttribute("contenteditable", "true");
    expect(findEditor(document.body, ["iframe"])?.element).toBe(inner?.body);
  });
});

describe("the script that writes into drafts", () => {
  test("reads no text of an element when its source is read", () => {
    const readers =
      /\.(textContent|innerText|innerHTML|nodeValue|wholeText|value|data|defaultValue)\b|\.toString\(|cloneContents|getSelection\(\)\?*\.toString|serializeTo|createTreeWalker/;
    const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(3);
    expect(
      files.filter((name) => readers.test(readFileSync(new URL(name, folder), "utf8"))),
    ).toEqual([]);
  });

  test("writes out only elements of its own when it uses markup", () => {
    const uses = readdirSync(folder).flatMap((name) =>
      [...readFileSync(new URL(name, folder), "utf8").matchAll(/.*outerHTML.*/g)].map(([line]) =>
        line.trim(),
      ),
    );
    expect(uses).toEqual([
      `const markup = [...apart, ...elements].map((one) => one.outerHTML).join("");`,
    ]);
  });
});
