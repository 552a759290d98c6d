/**
 * node worker/commands/published-signals.ts [--worker URL]: prints the signed descriptions of
 * webmails that are published.
 */
import { parseArgs } from "node:util";
import { answered, client, localWorker } from "./client.ts";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { worker: { type: "string", default: localWorker } } });
  process.stdout.write(
    `${JSON.stringify(await answered(client(values.worker).v1["webmail-signals"].$get()))}\n`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
