/** The portfolio's build: static files that the Worker's own address serves. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { locales } from "../../shared/locales/plugin.ts";
import { markdown } from "./pages/measures/markdown.ts";
import { policyLimits } from "./pages/policy/limits-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  logLevel: "warn",
  plugins: [locales("portfolio"), markdown(), policyLimits()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("../.output/portfolio"),
    emptyOutDir: true,
    target: "es2023",
    // An inlined file would be a data: address, which the pages' policy refuses for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
