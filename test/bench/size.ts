/**
 * Measures what pages load: each content script with its site's adapter, the page of the panel, and
 * the portfolio with all of its pages, gzipped, built as for the store.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Figure } from "./figure.ts";

/** Bytes. A script reads its webmail, draws the marks and docks the panel. */
const mostOfScript = 25_000;
/** Bytes of all scripts and styles that the panel's page loads. */
const mostOfPanel = 80_000;
/** Bytes of all scripts and styles of the portfolio, in one language. */
const mostOfPortfolio = 150_000;
const built = "extension/.output/chrome-mv3";
const portfolio = "worker/.output/portfolio/assets";

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const read = (file: string, folder = built) => readFileSync(join(folder, file));
const gzipped = (file: string, folder = built) => gzipSync(read(file, folder), { level: 9 }).length;

function figureOf(what: string, files: string[], most: number, folder = built): Figure {
  const size = files.reduce((sum, file) => sum + gzipped(file, folder), 0);
  const raw = files.reduce((sum, file) => sum + read(file, folder).length, 0);
  return {
    what: `${what}, gzip -9`,
    figure: kilobytes(size),
    budget: `≤ ${kilobytes(most)}`,
    holds: size <= most,
    beside: `raw ${kilobytes(raw)}`,
  };
}

/** Paths that a file names: those that it imports at once, or when it needs them. */
function importsOf(file: string, form: RegExp): string[] {
  const text = read(file).toString();
  return [...text.matchAll(form)].map(([, path = ""]) => join(file, "..", path));
}

/** The larger of the two files of a language that these files fetch one of. */
function languageFile(files: Iterable<string>): string {
  const found = [...files].filter((file) => file.endsWith(".js"));
  const languages = new Set(
    found.flatMap((file) => importsOf(file, /import\(`(\.\/(?:en|zh_CN)-[^`]+)`\)/g)),
  );
  const [largest, ...others] = [...languages].toSorted((a, b) => gzipped(b) - gzipped(a));
  if (largest === undefined || others.length !== 1)
    throw new Error("There are not two files of languages.");
  return largest;
}

/**
 * The scripts and styles of a page, with the chunks that those import, each once, and the larger
 * language.
 */
function filesOf(page: string): string[] {
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith(".js")) return;
    for (const path of importsOf(file, /(?:from|import)\s*"(\.\/[^"]+)"/g)) add(path);
  };
  for (const [, path = ""] of read(page)
    .toString()
    .matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g))
    add(path);
  return [...found, languageFile(found)];
}

/** Every file of the portfolio, but those of the smaller language. */
function filesOfPortfolio(): string[] {
  const files = readdirSync(portfolio);
  const of = (language: string) => files.filter((file) => file.startsWith(`${language}-`));
  const size = (some: string[]) => some.reduce((sum, file) => sum + gzipped(file, portfolio), 0);
  const [english, chinese] = [of("en"), of("zh_CN")];
  const smaller = new Set(size(english) < size(chinese) ? english : chinese);
  return files.filter((file) => !smaller.has(file));
}

export async function run(): Promise<Figure[]> {
  execFileSync(process.execPath, ["node_modules/wxt/bin/wxt.mjs", "build", "extension"], {
    stdio: "ignore",
  });
  execFileSync(process.execPath, ["worker/commands/build-portfolio.mjs"], { stdio: "ignore" });
  const scripts = readdirSync(join(built, "content-scripts")).filter((file) =>
    file.endsWith(".js"),
  );
  return [
    ...scripts
      .toSorted()
      .map((file) => figureOf(`content script ${file}`, [`content-scripts/${file}`], mostOfScript)),
    figureOf("page of the panel", filesOf("panel.html"), mostOfPanel),
    figureOf("portfolio, all pages", filesOfPortfolio(), mostOfPortfolio, portfolio),
  ];
}
