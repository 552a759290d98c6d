/**
 * Builds the extension as the end-to-end tests load it: into a folder of its own, and with the hosts of the tests
 * granted beforehand, because nobody can answer the browser's permission prompt in a test.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where the built extension of the tests is. */
export const builtExtension = join(root, "extension/.output/chrome-mv3-e2e");

if (import.meta.main) {
  const { status } = spawnSync(process.execPath, [join(root, "node_modules/wxt/bin/wxt.mjs"), "build", "extension", "--mode", "e2e"], {
    cwd: root, stdio: "inherit", env: { ...process.env, REGARDS_HOSTS: "http://127.0.0.1/*,https://mail.google.com/*" },
  });
  process.exit(status ?? 1);
}
