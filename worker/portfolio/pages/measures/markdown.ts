/**
 * A Vite plugin: a Markdown file as a module of its sections, read when the portfolio is built, so
 * that no reader of Markdown is carried along.
 */
import { Marked } from "marked";
import type { Plugin } from "vite";
import type { Section } from "./section.ts";

/** Returns the anchor of a heading: "Gini and Lorenz" → "gini-and-lorenz". */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** Returns the sections of a file; what stands before the first heading of level 2 is left out. */
export function sectionsOf(markdown: string): Section[] {
  const marked = new Marked({
    async: false,
    renderer: {
      // Links within the repository lead nowhere from here.
      link: ({ text }) => text,
    },
  });
  const sections: Section[] = [];
  let parts: string[] = [];
  const close = () => {
    const last = sections.at(-1);
    if (last !== undefined) last.html = parts.join("");
    parts = [];
  };
  for (const token of marked.lexer(markdown)) {
    if (token.type === "heading" && (token["depth"] === 2 || token["depth"] === 3)) {
      close();
      const title = String(token["text"]);
      const level = token["depth"] === 2 ? 2 : 3;
      sections.push({ id: anchorOf(title), level, title, html: "" });
      continue;
    }
    // What may be wider than the window is scrolled, and must be reachable by keyboard for that.
    const html = marked.parser([token]).replace(/<(table|pre)>/g, '<$1 tabindex="0">');
    parts.push(token.type === "code" ? `<details><summary></summary>${html}</details>` : html);
  }
  close();
  return sections;
}

/** Turns `FILE.md` into `export const sections`. */
export function markdown(): Plugin {
  return {
    name: "regards-markdown",
    enforce: "pre",
    transform(code, id) {
      if (!id.split("?")[0]?.endsWith(".md")) return null;
      return { code: `export const sections = ${JSON.stringify(sectionsOf(code))};`, map: null };
    },
  };
}
