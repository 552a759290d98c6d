import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { signFile, withoutSite } from "../../../extension/commands/signals.ts";
import { sites } from "../../../extension/mail/sites/index.ts";
import { checkSigned } from "../../../shared/signals/check.ts";
import { keys, otherKeys, signalsOf, signed, small } from "./some-signals.ts";

const folder = mkdtempSync(join(tmpdir(), "regards-signals-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...words: string[]) =>
  spawnSync(process.execPath, ["extension/commands/signals.ts", ...words], { encoding: "utf8" });
const sign = (content: unknown) =>
  signFile(JSON.stringify(content), keys.secret, new Date("2026-11-12T09:00:00Z"));

describe("npm run signals", () => {
  test("makes a key that nobody else may read, never over another, and signs with it when asked", async () => {
    const key = join(folder, "key");
    const made = run("key", key);
    const known = /SIGNALS_PUBLIC_KEY = "([\w-]{87})"/.exec(made.stdout)?.[1] ?? "";
    expect(statSync(key).mode & 0o077).toBe(0);
    expect(made.stdout).not.toContain(readFileSync(key, "utf8").trim());
    const before = readFileSync(key, "utf8");
    expect(run("key", key)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("never overwritten"),
    });
    expect(readFileSync(key, "utf8")).toBe(before);

    const descriptions = join(folder, "descriptions.json");
    writeFileSync(descriptions, JSON.stringify({ version: 3, sites: [small] }));
    const { stdout, stderr, status } = run("sign", descriptions, "--key", key);
    expect([status, stderr]).toEqual([0, ""]);
    expect(await checkSigned(JSON.parse(stdout), known)).toMatchObject({
      ok: true,
      signals: { version: 3, sites: [small] },
    });
  });

  test("withdraws one webmail by the next version without it, and the last by one without any", async () => {
    const without = async (envelope: unknown, webmail: string) =>
      JSON.parse(
        await withoutSite(
          JSON.stringify(envelope),
          webmail,
          keys.secret,
          new Date("2026-11-13T09:00:00Z"),
        ),
      ) as unknown;
    const first = await without(
      await signed(
        signalsOf(7, [small, { ...small, webmail: "other", hosts: ["mail.other.example"] }]),
        keys.secret,
      ),
      "other",
    );
    expect(await checkSigned(first, keys.public)).toMatchObject({
      ok: true,
      signals: { version: 8, sites: [small] },
    });
    expect(await checkSigned(await without(first, small.webmail), keys.public)).toMatchObject({
      ok: true,
      signals: { version: 9, sites: [] },
    });
    await expect(
      without(await signed(signalsOf(7), otherKeys.secret), small.webmail),
    ).rejects.toThrow("not signed with this key");
    await expect(without(first, "proton")).rejects.toThrow(
      `"proton" is not published in version 8. There are: ${small.webmail}.`,
    );
  });

  test.each<[string, unknown]>([
    ["version", { sites: [small] }],
    [
      "sites.0.thread.at",
      { version: 1, sites: [{ ...small, thread: { ...small.thread, at: [] } }] },
    ],
    [
      "sites.0.account.0.attribute",
      {
        version: 1,
        sites: [{ ...small, account: [{ since: "2026-01", at: "input", attribute: "value" }] }],
      },
    ],
    [
      "sites.0.version: proton is built in as version",
      { version: 1, sites: [sites.find((site) => site.webmail === "proton")] },
    ],
    [
      "sites.0.bodies: must keep",
      {
        version: 1,
        sites: [
          { ...sites.find((site) => site.webmail === "proton"), version: 99, bodies: [".x"] },
        ],
      },
    ],
    ["sites.1.webmail: is there twice", { version: 1, sites: [small, small] }],
    ["no JSON object", "[]"],
  ])("says what is wrong when it is %s", async (words, content) => {
    await expect(sign(content)).rejects.toThrow(words);
  });
});
