/** A Vite plugin: a `.yml` file of sentences as a module, each top-level section a named export. */
import type { Plugin } from "vite";
import { parse } from "yaml";
import { compileMessages } from "./compile.ts";
import { wordsFor } from "./wordings.ts";
import type { Wordings } from "./wordings.ts";

/**
 * Sections nobody imports are dropped from the bundle: the content script carries only what it
 * says. `program`: whom it is built for.
 */
export function locales(program: string): Plugin {
  return {
    name: "regards-locales",
    enforce: "pre",
    transform(code, id) {
      if (!id.split("?")[0]?.endsWith(".yml")) return null;
      const sections = compileMessages(wordsFor(program, parse(code) as Wordings));
      const lines = Object.entries(sections).map(
        ([name, section]) => `export const ${name} = ${JSON.stringify(section)};`,
      );
      return { code: lines.join("\n"), map: null };
    },
  };
}
