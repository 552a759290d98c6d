/**
 * npm run signals -- key FILE                                       a key pair: the private half into FILE, the public half printed
 * npm run signals -- show WEBMAIL > DESCRIPTIONS.json               what is built in, as the next version, to be changed
 * npm run signals -- sign DESCRIPTIONS.json --key FILE > OUT.json   checks { version, sites } and signs it
 * npm run signals -- publish OUT.json --worker URL                  hands it to the Worker (administrator's token: REGARDS_TOKEN, or the local one)
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { longestPayload, type WebmailSignals } from "../../shared/contract/webmail-signals.ts";
import { checkSignals, parsed } from "../../shared/signals/check.ts";
import { faultsBeside } from "../../shared/signals/limits.ts";
import { newKeys, sign } from "../../shared/signals/signature.ts";
import { builtIn } from "../mail/sites/index.ts";

const usage = "Use: npm run signals -- key FILE | show WEBMAIL | sign DESCRIPTIONS.json --key FILE | publish SIGNED.json --worker URL";

async function makeKey(file: string): Promise<void> {
  const keys = await newKeys();
  try {
    writeFileSync(file, `${keys.secret}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    throw new Error(`${file} could not be written, or is there already: a key is never overwritten.`);
  }
  console.log(`The private key is in ${file}. Keep it off every server: whoever has it can say where names and addresses stand on your people's pages.
The public key goes into wrangler.toml, under [vars]; browsers take it when they are paired:
SIGNALS_PUBLIC_KEY = "${keys.public}"`);
}

function show(webmail: string): void {
  const own = builtIn.find((site) => site.webmail === webmail);
  if (own === undefined) throw new Error(`No description of "${webmail}" is built in. There are: ${builtIn.map((site) => site.webmail).join(", ")}.`);
  console.log(JSON.stringify({ version: 1, sites: [{ ...own, version: own.version + 1 }] }, null, 2));
}

/** What would never be used, though it is signed. */
function unused({ sites: served }: WebmailSignals): string[] {
  return served.flatMap((site, at) => {
    const own = builtIn.find((one) => one.webmail === site.webmail);
    const older = own !== undefined && own.version >= site.version ? [`sites.${at}.version: ${own.webmail} is built in as version ${own.version}; take a higher one.`] : [];
    return [...faultsBeside(site, builtIn).map((fault) => `sites.${at}.${fault.field}: ${fault.message}.`), ...older];
  });
}

/** The signed envelope as JSON. Throws a sentence for each field that is not as it must be. */
export async function signFile(text: string, secret: string, now: Date): Promise<string> {
  // npm prints its own lines before what it runs prints.
  const given = parsed(text.slice(Math.max(0, text.search(/^[{[]/m))));
  if (typeof given !== "object" || given === null) throw new Error("The descriptions are no JSON object: { \"version\": 1, \"sites\": [ … ] }.");
  const checked = checkSignals({ signedAt: now.toISOString(), ...given });
  if (!checked.ok) throw new Error(checked.fault === null ? "These are no signals." : `${checked.fault.field}: ${checked.fault.message}.`);
  const wrong = unused(checked.signals);
  if (wrong.length > 0) throw new Error(`No browser would use this:\n${wrong.join("\n")}`);
  const payload = JSON.stringify(checked.signals);
  if (payload.length > longestPayload) throw new Error(`These are ${payload.length} letters, at most ${longestPayload} are read. Leave out what has not changed.`);
  return JSON.stringify({ payload, signature: await sign(payload, secret) });
}

async function main(): Promise<void> {
  const { positionals: [verb, file], values } = parseArgs({ allowPositionals: true, options: { key: { type: "string" }, worker: { type: "string" } } });
  if (verb === "key" && file) await makeKey(file);
  else if (verb === "show" && file) show(file);
  else if (verb === "sign" && file && values.key) process.stdout.write(`${await signFile(readFileSync(file, "utf8"), readFileSync(values.key, "utf8").trim(), new Date())}\n`);
  else if (verb === "publish" && file) {
    const child = spawn(process.execPath, ["worker/commands/publish-signals.ts", file, ...(values.worker === undefined ? [] : ["--worker", values.worker])], { stdio: "inherit" });
    const [code] = await once(child, "exit");
    process.exitCode = Number(code ?? 1);
  } else throw new Error(usage);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
}
