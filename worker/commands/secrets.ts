/**
 * Local secrets: made once, kept in `.dev.vars` beside wrangler.toml, which wrangler reads and git
 * ignores.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";

export const secretsFile = ".dev.vars";

/** Creates the file when there is none. Answers whether it did. */
export function ensureSecrets(): boolean {
  if (existsSync(secretsFile)) return false;
  const key = (bytes: number) => randomBytes(bytes).toString("base64");
  writeFileSync(
    secretsFile,
    [
      "# Secrets of the local Worker. Lose them and the local database cannot be read any more.",
      `SEAL_KEYS="k1:${key(32)}"`,
      `INDEX_KEY="${key(32)}"`,
      `ADMIN_KEY="${randomBytes(24).toString("hex")}"`,
      "",
    ].join("\n"),
    { mode: 0o600 },
  );
  return true;
}

/** One local secret. Throws a sentence when the file or the entry is missing. */
export function readSecret(name: "SEAL_KEYS" | "INDEX_KEY" | "ADMIN_KEY"): string {
  if (!existsSync(secretsFile))
    throw new Error(
      `There is no ${secretsFile} here yet. Run npm start once: it creates the local secrets.`,
    );
  const value = parseEnv(readFileSync(secretsFile, "utf8"))[name];
  if (!value)
    throw new Error(
      `${secretsFile} has no ${name}. Delete the file and the folder .wrangler to begin ` +
        "afresh, or put the key back.",
    );
  return value;
}
