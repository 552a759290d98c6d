/**
 * The files that `npm start` leaves for the other commands: where the Worker runs, and the
 * company's own domains.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureOwnDomains, readDomains } from "../../../worker/commands/own-domains.ts";
import { forgetRunning, noteRunning, runningWorker } from "../../../worker/commands/running.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regards-state-"));
  file = join(folder, "state", "worker.json");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

test("runningWorker is the one that was started, on its own port, for as long as it runs", () => {
  expect(runningWorker(file)).toBe("http://127.0.0.1:8787");
  noteRunning("http://127.0.0.1:9123", file);
  expect(runningWorker(file)).toBe("http://127.0.0.1:9123");
  forgetRunning(file);
  expect(runningWorker(file)).toBe("http://127.0.0.1:8787");
});

test.each([
  "",
  "{",
  "null",
  `{"url":"nowhere","pid":1}`,
  `{"url":"http://127.0.0.1:9123","pid":999999999}`,
])("runningWorker is the usual one when what was left is %j", (left) => {
  noteRunning("http://127.0.0.1:9123", file);
  writeFileSync(file, left);
  expect(runningWorker(file)).toBe("http://127.0.0.1:8787");
});

test.each<[string, string[]]>([
  ["yourcompany.com", ["yourcompany.com"]],
  [
    " YourCompany.com, @other.example;me@third.example ",
    ["yourcompany.com", "other.example", "third.example"],
  ],
  ["bücher.example，例子.中国", ["xn--bcher-kva.example", "xn--fsqu00a.xn--fiqs8s"]],
  ["a.example a.example.", ["a.example"]],
])("readDomains reads %j", (typed, domains) => expect(readDomains(typed)).toEqual(domains));

test.each([
  "yourcompany",
  "http://a.example",
  "a..example",
  "127.0.0.1",
  "gmail.com",
  "a.example, me@qq.com",
])("readDomains says what is wrong when it is given %j", (typed) => {
  expect(() => readDomains(typed)).toThrow(/is not a domain|is a provider's/);
});

test("ensureOwnDomains keeps what the file holds, and says how to set them where nobody can be asked", async () => {
  const secrets = join(folder, ".dev.vars");
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  writeFileSync(secrets, `INDEX_KEY="k"\n`);
  await ensureOwnDomains(undefined, { file: secrets });
  expect(said).toHaveBeenCalledWith(expect.stringContaining("--own-domains"));
  await ensureOwnDomains("a.example, b.example", { file: secrets });
  expect(readFileSync(secrets, "utf8")).toBe(`INDEX_KEY="k"\nOWN_DOMAINS="a.example,b.example"\n`);
  said.mockClear();
  await ensureOwnDomains(undefined, { file: secrets });
  expect(said).not.toHaveBeenCalled();
});
