/**
 * node worker/commands/publish-signals.ts SIGNED.json [--worker URL]: publishes signed descriptions
 * of webmails.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { signedSignals } from "../../shared/contract/webmail-signals.ts";
import { parsed } from "../../shared/signals/check.ts";
import { answered, client, localWorker } from "./client.ts";

async function main(): Promise<void> {
  const {
    positionals: [file = ""],
    values,
  } = parseArgs({
    allowPositionals: true,
    options: { worker: { type: "string", default: localWorker } },
  });
  // npm prints its own lines before what it runs prints.
  const text = readFileSync(file, "utf8");
  const read = signedSignals.safeParse(parsed(text.slice(Math.max(0, text.search(/^\{/m)))));
  if (!read.success) throw new Error(`${file} is not what npm run signals -- sign prints.`);
  const { version } = await answered(
    client(values.worker).v1["webmail-signals"].$put({ json: read.data }),
  );
  console.log(
    `Version ${version} is published. Browsers take it within a day, or at "Look for newer ` +
      `ones" in the options.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
