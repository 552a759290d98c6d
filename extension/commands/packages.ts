/** The packages of the stores: the one list, and how each is made. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { zipOf } from "./zip-file.ts";
import type { Files } from "./zip-file.ts";

export type Package = {
  browser: "chrome" | "firefox" | "thunderbird";
  stores: string[];
  /** True where its store asks for what a minified package was made of. */
  sources: boolean;
};
export type Packed = Package & {
  path: string;
  /** Null where none are asked for. */ sourcesPath: string | null;
};

/** Edge takes Chrome's package as it is. */
export const packages: Package[] = [
  { browser: "chrome", stores: ["Chrome Web Store", "Microsoft Edge Add-ons"], sources: false },
  { browser: "firefox", stores: ["addons.mozilla.org"], sources: true },
  { browser: "thunderbird", stores: ["addons.thunderbird.net"], sources: true },
];

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The sources of the extension, besides the packages that the lock file names. */
const madeOf = [
  "extension",
  "shared",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  ".npmrc",
  "LICENSE",
];
const notSource = new Set([".output", ".wxt", "node_modules", ".DS_Store"]);

/** Reads the files under a path, by their names from `from`. */
function filesUnder(path: string, from: string): Files {
  if (!statSync(path).isDirectory())
    return new Map([[relative(from, path).split(sep).join("/"), readFileSync(path)]]);
  return new Map(
    readdirSync(path)
      .filter((name) => !notSource.has(name))
      .flatMap((name) => [...filesUnder(join(path, name), from)]),
  );
}

/** Returns the version of all packages: that of package.json. */
export function version(): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string })
    .version;
}

/**
 * Builds the extension for a browser as it is delivered, and answers its files. Throws with the
 * builder's words.
 */
export async function build(browser: Package["browser"], from = root): Promise<Files> {
  // No host is granted beforehand in what other people install, and nothing is in it that helps to
  // debug.
  const env = { ...process.env, REGARDS_HOSTS: "", NODE_ENV: "production", NO_COLOR: "1" };
  await promisify(execFile)(
    process.execPath,
    [join(from, "node_modules/wxt/bin/wxt.mjs"), "build", "extension", "--browser", browser],
    { cwd: from, env },
  );
  const folder = join(from, `extension/.output/${browser}-mv3`);
  return filesUnder(folder, folder);
}

/**
 * Returns what a store is given: the key that holds the id of an unpacked extension is refused by
 * Chrome's, which has its own.
 */
export function delivered(files: Files): Files {
  const { key: _, ...manifest } = JSON.parse(
    files.get("manifest.json")?.toString() ?? "{}",
  ) as Record<string, unknown>;
  return new Map([
    ...files,
    ["manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)],
  ]);
}

/** Collects the sources, with how to build them as their README. */
export function sources(): Files {
  const files = madeOf.flatMap((name) => [...filesUnder(join(root, name), root)]);
  return new Map([
    ...files,
    ["README.md", readFileSync(join(root, "extension/store/building.md"))],
  ]);
}

/** Builds every package and writes it into `folder`, with its sources where they are asked for. */
export async function pack(folder: string): Promise<Packed[]> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, files: Files) => {
    const path = join(folder, `regards-${version()}-${name}.zip`);
    writeFileSync(path, zipOf(files));
    return path;
  };
  const packed: Packed[] = [];
  for (const one of packages) {
    const path = write(one.browser, delivered(await build(one.browser)));
    packed.push({ ...one, path, sourcesPath: one.sources ? write("sources", sources()) : null });
  }
  return packed;
}
