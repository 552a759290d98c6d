/** What pages load: each content script with its site's adapter and the overlay, gzipped, built as for the store. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Figure } from "./figure.ts";

/** Bytes of a site's script, the overlay in it: 40 kB until the panel could add, search and undo; in a frame of its own it leaves the script. */
const most = 56_000;
const scripts = "extension/.output/chrome-mv3/content-scripts";

export async function run(): Promise<Figure[]> {
  execFileSync(process.execPath, ["node_modules/wxt/bin/wxt.mjs", "build", "extension"], {
    stdio: "ignore",
  });
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return readdirSync(scripts)
    .filter((file) => file.endsWith(".js"))
    .toSorted()
    .map((file) => {
      const script = readFileSync(`${scripts}/${file}`);
      const size = gzipSync(script, { level: 9 }).length;
      return {
        what: `content script ${file}, gzip -9`,
        figure: kilobytes(size),
        budget: `≤ ${kilobytes(most)}`,
        holds: size <= most,
        beside: `raw ${kilobytes(script.length)}`,
      };
    });
}
