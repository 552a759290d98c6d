/**
 * npm run signals -- COMMAND
 *   key FILE: makes a key pair; writes the private half into FILE, prints the public half
 *   show WEBMAIL > DESCRIPTIONS.json: prints what is built in, as the next version, to be changed
 *   sign DESCRIPTIONS.json --key FILE > OUT.json: checks { version, sites } and signs it
 *   publish OUT.json --worker URL: hands it to the Worker
 *     (administrator's token: REGARDS_TOKEN, or the local one)
 *   withdraw WEBMAIL --key FILE --worker URL: publishes the next version without it, so that what
 *     is built in counts again
 */
import { spawnSync } from "node:child_process";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { longestPayload, type WebmailSignals } from "../../shared/contract/webmail-signals.ts";
import { checkSigned, checkSignals, parsed } from "../../shared/signals/check.ts";
import { faultsBeside } from "../../shared/signals/limits.ts";
import { newKeys, sign } from "../../shared/signals/signature.ts";
import { builtIn } from "../mail/sites/index.ts";

const usage =
  "Use: npm run signals -- " +
  [
    "key FILE",
    "show WEBMAIL",
    "sign DESCRIPTIONS.json --key FILE",
    "publish SIGNED.json --worker URL",
    "withdraw WEBMAIL --key FILE --worker URL",
  ].join(" | ");

const namesOf = (sites: readonly { webmail: string }[]) =>
  sites.map(({ webmail }) => webmail).join(", ");

async function makeKey(file: string): Promise<void> {
  const keys = await newKeys();
  try {
    writeFileSync(file, `${keys.secret}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    throw new Error(
      `${file} could not be written, or is there already: a key is never overwritten.`,
    );
  }
  console.log(`The private key is in ${file}. Keep it off every server: \
whoever has it can say where names and addresses stand on your people's pages.
The public key goes into wrangler.toml, under [vars]; browsers take it when they are paired:
SIGNALS_PUBLIC_KEY = "${keys.public}"`);
}

function show(webmail: string): void {
  const own = builtIn.find((site) => site.webmail === webmail);
  if (own === undefined)
    throw new Error(`No description of "${webmail}" is built in. There are: ${namesOf(builtIn)}.`);
  console.log(
    JSON.stringify({ version: 1, sites: [{ ...own, version: own.version + 1 }] }, null, 2),
  );
}

/** Lists what would never be used, though it is signed. */
function unused({ sites: served }: WebmailSignals): string[] {
  return served.flatMap((site, at) => {
    const own = builtIn.find((one) => one.webmail === site.webmail);
    const older =
      own !== undefined && own.version >= site.version
        ? [
            `sites.${at}.version: ${own.webmail} is built in as version ${own.version}; ` +
              "take a higher one.",
          ]
        : [];
    return [
      ...faultsBeside(site, builtIn).map(
        (fault) => `sites.${at}.${fault.field}: ${fault.message}.`,
      ),
      ...older,
    ];
  });
}

/** Returns the signed envelope as JSON. Throws a sentence for each invalid field. */
export async function signFile(text: string, secret: string, now: Date): Promise<string> {
  // npm prints its own lines before what it runs prints.
  const given = parsed(text.slice(Math.max(0, text.search(/^[{[]/m))));
  if (typeof given !== "object" || given === null)
    throw new Error('The descriptions are no JSON object: { "version": 1, "sites": [ … ] }.');
  const checked = checkSignals({ signedAt: now.toISOString(), ...given });
  if (!checked.ok)
    throw new Error(
      checked.fault === null
        ? "These are no signals."
        : `${checked.fault.field}: ${checked.fault.message}.`,
    );
  const wrong = unused(checked.signals);
  if (wrong.length > 0) throw new Error(`No browser would use this:\n${wrong.join("\n")}`);
  const payload = JSON.stringify(checked.signals);
  if (payload.length > longestPayload)
    throw new Error(
      `These are ${payload.length} letters, at most ${longestPayload} are read. ` +
        "Leave out what has not changed.",
    );
  return JSON.stringify({ payload, signature: await sign(payload, secret) });
}

/** Runs a command of the Worker's; answers what it prints. It says itself what went wrong. */
function ofWorker(command: string, ...words: string[]): string {
  const { status, stdout } = spawnSync(
    process.execPath,
    [`worker/commands/${command}.ts`, ...words],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

/** Returns the public half of a private key, as `signalsKey` has it. */
function publicOf(secret: string): string {
  const pair = createPrivateKey({
    key: Buffer.from(secret, "base64url"),
    format: "der",
    type: "pkcs8",
  });
  const { x = "", y = "" } = createPublicKey(pair).export({ format: "jwk" });
  return Buffer.concat([
    Buffer.of(4),
    Buffer.from(x, "base64url"),
    Buffer.from(y, "base64url"),
  ]).toString("base64url");
}

/**
 * Signs the next version of what is published, without one webmail. Throws where that is not among
 * it, and where another key signed it: nothing of a stranger's is signed again.
 */
export async function withoutSite(
  envelope: string,
  webmail: string,
  secret: string,
  now: Date,
): Promise<string> {
  const published = await checkSigned(parsed(envelope), publicOf(secret));
  if (!published.ok)
    throw new Error(
      "What is published was not signed with this key. " +
        "Sign a newer version of your own and publish that.",
    );
  const { version, sites } = published.signals;
  const left = sites.filter((site) => site.webmail !== webmail);
  if (left.length === sites.length) {
    const published = sites.length === 0 ? "is nothing" : `are: ${namesOf(sites)}`;
    throw new Error(`"${webmail}" is not published in version ${version}. There ${published}.`);
  }
  return signFile(JSON.stringify({ version: version + 1, sites: left }), secret, now);
}

async function withdraw(webmail: string, secret: string, at: string[]): Promise<void> {
  const signed = await withoutSite(
    ofWorker("published-signals", ...at),
    webmail,
    secret,
    new Date(),
  );
  const folder = mkdtempSync(join(tmpdir(), "regards-signals-"));
  try {
    const file = join(folder, "signed.json");
    writeFileSync(file, signed);
    process.stdout.write(ofWorker("publish-signals", file, ...at));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const {
    positionals: [verb, file],
    values,
  } = parseArgs({
    allowPositionals: true,
    options: { key: { type: "string" }, worker: { type: "string" } },
  });
  const at = values.worker === undefined ? [] : ["--worker", values.worker];
  const secret = () => readFileSync(values.key ?? "", "utf8").trim();
  if (verb === "key" && file) await makeKey(file);
  else if (verb === "show" && file) show(file);
  else if (verb === "sign" && file && values.key)
    process.stdout.write(`${await signFile(readFileSync(file, "utf8"), secret(), new Date())}\n`);
  else if (verb === "publish" && file)
    process.stdout.write(ofWorker("publish-signals", file, ...at));
  else if (verb === "withdraw" && file && values.key) await withdraw(file, secret(), at);
  else throw new Error(usage);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
}
