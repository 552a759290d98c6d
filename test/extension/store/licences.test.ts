/**
 * Licence texts of libraries; that the packages carry them is tested where the packages are built.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packageFolderOf, readLibrary } from "../../../extension/licences.ts";

const folder = mkdtempSync(join(tmpdir(), "regards-licences-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function library(name: string, licence: string, files: Record<string, string>): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  const manifest = JSON.stringify({ name, version: "1.2.3", license: licence });
  for (const [file, text] of Object.entries({ "package.json": manifest, ...files }))
    writeFileSync(join(place, file), text);
  return place;
}

describe("packageFolderOf", () => {
  test.each([
    ["/a/node_modules/zod/v4/index.js", "/a/node_modules/zod"],
    ["/a/node_modules/@scope/one/index.js?used", "/a/node_modules/@scope/one"],
    ["/a/node_modules/one/node_modules/two/index.js", "/a/node_modules/one/node_modules/two"],
    ["C:\\a\\node_modules\\zod\\index.js", "C:/a/node_modules/zod"],
    ["virtual:wxt-background?/a/extension/entrypoints/background", null],
    ["\0/a/node_modules/zod/index.js?commonjs", null],
    ["/a/extension/panel/panel.tsx", null],
  ])("names the innermost package when a module is %s", (id, expected) => {
    expect(packageFolderOf(id)).toBe(expected);
  });
});

describe("readLibrary", () => {
  test.each(["LICENSE", "license", "LICENCE.md", "LICENSE.txt", "COPYING"])(
    "takes the text of %s when a library has it",
    (file) => {
      const place = library(`with-${file}`, "ISC", {
        [file]: "Terms\r\nof one\n",
        "README.md": "",
      });
      expect(readLibrary(place)).toEqual({
        name: `with-${file}`,
        version: "1.2.3",
        licence: "ISC",
        text: "Terms\nof one",
      });
    },
  );

  test("puts a library's own notice over the terms when it is published without its file", () => {
    const { text } = readLibrary(library("wxt", "MIT", {}));
    expect(text).toContain("Copyright (c) 2023 Aaron\n");
    expect(text).toContain("Permission is hereby granted, free of charge");
    expect(text).not.toContain("Regards");
  });

  test("refuses a library when it has neither file nor known notice", () => {
    for (const [name, licence] of [
      ["other", "MIT"],
      ["wxt", "GPL-3.0"],
    ] as const)
      expect(() => readLibrary(library(name, licence, {}))).toThrow("carries no licence text");
  });
});
