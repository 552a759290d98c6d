/** What a page with the overlay loads: the content script of its webmail, gzipped, built as for the store. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Figure } from "./index.ts";

const built = "extension/.output/chrome-mv3/content-scripts";
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

export async function run(): Promise<Figure[]> {
  execFileSync(process.execPath, ["node_modules/wxt/bin/wxt.mjs", "build", "extension"], { stdio: "ignore" });
  return readdirSync(built).filter((name) => name.endsWith(".js")).sort().map((name) => {
    const script = readFileSync(`${built}/${name}`);
    const what = name === "mail.js" ? "content script of a page that is no webmail" : `content script with overlay, ${name.replace(".js", "")}`;
    return {
      what: `${what}, gzip -9`, figure: kilobytes(gzipSync(script, { level: 9 }).length),
      budget: `≤ 40 kB (raw ${kilobytes(script.length)}; InboxSDK 304 + 58 kB)`,
    };
  });
}
