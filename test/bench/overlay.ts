/**
 * Never in the way: all figures of the panel in a page. Each kind has a file of its own; one that
 * cannot run here says so and lets the others run.
 */
import { spawnSync } from "node:child_process";
import type { Figure } from "./figure.ts";

const parts = {
  "card painted": () => import("./overlay-painting.ts"),
  "main thread": () => import("./overlay-main-thread.ts"),
  "a site known as data": () => import("./overlay-sites.ts"),
  memory: () => import("./overlay-memory.ts"),
  "other extensions": () => import("./overlay-peers.ts"),
  size: () => import("./size.ts"),
};

export async function run(): Promise<Figure[]> {
  if (spawnSync(process.execPath, ["test/e2e/build.ts"], { stdio: "ignore" }).status !== 0)
    throw new Error("The extension could not be built.");
  const figures: Figure[] = [];
  for (const [name, part] of Object.entries(parts)) {
    const started = performance.now();
    const found = await part()
      .then((bench) => bench.run())
      .catch((error: unknown) => [
        {
          what: name,
          figure: "not measured",
          budget: "",
          holds: false,
          beside: String(error).split("\n")[0],
        },
      ]);
    figures.push(...found);
    console.error(`  ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return figures;
}
