/**
 * The report to copy: how a page was read, and its structure. No text, no address, no host but
 * those of known webmails.
 */
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Reading } from "../../sync/messages.ts";

export type Reported = {
  /** Of the extension. */
  version: string;
  /** The browser's own line about itself. */
  userAgent: string;
  host: string;
  /** The built-in description of this host; null where there is none. */
  builtIn: Pick<Description, "hosts"> | null;
  word: string;
  /** Null where no webmail is read. */
  reading: Reading | null;
  skeleton: string;
};

/** Names browser and system: "Chrome 156 on Linux". */
function browserOf(agent: string): string {
  const [, name, version] =
    /(Firefox|Thunderbird|Edg|OPR)\/(\d+)/.exec(agent) ?? /(Chrome)\/(\d+)/.exec(agent) ?? [];
  const system = /Windows|Mac OS X|CrOS|Android|Linux/.exec(agent)?.[0] ?? "another system";
  return `${name ?? "another browser"} ${version ?? ""} on ${system}`.replace("  ", " ");
}

/** Returns a host that everybody's mail of this kind has; a company's own is left out. */
function hostOf({ host, builtIn }: Reported): string {
  if (host === "mail.google.com") return host;
  return (
    builtIn?.hosts.find((known) =>
      known.startsWith(".") ? `.${host}`.endsWith(known) : known === host,
    ) ?? "of its own (left out)"
  );
}

function factLines({ facts, later = [] }: Reading): string[] {
  return Object.entries(facts).map(([fact, signal]) => {
    const way = later.includes(fact) ? "another way" : "first way";
    return `  ${fact}: ${signal === null ? "not found" : `${way}, ${signal}`}`;
  });
}

const versionOf = ({ version, from }: NonNullable<Reading["description"]>) =>
  `version ${version}, ${from}`;

/** Returns the whole report as text. */
export function reportOf(given: Reported): string {
  const { reading, skeleton } = given;
  const description = reading?.description;
  return [
    "Regards: how this page was read. Texts and addresses are left out.",
    `extension: ${given.version}`,
    `browser: ${browserOf(given.userAgent)}`,
    `webmail: ${reading?.webmail ?? "none that is known"}`,
    `host: ${hostOf(given)}`,
    `description: ${description === undefined ? "code of the extension" : versionOf(description)}`,
    `state: ${given.word}`,
    "facts:",
    ...(reading === null ? ["  none"] : factLines(reading)),
    "page:",
    skeleton,
    "",
  ].join("\n");
}
