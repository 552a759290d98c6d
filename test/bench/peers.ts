/**
 * Bare extensions for Gmail made with what others make theirs with: installed by npm beside the
 * project, never into it.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const folder = fileURLToPath(new URL("../../.state/peers", import.meta.url));
const versions = { "@inboxsdk/core": "2.2.26", "gmail-js": "1.1.16", jquery: "3.7.1" };

export type Size = { raw: number; gzip: number };
/** A built extension; `size` is of the scripts that a page loads. */
export type Peer = { name: string; extension: string; size: Size };

/** Bytes of scripts together, as they are and gzipped each. */
export function sizeOf(files: string[]): Size {
  const scripts = files.map((file) => readFileSync(file));
  return {
    raw: scripts.reduce((sum, one) => sum + one.length, 0),
    gzip: scripts.reduce((sum, one) => sum + gzipSync(one, { level: 9 }).length, 0),
  };
}

/**
 * The sign that both leave on the page when they say that they are ready; they load and do nothing
 * more.
 */
const sign = "document.documentElement.setAttribute('data-ready', String(performance.now()))";
const peers = [
  {
    name: "@inboxsdk/core",
    world: "ISOLATED",
    copied: ["pageWorld.js"],
    content:
      `import { load } from "@inboxsdk/core"; ` +
      `void load(2, "bare-extension-of-a-bench").then(() => { ${sign}; });`,
    background: `import "@inboxsdk/core/background.js";`,
  },
  {
    name: "gmail-js",
    world: "MAIN",
    copied: [],
    // It says that it is ready by jQuery alone.
    content:
      `import jQuery from "jquery"; import { Gmail } from "gmail-js"; ` +
      `const gmail = new Gmail(jQuery); gmail.observe.on("load", () => { ${sign}; });`,
    background: "",
  },
] as const;

function install(): boolean {
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.stringify({ private: true, dependencies: versions });
  const file = join(folder, "package.json");
  if (
    existsSync(file) &&
    readFileSync(file, "utf8") === manifest &&
    existsSync(join(folder, "node_modules/gmail-js"))
  )
    return true;
  writeFileSync(file, manifest);
  return (
    spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], {
      cwd: folder,
      stdio: "ignore",
      timeout: 60_000,
    }).status === 0
  );
}

async function bundle(name: string, text: string, into: string): Promise<void> {
  const entry = join(folder, `${name}-entry.js`);
  writeFileSync(entry, text === "" ? "self.onmessage = null;" : text);
  await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    build: {
      outDir: into,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: true,
      lib: { entry, formats: ["iife"], name: "bare", fileName: () => `${name}.js` },
    },
  });
}

/** The bare extensions, built; null where they cannot be installed. */
export async function bareExtensions(): Promise<Peer[] | null> {
  if (!install()) return null;
  const built: Peer[] = [];
  for (const { name, world, copied, content, background } of peers) {
    const extension = join(folder, name.replaceAll(/\W/g, ""));
    mkdirSync(extension, { recursive: true });
    await bundle("content", content, extension);
    await bundle("background", background, extension);
    for (const file of copied)
      copyFileSync(join(folder, "node_modules", name, file), join(extension, file));
    writeFileSync(
      join(extension, "manifest.json"),
      JSON.stringify({
        manifest_version: 3,
        name: `Bare ${name}`,
        version: "1",
        permissions: ["scripting"],
        host_permissions: ["https://mail.google.com/*"],
        background: { service_worker: "background.js" },
        content_scripts: [
          {
            matches: ["https://mail.google.com/*"],
            js: ["content.js"],
            run_at: "document_end",
            world,
          },
        ],
      }),
    );
    const scripts = readdirSync(extension).filter(
      (file) => file.endsWith(".js") && file !== "background.js",
    );
    built.push({
      name: `${name} ${versions[name]}`,
      extension,
      size: sizeOf(scripts.map((file) => join(extension, file))),
    });
  }
  return built;
}
