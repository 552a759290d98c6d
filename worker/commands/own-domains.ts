/** The company's own domains: asked for once, so that colleagues are not taken for customers. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseEnv } from "node:util";
import { asciiDomain } from "../../shared/people/address.ts";
import { isConsumer } from "../../shared/people/consumer-domains.ts";
import { DEFAULT_PORT } from "./running.ts";
import { secretsFile } from "./secrets.ts";

const hint = (port: number) =>
  "Colleagues are told by your own domains: npm start -- " +
  `${port === DEFAULT_PORT ? "" : `--port ${port} `}--own-domains yourcompany.com sets them ` +
  "(OWN_DOMAINS in .dev.vars).";

/**
 * Reads "yourcompany.com, @other.example me@third.example": domains in ASCII, each once.
 * @throws a sentence that names what is no domain, or is a provider's that everybody has
 */
export function readDomains(typed: string): string[] {
  const parts = typed.split(/[\s,;，；、]+/).filter((part) => part !== "");
  const domains = parts.map((part) => {
    const domain = asciiDomain(part.slice(part.lastIndexOf("@") + 1));
    if (domain === null || !domain.includes("."))
      throw new Error(
        `"${part}" is not a domain. Write it like yourcompany.com, several with commas between.`,
      );
    if (isConsumer(domain))
      throw new Error(
        `${domain} is a provider's: everybody who writes from there would count as a ` +
          "colleague. Leave it out.",
      );
    return domain;
  });
  return [...new Set(domains)];
}

/** Line that keeps a person who skipped the question from being asked again. */
const skipped = "# OWN_DOMAINS: asked for and skipped.";

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** Writes the line about own domains; what else the file holds stays. */
function store(line: string, file: string): void {
  const before = read(file)
    .split("\n")
    .filter((other) => other !== skipped && !/^\s*OWN_DOMAINS\s*=/.test(other))
    .join("\n");
  writeFileSync(file, `${before.trimEnd()}\n${line}\n`.trimStart(), { mode: 0o600 });
}

const settingOf = (domains: string[]) => `OWN_DOMAINS="${domains.join(",")}"`;

async function askFor(): Promise<string[] | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const typed = await terminal.question(
        "Your company's own mail domains, with commas between (Enter to skip): ",
      );
      if (typed.trim() === "") return null;
      try {
        return readDomains(typed);
      } catch (error) {
        console.log((error as Error).message);
      }
    }
  } finally {
    terminal.close();
  }
}

/**
 * Sets the domains that were given, else asks a person at a terminal, once; says how to set them
 * where there is none.
 * @param given of the command line; undefined where it has none
 */
export async function ensureOwnDomains(
  given: string | undefined,
  { file = secretsFile, port = DEFAULT_PORT } = {},
): Promise<void> {
  if (given !== undefined) return store(settingOf(readDomains(given)), file);
  if (parseEnv(read(file))["OWN_DOMAINS"] !== undefined) return;
  const canAsk = process.stdin.isTTY && process.stdout.isTTY && !read(file).includes(skipped);
  const domains = canAsk ? await askFor() : null;
  if (domains !== null) return store(settingOf(domains), file);
  if (canAsk) store(skipped, file);
  console.log(hint(port));
}
