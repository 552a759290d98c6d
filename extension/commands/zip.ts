/**
 * npm run zip [-- --out DIR]
 * The packages for the stores. Their listing, permissions and privacy policy stand in
 * extension/store/.
 */
import { statSync } from "node:fs";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { pack } from "./packages.ts";

const { values } = parseArgs({
  options: { out: { type: "string", default: "extension/.output/store" } },
});
const shown = (path: string) =>
  `${relative(process.cwd(), path)} (${Math.ceil(statSync(path).size / 1000)} kB)`;
for (const { stores, path, sourcesPath } of await pack(values.out)) {
  console.log(`${shown(path)} for ${stores.join(" and ")}`);
  if (sourcesPath !== null)
    console.log(`${shown(sourcesPath)}, what it was built from, to be sent with it`);
}
console.log("Texts for the stores: extension/store/. Screenshots: npm start -- --shot DIR --store");
