/** A Vite plugin for what stands in every mail page: Terser finds another hundredth in a content script that is minified already. */
import { minify } from "terser";
import type { Plugin } from "vite";

/** Makes the content scripts of a build smaller; a build that is not minified stays as it is. */
export function smaller(): Plugin {
  let wanted = false;
  return {
    name: "regards-smaller",
    configResolved: ({ build }) => {
      wanted = build.minify !== false;
    },
    async generateBundle(_options, bundle) {
      if (!wanted) return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.fileName.startsWith("content-scripts/")) continue;
        const { code } = await minify(chunk.code, {
          ecma: 2020,
          compress: { ecma: 2020, passes: 2, unsafe_arrows: true },
        });
        if (code !== undefined) chunk.code = code;
      }
    },
  };
}
