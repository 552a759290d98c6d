/**
 * A Vite plugin: a Markdown file as a module of its sections, read when the portfolio is built, so
 * that no reader of Markdown is carried along.
 */
import { readFileSync } from "node:fs";
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

/** Returns the sections of a translation, under the anchors of its original: links hold in both. */
export function translatedSectionsOf(markdown: string, original: string): Section[] {
  const originals = sectionsOf(original);
  const sections = sectionsOf(markdown);
  if (sections.length !== originals.length)
    throw new Error(`${sections.length} headings translate ${originals.length}.`);
  return sections.map((section, at) => ({ ...section, id: originals[at]?.id ?? section.id }));
}

/** Turns `FILE.md`, or `FILE.LANGUAGE.md` beside it, into `export const sections`. */
export function markdown(): Plugin {
  return {
    name: "regards-markdown",
    enforce: "pre",
    transform(code, id) {
      const [path = ""] = id.split("?");
      if (!path.endsWith(".md")) return null;
      const original = path.replace(/\.[a-z]{2}_[A-Z]{2}\.md$/, ".md");
      if (original !== path) this.addWatchFile(original);
      const sections =
        original === path
          ? sectionsOf(code)
          : translatedSectionsOf(code, readFileSync(original, "utf8"));
      return { code: `export const sections = ${JSON.stringify(sections)};`, map: null };
    },
  };
}
