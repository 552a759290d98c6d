/** Bundles the gallery's page, and the document that carries it. */
import { locales } from "../../shared/locales/plugin.ts";
import { scriptOf } from "./script-of.ts";

const nonce = "gallery";
/** As strict as the extension's own pages, and no string becomes a script. */
export const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types 'none'`;

/** The gallery's script as one text. */
export const bundle = (): Promise<string> =>
  scriptOf(new URL("page.ts", import.meta.url), "page", {
    plugins: [locales("chrome")],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: { minify: true },
  });

/** The document that carries the script: two tables beside each other, like mail. */
export function documentOf(script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery of the panel</title><style nonce="${nonce}">
    html { background: #dfe1e6 } body { margin: 0; padding: 24px; display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start; font-family: serif }
    body.dark { background: #101113 } div { font-size: 40px; color: red; text-transform: uppercase; line-height: 3 } button { background: red !important }
  </style></head><body><main hidden><h1>Mail</h1></main><script nonce="${nonce}">${script.replaceAll("</script", "<\\/script")}</script></body></html>`;
}
