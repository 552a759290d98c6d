/**
 * Licences of the libraries that a package holds. Vite's own `build.license` writes one file a
 * build, and WXT runs many builds a package: each would overwrite the last.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

type Library = { name: string; version: string; licence: string; text: string };

export type Licences = {
  /** Notes the libraries of each build; one plugin serves all builds of a package. */
  plugin: Plugin;
  /**
   * Returns the text for the package, in the order of names: the same libraries give the same
   * bytes.
   */
  text(): string;
};

/**
 * Copyright lines of libraries under MIT that are published without their licence file, from their
 * repositories.
 */
const noticeOf: Readonly<Record<string, string>> = {
  wxt: "Copyright (c) 2023 Aaron",
  "@wxt-dev/browser": "Copyright (c) 2023 Aaron",
};

const readText = (path: string) => readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();

/**
 * Returns the folder of the package that a module belongs to; null for our own and for what the
 * bundler makes.
 */
export function packageFolderOf(moduleId: string): string | null {
  const [path = ""] = moduleId.split("?");
  if (path.startsWith("\0")) return null;
  return (
    /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path.replaceAll("\\", "/"))?.[0] ?? null
  );
}

/** Returns the terms of the MIT licence, which is ours too, under another's notice. */
function mitTextOf(notice: string): string {
  const own = readText(join(import.meta.dirname, "../LICENSE"));
  return own.replace(/^Copyright .*$/m, notice);
}

/**
 * Reads a library's licence. Throws where it has none: what has no licence must not be delivered.
 */
export function readLibrary(folder: string): Library {
  const { name, version, license } = JSON.parse(readText(join(folder, "package.json"))) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder)
    .toSorted()
    .find((one) => /^(licen[cs]e|copying)/i.test(one));
  const notice = license === "MIT" ? noticeOf[name] : undefined;
  if (file !== undefined)
    return { name, version, licence: license ?? "", text: readText(join(folder, file)) };
  if (notice === undefined) throw new Error(`${name} ${version} carries no licence text`);
  return { name, version, licence: "MIT", text: mitTextOf(notice) };
}

const rule = "-".repeat(72);

/** Collects the libraries of one package. */
export function openLicences(): Licences {
  const folders = new Set<string>();
  return {
    plugin: {
      name: "regards-licences",
      generateBundle(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== "chunk") continue;
          for (const id of chunk.moduleIds) {
            const folder = packageFolderOf(id);
            if (folder !== null) folders.add(folder);
          }
        }
      },
    },
    text() {
      const libraries = [...folders].map(readLibrary);
      const byName = libraries
        .map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`)
        .toSorted();
      return ["Licences of the libraries in this package.\n", ...byName].join(`\n${rule}\n\n`);
    },
  };
}
