/** The documents beside the code: what they point to is there. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const documents = [
  "README.md",
  ...globSync("{extension,worker,test,shared/scoring,.github}/*.md", { cwd: root }),
];
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** Returns the anchor that GitHub gives to each heading. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, "")
      .replaceAll(" ", "-"),
  );

/** Returns links to files of the project that lead nowhere, of one document. */
function deadLinks(path: string): string[] {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  return links.flatMap(([link, file = "", anchor]) => {
    const target = file === "" ? path : join(dirname(path), file);
    if (!existsSync(join(root, target))) return [`${path}: ${link}`];
    const isThere = anchor === undefined || anchorsOf(read(target)).includes(anchor);
    return isThere ? [] : [`${path}: ${link}`];
  });
}

describe("the documents", () => {
  test("are all found when they are looked for", () => {
    expect(documents.toSorted()).toEqual(
      expect.arrayContaining([
        ".github/CONTRIBUTING.md",
        "README.md",
        "extension/README.md",
        "shared/scoring/README.md",
        "test/README.md",
        "worker/README.md",
      ]),
    );
  });

  test("link to files and headings that are there when they are read", () => {
    expect(documents.flatMap(deadLinks)).toEqual([]);
  });

  test("name only commands that package.json has when they say npm run", () => {
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/\bnpm run (?:-s )?([a-z][\w:]*)/g)].map(([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test("name only files and folders that are there when a table says where things are", () => {
    const missing = ["extension", "worker", "test"].flatMap((part) => {
      const [, table = ""] = read(`${part}/README.md`).split("## Where things are");
      const rows = [...table.matchAll(/^\| (`[^|]+)\|/gm)].map(([, first = ""]) => first);
      expect(rows.length).toBeGreaterThan(5);
      const paths = rows.flatMap((row) =>
        [...row.matchAll(/`([^`<]+)`/g)].map(([, at = ""]) => at),
      );
      return paths.filter((path) => !existsSync(join(root, part, path)));
    });
    expect(missing).toEqual([]);
  });

  test("fit on one screen when it is the README of the whole", () => {
    expect(read("README.md").split("\n").length).toBeLessThanOrEqual(55);
  });
});
