/**
 * `npm start` at a terminal, in a copy of the project without state: the kind is what a person is
 * asked and shown, which a command without a terminal never shows.
 */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../rig/processes.ts";
import { hasTerminal, openTerminal } from "./terminal.ts";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "regards-start-"));
/** Parts of the project that are state, or that npm start does not read. */
const left = /^(\.git|\.state|\.wrangler|\.dev\.vars|node_modules|test|test-results|screenshots)$/;
const question = "Your company's own mail domains";
const last = "the data stays for the next time.";
const secrets = () => readFileSync(join(folder, ".dev.vars"), "utf8");
let port = 0;

if (!hasTerminal)
  console.log("Skipped: npm start at a terminal, for script of util-linux is absent.");

beforeAll(async () => {
  for (const name of readdirSync(root).filter((one) => !left.test(one)))
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/\/\.(output|wxt)$/.test(path),
    });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  // Older than the packages: npm start would install them again.
  utimesSync(join(folder, "package-lock.json"), 0, 0);
  port = await freePort();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!hasTerminal)(
  "npm start asks for own domains, and prints a code and commands of its port, when it is the first",
  { timeout: 600_000 },
  async () => {
    const command = `npm start -- --no-browser --empty --port ${port}`;
    const terminal = openTerminal(command, { cwd: folder });
    try {
      await terminal.until(question);
      terminal.type("gmail.com\n");
      await terminal.until("gmail.com is a provider's");
      terminal.type("own-company.example\n");
      await terminal.until(last);
      const shown = terminal.shown();
      const worker = `http://127.0.0.1:${port}`;
      const [, code] = /the code ([0-9A-Z-]+) on/.exec(shown) ?? [];
      expect(code, shown).toBeDefined();
      expect(shown).toContain(`#${new URLSearchParams({ worker, code: code ?? "" }).toString()}`);
      const commands = shown.match(/npm (run|start).*/g) ?? [];
      expect(commands.length).toBeGreaterThan(1);
      for (const printed of commands) expect(printed).toContain(String(port));
      expect(shown.replaceAll(String(port), "")).not.toMatch(/127\.0\.0\.1(:|%3A)\d|8787/);
      const paired = await fetch(`${worker}/v1/sessions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ code, label: "Test" }),
      });
      expect(paired.status).toBe(200);
      const { me } = (await paired.json()) as { me: { book: { ownDomains: string[] } } };
      expect(me.book.ownDomains).toEqual(["own-company.example"]);
    } finally {
      await terminal.interrupt();
    }
  },
);

// What asks at npm start; the extension, which takes longest, is not built again.
test.skipIf(!hasTerminal)(
  "serve does not ask again when it is started a second time",
  { timeout: 600_000 },
  async () => {
    const before = secrets();
    const command = `${process.execPath} worker/commands/serve.ts --empty --port ${port}`;
    const terminal = openTerminal(command, { cwd: folder });
    try {
      await terminal.until(`The Worker answers on http://127.0.0.1:${port}`);
      expect(terminal.shown()).not.toContain(question);
      expect(secrets()).toBe(before);
    } finally {
      await terminal.interrupt();
    }
  },
);

test.skipIf(!hasTerminal)(
  "ensureOwnDomains does not ask again, and says how to set them, when the question was skipped",
  async () => {
    const file = join(folder, "skipped.vars");
    const module = join(root, "worker/commands/own-domains.ts");
    const options = `{ file: ${JSON.stringify(file)}, port: 9123 }`;
    const program =
      `import(${JSON.stringify(module)})` +
      `.then((m) => m.ensureOwnDomains(undefined, ${options}))`;
    const ask = () => openTerminal(`${process.execPath} -e '${program}'`, { cwd: dirname(file) });
    const first = ask();
    await first.until(question);
    first.type("\n");
    expect(await first.ended).toBe(0);
    const second = ask();
    expect(await second.ended).toBe(0);
    expect(second.shown()).not.toContain(question);
    for (const { shown } of [first, second])
      expect(shown()).toContain("npm start -- --port 9123 --own-domains yourcompany.com");
  },
);
