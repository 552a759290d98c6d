/**
 * The command that starts an adapter, run as a person runs it, in a copy of the folders it touches.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const copied = [
  "package.json",
  "extension/mail",
  "extension/commands",
  "shared/contract",
  "shared/people",
  "shared/text",
  "shared/time",
  "test/extension/mail/page.ts",
  "test/extension/mail/spec-of.ts",
  "test/support-table.ts",
  "test/fixtures/mail",
];
let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "regards-new-adapter-"));
  for (const path of copied) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, words, {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
const newAdapter = (...words: string[]) => run("extension/commands/new-adapter.ts", ...words);
const index = () => readFileSync(join(copy, "extension/mail/sites/index.ts"), "utf8");

describe("npm run new:adapter", () => {
  test(
    "makes a registered description, a page and a spec that passes when the name is new",
    { timeout: 60_000 },
    () => {
      const made = newAdapter("some-mail", ".mail.some.example");
      expect(made.stderr).toBe("");
      expect(made.status).toBe(0);
      expect(made.stdout).toContain("What to do next:");
      expect(index()).toContain('import { someMail } from "./some-mail.ts";\n');
      expect(index()).toMatch(/sites: readonly Description\[\] = \[[^\]]*\bsomeMail\b[^\]]*\]/);
      expect(
        readFileSync(join(copy, "test/extension/mail/sites/some-mail.test.ts"), "utf8")
          .trimEnd()
          .split("\n"),
      ).toHaveLength(5);
      const spec = run(
        "node_modules/vitest/vitest.mjs",
        "run",
        "--root",
        copy,
        "test/extension/mail/sites/some-mail.test.ts",
      );
      expect(`${spec.stdout}${spec.stderr}`).toMatch(/3 passed/);
      expect(spec.status).toBe(0);
    },
  );

  test("names the host itself and keeps both in order when two are made without one", () => {
    expect(newAdapter("aaa").status).toBe(0);
    expect(newAdapter("zz9").status).toBe(0);
    expect(readFileSync(join(copy, "extension/mail/sites/aaa.ts"), "utf8")).toContain(
      'hosts: ["mail.aaa.example"]',
    );
    expect(index().match(/\[aaa, .*\bzz9\]/)).not.toBeNull();
  });

  test.each([
    ["there is no name", [], "Use: npm run new:adapter NAME [HOST]"],
    ["the name is of a webmail made before", ["outlook"], '"outlook" is taken'],
    [
      "the name is of a webmail in code",
      ["gmail"],
      '"gmail" is taken: extension/mail/gmail is there already.',
    ],
    ["the name is of the index", ["index"], '"index" is taken'],
    ["the name is one the index uses", ["site-of"], '"site-of" is taken'],
    ["the name is a path", ["../gmail"], "is no name for a webmail"],
    ["the name has capitals", ["SomeMail"], "is no name for a webmail"],
    ["the name ends with a hyphen", ["some-"], "is no name for a webmail"],
    ["the name is a word of the language", ["await"], "is a word of the language"],
    ["the host is an address", ["other", "https://mail.other.example/inbox"], "is no host"],
    [
      "the host is of another webmail",
      ["other", "outlook.office.com"],
      'belongs to "outlook" already',
    ],
    [
      "there is a word too many",
      ["other", "mail.other.example", "more"],
      "Use: npm run new:adapter NAME [HOST]",
    ],
  ])("refuses in one sentence and changes nothing when %s", (_, words, sentence) => {
    const before = index();
    const refused = newAdapter(...words);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe("");
    expect(refused.stderr.trim().split("\n")).toHaveLength(1);
    expect(refused.stderr).toContain(sentence);
    expect(index()).toBe(before);
  });
});
