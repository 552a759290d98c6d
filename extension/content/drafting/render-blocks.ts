/**
 * Builds the elements of rich text: the table-based HTML that mail programs show alike, without
 * images, scripts and style sheets. Every text becomes a text node, so nothing in it is markup.
 */
import type { DraftBlock, DraftText } from "../../protocol/draft.ts";

/** Schemes that a link in a mail may have. */
const linked = new Set(["https:", "http:", "mailto:"]);
const isLink = (href: string): boolean => URL.canParse(href) && linked.has(new URL(href).protocol);

/** No cell stands out, in colour or size: a scale must not lead to an answer. */
const cellStyle = "padding:0 2px 4px 0";
const scoreStyle =
  "display:inline-block;min-width:22px;padding:5px 2px;border:1px solid #8a8f98;" +
  "border-radius:4px;text-align:center;text-decoration:none;color:#1f2937";
const endStyle = "font-size:12px;color:#6b7280";

type Builder = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes?: Record<string, string>,
  ...children: (Node | string)[]
) => HTMLElementTagNameMap[Name];

/** Returns a function that makes elements of a document. */
const builderOf =
  (document: Document): Builder =>
  (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

/** Renders a text, its line breaks as such. */
function nodesOf(build: Builder, { text, href }: DraftText, style?: string): (Node | string)[] {
  const lines = text.split("\n").flatMap((line, at) => (at === 0 ? [line] : [build("br"), line]));
  if (href === undefined || !isLink(href)) return lines;
  return [build("a", { href, ...(style !== undefined && { style }) }, ...lines)];
}

/** Renders links side by side. Presentational: a screen reader reads links, not a table. */
function rowOf(
  build: Builder,
  { cells, ends }: Extract<DraftBlock, { block: "row" }>,
): HTMLElement {
  const table = build("table", {
    role: "presentation",
    cellpadding: "0",
    cellspacing: "0",
    border: "0",
  });
  const scores = cells.map((cell) =>
    build("td", { style: cellStyle }, ...nodesOf(build, cell, scoreStyle)),
  );
  const body = build("tbody", {}, build("tr", {}, ...scores));
  if (ends !== undefined && cells.length > 1) {
    const half = Math.ceil(cells.length / 2);
    const first = { colspan: `${half}`, align: "left", style: endStyle };
    const last = { colspan: `${cells.length - half}`, align: "right", style: endStyle };
    body.append(build("tr", {}, build("td", first, ends.first), build("td", last, ends.last)));
  }
  table.append(body);
  return table;
}

/** Renders the blocks, each an element of its own, an empty line between them. */
export function renderBlocks(document: Document, blocks: readonly DraftBlock[]): HTMLElement[] {
  const build = builderOf(document);
  return blocks.flatMap((block, at) => {
    const element =
      block.block === "row"
        ? rowOf(build, block)
        : build("div", {}, ...block.texts.flatMap((text) => nodesOf(build, text)));
    return at === 0 ? [element] : [build("div", {}, build("br")), element];
  });
}
