/** Bundles the page that shows charts, and the document that carries it. */
import { locales } from "../../../shared/locales/plugin.ts";
import { scriptOf } from "../script-of.ts";

const nonce = "gallery";
/** As the portfolio's: pictures of charts are drawn from data of the page's own. */
export const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data:`;

export const bundle = (): Promise<string> =>
  scriptOf(new URL("page.tsx", import.meta.url), "page", {
    plugins: [locales("portfolio")],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: { minify: true },
  });

/** The document that carries the script: one column, as wide as a page's card. */
export const documentOf = (script: string): string => `<!doctype html><html lang="en"><head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Charts</title><style nonce="${nonce}">
    body { margin: 0 }
    main { background: var(--wash); color: var(--ink); font: 13px/20px system-ui, "Noto Sans", sans-serif; min-height: 100vh; padding: 16px; display: grid; align-content: start; gap: 16px; grid-template-columns: minmax(0, 1fr) }
    section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 16px; min-width: 0 }
  </style></head><body><main></main><script nonce="${nonce}">${script.replaceAll("</script", "<\\/script")}</script></body></html>`;
