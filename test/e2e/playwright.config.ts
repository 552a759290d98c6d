/**
 * End to end: the built extension in a real browser; `webmail` and `firefox` need the rig's
 * Roundcube, `sogo` its SOGo too, the others only a browser.
 */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  // Beside them stand files that another program runs.
  testMatch: "**/*.spec.ts",
  outputDir: "../../.state/test-results",
  workers: 1,
  // Real browsers and mail programs on a busy machine: a second try, which the closing lines of
  // `npm test` tell by name.
  retries: 1,
  // Long enough for a machine with several browsers at once: only what hangs waits for it.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: "list",
  projects: [
    { name: "browser", testDir: "browser" },
    { name: "portfolio", testDir: "portfolio" },
    { name: "webmail", testDir: "webmail" },
    { name: "sogo", testDir: "sogo" },
    { name: "thunderbird", testDir: "thunderbird" },
    { name: "firefox", testDir: "firefox" },
    { name: "gallery", testDir: "../gallery" },
    // For looking at, not for passing: `npm run gallery`.
    { name: "pictures", testDir: "../gallery", testMatch: "**/*.pictures.ts" },
    { name: "sync", testDir: "../extension/sync" },
  ],
});
