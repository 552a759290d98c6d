/** The walls of the layout: who may import whom, where SQL lives, and words that stay out. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const skipped = new Set(["node_modules", ".output", ".wxt", ".wrangler"]);

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => !skipped.has(name))
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(join(root, path)).isDirectory() ? filesUnder(path) : [path];
    });
}

const files = ["extension", "worker", "shared", "test"]
  .flatMap(filesUnder)
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path));
const text = new Map(files.map((path) => [path, readFileSync(join(root, path), "utf8")]));

/** Returns what a file imports from the project, as paths from its root. */
function importsOf(path: string): string[] {
  const found = (text.get(path) ?? "").matchAll(/(?:\bfrom|\bimport\(?)\s*["'](\.[^"']+)["']/g);
  return [...found].map((match) => relative(root, resolve(root, dirname(path), match[1] ?? "")));
}

/** Imports from `inside` that reach into one of `forbidden`, as readable arrows. */
function arrows(inside: string, forbidden: string[]): string[] {
  return files
    .filter((path) => path.startsWith(`${inside}/`))
    .flatMap((path) =>
      importsOf(path)
        .filter((target) => forbidden.some((folder) => target.startsWith(`${folder}/`)))
        .map((target) => `${path} → ${target}`),
    );
}

const sql =
  /\b(SELECT\s[\s\S]{1,200}?\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s)/;

describe("the layout", () => {
  test("has files to judge when the tests run", () => expect(files.length).toBeGreaterThan(20));

  test("keeps extension, worker and shared apart when they import", () => {
    expect([
      ...arrows("extension", ["worker", "test"]),
      ...arrows("worker", ["extension", "test"]),
      ...arrows("shared", ["extension", "worker", "test"]),
    ]).toEqual([]);
  });

  test("keeps panel, reader, mail and sync apart when they import", () => {
    const extension = (...folders: string[]) => folders.map((name) => `extension/${name}`);
    expect([
      ...arrows("extension/protocol", extension("panel", "content", "mail", "sync", "entrypoints")),
      ...arrows("extension/sync", extension("panel", "content", "mail", "entrypoints")),
      ...arrows("extension/mail", extension("panel", "content", "sync", "entrypoints")),
      // No card and no Preact enters a page.
      ...arrows("extension/content", [
        ...extension("panel", "pages", "entrypoints"),
        "shared/locales",
      ]),
      ...arrows("extension/panel", extension("mail", "content", "pages", "entrypoints")),
    ]).toEqual([]);
  });

  test("keeps shared/ui to those who show a screen when they import", () => {
    const others = readdirSync(join(root, "shared")).filter((name) => name !== "ui");
    const screenless = ["protocol", "sync", "mail", "content"].map((name) => `extension/${name}`);
    const shown = /^worker\/(portfolio|surveys)\//;
    expect([
      ...others.flatMap((name) => arrows(`shared/${name}`, ["shared/ui"])),
      ...screenless.flatMap((folder) => arrows(folder, ["shared/ui"])),
      ...arrows("worker", ["shared/ui"]).filter((arrow) => !shown.test(arrow)),
    ]).toEqual([]);
  });

  test("keeps shared/ui without state, messages and storage when it is read", () => {
    const ui = files.filter((path) => path.startsWith("shared/ui/"));
    const beyond = ui.flatMap((path) =>
      importsOf(path)
        .filter((target) => !/^shared\/(ui|contract)\//.test(target))
        .map((target) => `${path} → ${target}`),
    );
    const impure = /\b(chrome|browser|localStorage|indexedDB)\.|\bfetch\(|\bpostMessage\(/;
    expect(ui.length).toBeGreaterThan(0);
    expect([...beyond, ...ui.filter((path) => impure.test(text.get(path) ?? ""))]).toEqual([]);
  });

  test("has no files that import each other in a circle when types count too", () => {
    const state = new Map<string, "open" | "done">();
    const circles: string[] = [];
    const walk = (path: string, way: readonly string[]): void => {
      if (state.get(path) === "open")
        circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
      if (state.has(path)) return;
      state.set(path, "open");
      for (const target of importsOf(path)) if (text.has(target)) walk(target, [...way, path]);
      state.set(path, "done");
    };
    for (const path of files) walk(path, []);
    expect(circles).toEqual([]);
  });

  test("keeps what is heavy out of content scripts when they import", () => {
    const heavy = [
      "shared/people/mailboxes.ts",
      "shared/people/business-domain.ts",
      "shared/people/shared-mailbox.ts",
    ];
    // Thunderbird's card is a page of the extension: it reads headers, and no webmail carries it.
    const light = files
      .filter((path) => !path.startsWith("extension/mail/thunderbird/"))
      .filter(
        (path) =>
          /^extension\/(mail|panel|content|entrypoints\/[a-z]+\.content)\//.test(path) ||
          (path.startsWith("shared/people/") && !heavy.includes(path)),
      );
    expect(
      light.flatMap((path) =>
        importsOf(path)
          .filter((target) => heavy.includes(target))
          .map((target) => `${path} → ${target}`),
      ),
    ).toEqual([]);
  });

  test("keeps SQL in worker/store and the migrations when anything else is read", () => {
    const outside = files.filter(
      (path) => !path.startsWith("worker/store/") && !path.startsWith("test/"),
    );
    expect(outside.filter((path) => sql.test(text.get(path) ?? ""))).toEqual([]);
  });

  test("keeps scoring without clock, chance and I/O when it is read", () => {
    const impure = /\b(Date\.now\(|new Date\(\)|Math\.random\(|fetch\(|crypto\.)/;
    expect(
      files.filter(
        (path) => path.startsWith("shared/scoring/") && impure.test(text.get(path) ?? ""),
      ),
    ).toEqual([]);
  });
});

describe("the source", () => {
  // Written so that the patterns do not find themselves.
  const banned = [
    /TOD[O]/,
    /FIXM[E]/,
    /ts-ignor[e]/,
    /(es|ox)lint-disabl[e]/,
    /\.onl[y]\(/,
    /\.ski[p]\("/,
  ];

  test.each(banned)("has no %s when searched", (pattern) => {
    expect(files.filter((path) => pattern.test(text.get(path) ?? ""))).toEqual([]);
  });

  test("imports with explicit extensions when it imports its own files", () => {
    const bare = files.flatMap((path) =>
      importsOf(path)
        .filter(
          (target) => !/\.(ts|tsx|mjs|json|css|yml|sql|csv|html|md|txt)(\?\w+)?$/.test(target),
        )
        .map((target) => `${path} → ${target}`),
    );
    expect(bare).toEqual([]);
  });
});
