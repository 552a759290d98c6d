/** Never in the way: all figures of the overlay in a page. Each kind has a file of its own; one that cannot run here says so and lets the others run. */
import { spawnSync } from "node:child_process";
import type { Figure } from "./index.ts";

const parts = [() => import("./overlay-painting.ts"), () => import("./overlay-main-thread.ts"), () => import("./overlay-sites.ts"), () => import("./overlay-memory.ts"), () => import("./overlay-peers.ts"), () => import("./size.ts")];

export async function run(): Promise<Figure[]> {
  if (spawnSync(process.execPath, ["test/e2e/build.ts"], { stdio: "ignore" }).status !== 0) throw new Error("The extension could not be built.");
  const figures: Figure[] = [];
  for (const part of parts) {
    const name = /overlay-[a-z-]+|size/.exec(part.toString())?.[0] ?? "overlay";
    const found = await part().then((bench) => bench.run()).catch((error: unknown) => [{ what: name, figure: "not measured", budget: String(error).split("\n")[0] ?? "" }]);
    figures.push(...found);
  }
  return figures;
}
