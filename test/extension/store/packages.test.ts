/**
 * The packages for the stores and the documents that go with them, built as `npm run zip` builds
 * them.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  build,
  delivered,
  pack,
  packages,
  sources,
  version,
} from "../../../extension/commands/packages.ts";
import type { Packed } from "../../../extension/commands/packages.ts";
import { zipOf } from "../../../extension/commands/zip-file.ts";
import type { Files } from "../../../extension/commands/zip-file.ts";
import { entries, sections } from "./documents.ts";

type Manifest = {
  version: string;
  name: string;
  description: string;
  content_security_policy?: { extension_pages: string };
  permissions?: string[];
  optional_permissions?: string[];
  host_permissions?: string[];
  optional_host_permissions?: string[];
  browser_specific_settings?: {
    gecko?: { data_collection_permissions?: { required?: string[]; optional?: string[] } };
  };
};

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "regards-store-"));
let packed: Packed[] = [];

/** The files in a ZIP, read by its directory as a store does. */
function unzip(path: string): Files {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files: Files = new Map();
  for (
    let at = bytes.readUInt32LE(end + 16), left = bytes.readUInt16LE(end + 10);
    left > 0;
    left -= 1
  ) {
    const [size, length, extra, comment, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    files.set(
      bytes.subarray(at + 46, at + 46 + length).toString(),
      inflateRawSync(bytes.subarray(data, data + size)),
    );
    at += 46 + length + extra + comment;
  }
  return files;
}
const manifestOf = (files: Files) =>
  JSON.parse(files.get("manifest.json")?.toString() ?? "") as Manifest;
const dataOf = (manifest: Manifest) =>
  Object.values(
    manifest.browser_specific_settings?.gecko?.data_collection_permissions ?? {},
  ).flat();
const asked = (manifest: Manifest) => [
  ...(manifest.permissions ?? []),
  ...(manifest.optional_permissions ?? []),
  ...(manifest.host_permissions ?? []),
  ...(manifest.optional_host_permissions ?? []),
  ...dataOf(manifest),
];

/** Builds a package a second time: out of its sources where it has some, as a reviewer does. */
async function buildAgain({ browser, sourcesPath }: Packed): Promise<Buffer> {
  if (sourcesPath === null) return zipOf(delivered(await build(browser)));
  const place = join(folder, `from-sources-${browser}`);
  for (const [name, content] of unzip(sourcesPath)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), content);
  }
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  return zipOf(delivered(await build(browser, place)));
}

/** The second build of each package, by browser. */
const again = new Map<Packed["browser"], Buffer>();

/**
 * Code of libraries that could run text as code or HTML, once a file: zod's probe, which `jitless`
 * keeps it from, and Preact's way for `dangerouslySetInnerHTML`, which nothing here uses.
 */
const shutOff = [/(?<=\.jitless\b.{0,200})\bFunction\(``\)/, /\b\w+\.innerHTML=\w+\.__html\b/];

/** Packages that the extension's own sources import, apart from what only builds it. */
function importedPackages(): string[] {
  const builds = /^extension\/(commands\/|licences\.ts|wxt\.config\.ts|locales\/plugin\.ts|\.)/;
  const code = globSync("extension/**/*.{ts,tsx}", { cwd: root })
    .filter((path) => !builds.test(path) && !path.includes("node_modules"))
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
  const names = [
    ...code.matchAll(/^(?:import|export) (?!type\b)[^;"]*?from "((?:@[^/"]+\/)?[^./"@][^/"]*)/gm),
  ].map((match) => match[1] ?? "");
  return [...new Set(names)].toSorted();
}

beforeAll(async () => {
  packed = await pack(folder);
  // Each has a folder of its own, so that two processors can be at them.
  const built = packed.map(async (one) => again.set(one.browser, await buildAgain(one)));
  await Promise.all(built);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packages", () => {
  test("are all there, and of the project's version, when they are made", () => {
    expect(packed.map(({ browser }) => browser)).toEqual(packages.map(({ browser }) => browser));
    for (const { path } of packed) expect(manifestOf(unzip(path)).version).toBe(version());
  });

  test("hold no source map, no host granted beforehand and no code from elsewhere when they are opened", () => {
    const remote =
      /\beval\(|\bFunction\(|\bimportScripts\(|\bimport\(\s*["'`]https?:|<script[^>]+src=["']?https?:|\.innerHTML\s*=[^=]|document\.write\(/;
    for (const { path } of packed) {
      const files = unzip(path);
      expect(
        [...files.keys()].filter((name) => name.endsWith(".map") || name.startsWith(".")),
      ).toEqual([]);
      expect(manifestOf(files)).not.toHaveProperty("host_permissions");
      expect(manifestOf(files)).not.toHaveProperty("key");
      const code = [...files].filter(([name]) => /\.(js|html|css)$/.test(name));
      expect(code.length).toBeGreaterThan(5);
      for (const [name, content] of code) {
        const own = shutOff.reduce((rest, one) => rest.replace(one, ""), content.toString());
        expect(own, name).not.toMatch(remote);
        expect(content.toString(), name).not.toContain("sourceMappingURL");
      }
    }
  });

  test("leave shut what libraries could run as code or HTML when their sources are read", () => {
    const paths = globSync("{extension,shared}/**/*.{ts,tsx}", { cwd: root }).filter(
      (path) => !/node_modules|\.output|\.wxt/.test(path),
    );
    expect(paths.length).toBeGreaterThan(100);
    const users = paths.filter((path) =>
      readFileSync(join(root, path), "utf8").includes("dangerouslySetInnerHTML"),
    );
    expect(users).toEqual([]);
    const schemas = readFileSync(join(root, "extension/contract-zod.ts"), "utf8");
    expect(schemas.indexOf("jitless.ts")).toBeGreaterThan(0);
    expect(schemas.indexOf("jitless.ts")).toBeLessThan(schemas.indexOf('from "zod"'));
    for (const { path } of packed)
      expect(manifestOf(unzip(path)).content_security_policy?.extension_pages).toContain(
        "script-src 'self';",
      );
  });

  test("carry the licence of every library that the extension imports when they are opened", () => {
    // The last stands behind shared/people, whose other libraries are the Worker's.
    const names = [...importedPackages(), "postal-mime", "punycode"];
    expect(names).toEqual(expect.arrayContaining(["hono", "idb", "preact", "wxt", "zod"]));
    for (const { path, browser } of packed) {
      const text = unzip(path).get("licences.txt")?.toString() ?? "";
      for (const name of names) {
        const folderOf = join(root, "node_modules", name);
        const { version: installed } = JSON.parse(
          readFileSync(join(folderOf, "package.json"), "utf8"),
        ) as { version: string };
        expect(text, browser).toMatch(
          new RegExp(`^${name} ${installed.replaceAll(".", "\\.")} \\(`, "m"),
        );
        const file = ["LICENSE", "LICENSE.txt"].find((one) => existsSync(join(folderOf, one)));
        if (file !== undefined)
          expect(text, `${browser}: ${name}`).toContain(
            readFileSync(join(folderOf, file), "utf8").trim(),
          );
      }
    }
  });

  test("are the same to the last byte when they are made again", () => {
    for (const { browser, path, sourcesPath } of packed) {
      expect(again.get(browser)?.equals(readFileSync(path)), browser).toBe(true);
      if (sourcesPath !== null)
        expect(zipOf(sources()).equals(readFileSync(sourcesPath)), `sources for ${browser}`).toBe(
          true,
        );
    }
  });

  test("come out of their sources to the last byte when a reviewer builds those", () => {
    const reviewed = packed.filter(({ sourcesPath }) => sourcesPath !== null);
    expect(reviewed.map(({ browser }) => browser)).toEqual(
      packages.filter((one) => one.sources).map(({ browser }) => browser),
    );
    for (const { browser, path } of reviewed)
      expect(again.get(browser)?.equals(readFileSync(path)), browser).toBe(true);
  });

  test("are read without complaint when another program opens them", (context) => {
    const check =
      "import sys, zipfile; bad = zipfile.ZipFile(sys.argv[1]).testzip(); sys.exit(bad is not None)";
    context.skip(
      spawnSync("python3", ["--version"]).status !== 0,
      "python3, which would open them, is not here",
    );
    for (const { path } of packed) execFileSync("python3", ["-c", check, path]);
  });
});

describe("the documents for the stores", () => {
  test("justify each permission and kind of data that a package asks for, and no other, when read", () => {
    const justified = sections("permissions", 3);
    const all = new Set(packed.flatMap(({ path }) => asked(manifestOf(unzip(path)))));
    expect([...justified.keys()].toSorted()).toEqual([...all].toSorted());
    for (const [permission, why] of justified) {
      expect(why.length, permission).toBeGreaterThan(60);
      expect(why.length, permission).toBeLessThanOrEqual(1000);
    }
    expect(sections("permissions", 2).get("Single purpose")?.length).toBeLessThanOrEqual(1000);
  });

  for (const locale of ["en", "zh_CN"]) {
    test(`keep to the stores' limits when they are in ${locale}`, () => {
      const listing = sections(`listing.${locale}`, 2);
      const { name, description } = Object.fromEntries(
        Object.entries(
          JSON.parse(
            unzip(packed[0]?.path ?? "")
              .get(`_locales/${locale}/messages.json`)
              ?.toString() ?? "",
          ) as Record<string, { message: string }>,
        ).map(([key, { message }]) => [key, message]),
      );
      // What Chrome and Edge show is the manifest's.
      expect(listing.get("Name")).toBe(name);
      expect(listing.get("Summary")).toBe(description);
      // Names: 45 at Chrome's with room for its suffix, 50 at Mozilla's. Summaries: 132 at
      // Chrome's, 250 at Mozilla's.
      expect(name?.length).toBeLessThanOrEqual(45);
      expect(description?.length).toBeLessThanOrEqual(132);
      // Descriptions: 250 to 10,000 at Edge's, 15,000 and more at the others.
      expect(listing.get("Description")?.length).toBeGreaterThanOrEqual(250);
      expect(listing.get("Description")?.length).toBeLessThanOrEqual(10_000);
      // Search terms, at Edge's: seven, of thirty letters, twenty-one words in all.
      const terms = entries(listing.get("Search terms"));
      expect(terms.length).toBeGreaterThan(0);
      expect(terms.length).toBeLessThanOrEqual(7);
      for (const term of terms) expect(term.length).toBeLessThanOrEqual(30);
      expect(terms.join(" ").split(" ").length).toBeLessThanOrEqual(21);
    });
  }

  test("name the same sections in both languages when they are compared", () => {
    expect([...sections("listing.zh_CN", 2).keys()]).toEqual([...sections("listing.en", 2).keys()]);
  });
});
