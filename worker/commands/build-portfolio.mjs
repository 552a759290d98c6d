/**
 * Builds the portfolio into `worker/.output/portfolio`. Wrangler runs it before it starts or deploys
 * the Worker, under whatever Node there is; Workers of tests start side by side and share one build.
 */
import { build } from "vite";

if (process.env["REGARDS_PORTFOLIO"] !== "built") {
  await build({ configFile: new URL("../portfolio/vite.config.ts", import.meta.url).pathname });
}
