/** A part of the extension as one script, for a page that is nothing else. */
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";

/** Bundles a file; the page has its exports under `name`. `config` is what the part needs besides. */
export async function scriptOf(
  entry: URL,
  name: string,
  { build: more, ...config }: InlineConfig = {},
): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    ...config,
    build: {
      write: false,
      ...more,
      lib: { entry: fileURLToPath(entry), formats: ["iife"], name },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (output === undefined || !("output" in output)) throw new Error("Vite built nothing");
  return output.output[0].code;
}
