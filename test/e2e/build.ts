/**
 * Builds portfolio and extension as the end-to-end tests load them, the extension into folders of
 * its own: the packages may be built at the same time. For Chromium with the hosts of the tests granted beforehand, because
 * nobody can answer the browser's permission prompt in a test. For Firefox and Thunderbird as it is
 * delivered: there the test grants hosts from inside the browser.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The webmails whose place pages of our own take, and one that nobody has described. */
export const hosts = [
  "mail.google.com",
  "outlook.office.com",
  "outlook.office365.com",
  "outlook.live.com",
  "outlook.cloud.microsoft",
  "mail.yahoo.com",
  "app.fastmail.com",
  "mail.proton.me",
  "wx.mail.qq.com",
  "mail.qq.com",
  "mail.163.com",
  "webmail.unknown.example",
];

/** Where the built extension of the tests is. */
export const builtExtension = join(root, "extension/.output/chrome-mv3-e2e");
export const builtForFirefox = join(root, "extension/.output/firefox-mv3-e2e");

function build(args: string[], granted: string[]): void {
  const { status } = spawnSync(
    process.execPath,
    [join(root, "node_modules/wxt/bin/wxt.mjs"), "build", "extension", "--mode", "e2e", ...args],
    {
      cwd: root,
      stdio: "inherit",
      // What is tested is built as what is shipped: a mode of its own would be taken for
      // development.
      env: { ...process.env, NODE_ENV: "production", REGARDS_HOSTS: granted.join() },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}

/** Where Thunderbird's package is, as it is shipped: it needs no host granted. */
export const builtForThunderbird = join(root, "extension/.output/thunderbird-mv3-e2e");

function buildPortfolio(): void {
  const { status } = spawnSync(process.execPath, ["worker/commands/build-portfolio.mjs"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (import.meta.main) {
  buildPortfolio();
  build([], ["http://127.0.0.1/*", ...hosts.map((host) => `https://${host}/*`)]);
  build(["--browser", "firefox"], []);
  build(["--browser", "thunderbird"], []);
}
