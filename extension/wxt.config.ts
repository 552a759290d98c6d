/** The build of the extension: `wxt build extension`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { defineConfig } from "wxt";
import type { UserManifest } from "wxt";
import { firefoxManifest } from "./firefox.ts";
import { openLicences } from "./licences.ts";
import { locales } from "../shared/locales/plugin.ts";
import { wordsFor } from "../shared/locales/wordings.ts";
import type { Wordings } from "../shared/locales/wordings.ts";
import { thunderbirdManifest } from "./thunderbird.ts";

/**
 * Hosts that need no permission prompt, comma separated match patterns. Set for `npm start` and the
 * end-to-end tests, where nobody can click the prompt; a build without it asks for each host when
 * the person switches it on.
 */
const hosts = (process.env["REGARDS_HOSTS"] ?? "")
  .split(",")
  .map((pattern) => pattern.trim())
  .filter((pattern) => pattern !== "");

/** The manifest's message file out of a locale's sections, as `program` says them. */
function messagesOf(program: string, locale: string): string {
  const { manifest, shortcuts } = wordsFor(
    program,
    parse(
      readFileSync(new URL(`../shared/locales/${locale}.yml`, import.meta.url), "utf8"),
    ) as Wordings,
  ) as Record<"manifest" | "shortcuts", Wordings>;
  return JSON.stringify(
    Object.fromEntries(
      Object.entries({ ...manifest, ...shortcuts }).map(([key, message]) => [key, { message }]),
    ),
  );
}

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

const icons = { 16: "icon/16.png", 32: "icon/32.png", 48: "icon/48.png", 128: "icon/128.png" };

const licences = openLicences();

/** The manifest that every package shares. */
const common: UserManifest = {
  name: "__MSG_name__",
  version,
  description: "__MSG_description__",
  default_locale: "en",
  action: { default_title: "__MSG_action__", default_icon: icons },
  commands: {
    // The id stays: browsers keep the shortcuts that people chose under it.
    "toggle-overlay": { suggested_key: { default: "Alt+Shift+R" }, description: "__MSG_toggle__" },
    "log-email": { suggested_key: { default: "Alt+Shift+L" }, description: "__MSG_log__" },
  },
  icons,
  content_security_policy: {
    extension_pages:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src https: http://127.0.0.1:* http://localhost:*; base-uri 'none'; form-action 'none'",
  },
};

/** Where mail is read on pages, in a browser: any of them may hold the docked panel. */
const onPages: UserManifest = {
  web_accessible_resources: [{ resources: ["panel.html"], matches: ["https://*/*", "http://*/*"] }],
  permissions: ["storage", "scripting", "activeTab", "alarms"],
  optional_host_permissions: ["https://*/*", "http://*/*"],
  ...(hosts.length > 0 ? { host_permissions: hosts } : {}),
};

/** Chrome and Edge, which take the same package. */
const chromeManifest: UserManifest = {
  // The public half alone, so that the extension has one id (knmnmonajmocpiablaamjkmkgagpdcmf)
  // wherever it is loaded from.
  key: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoxPbEHD1tUdTdw0e2injtYy2J60xfyyGw8NIF2KweR92a3E8e+bkKiP09HRbOQeaviCGZ9gduSrtZ1kyuCabBi/8DAlB0lZnY/i7Yxwj/f3DfDMDuCi4qrKQ/49E7ETMndXfwx6PdvxHMb4GETr4vFjrifXBTx4BX/rT4wtDSVd36PGD8Lz4IxmX/tjSWGMI3WzbSzZx0mYQEa8PD7rBkD0iR9HARoT6hGs1tKhNxGRdeIRFOQBQv6DmOa1GX9NMu4hc5cYEOP5avv7cxZ7g7D2eqIJU7fqFv+3fBT+mRtsmRnOnQIkvOxGjgmJ6uBQnVPf5x8b6eJaW0paiGWmr7wIDAQAB",
  minimum_chrome_version: "121",
  // Pages under COEP `require-corp` hold only frames that promise the same.
  cross_origin_embedder_policy: { value: "require-corp" },
  cross_origin_opener_policy: { value: "same-origin" },
};

export default defineConfig({
  imports: false,
  targetBrowsers: ["chrome", "firefox", "thunderbird"],
  manifestVersion: 3,
  vite: ({ browser }) => ({
    resolve: {
      alias: { "@hono/zod-openapi": fileURLToPath(new URL("contract-zod.ts", import.meta.url)) },
    },
    plugins: [locales(browser), licences.plugin],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      target: browser === "firefox" ? "firefox142" : "chrome120",
      // For anything older each sheet would carry what stands in for light-dark(), which none uses.
      cssTarget: browser === "firefox" ? "firefox142" : "chrome123",
      modulePreload: { polyfill: false },
    },
  }),
  manifest: ({ browser }) =>
    browser === "thunderbird"
      ? thunderbirdManifest(common)
      : { ...common, ...onPages, ...(browser === "firefox" ? firefoxManifest : chromeManifest) },
  hooks: {
    "entrypoints:resolved"(_wxt, entrypoints) {
      // Scripts that the background registers: WXT's context, with its events and timers, is more
      // than `lifetime.ts` and not used.
      for (const entry of entrypoints)
        if (entry.type === "content-script") Object.assign(entry, { type: "unlisted-script" });
    },
    "build:manifestGenerated"(wxt, manifest) {
      // WXT knows only of Firefox that its background is a document that sleeps, and no service
      // worker.
      if (wxt.config.browser === "thunderbird")
        manifest.background = { scripts: ["background.js"], type: "module" };
    },
    "build:publicAssets": (wxt, files) => {
      if (wxt.config.browser === "firefox")
        files.push({
          relativeDest: "firefox.css",
          absoluteSrc: fileURLToPath(new URL("firefox.css", import.meta.url)),
        });
      for (const locale of ["en", "zh_CN"])
        files.push({
          relativeDest: `_locales/${locale}/messages.json`,
          contents: messagesOf(wxt.config.browser, locale),
        });
      // All builds are done by now.
      files.push({ relativeDest: "licences.txt", contents: licences.text() });
    },
  },
});
