/**
 * npm run new:adapter NAME [HOST]
 * Starts the adapter of a webmail: a description that is valid and registered, a page it reads, and
 * a spec that passes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Script } from "node:vm";
import { description } from "../../shared/contract/webmail.ts";
import { siteOf } from "../mail/sites/index.ts";
import { descriptionOf, pageOf, specOf } from "./adapter-templates.ts";

const index = "extension/mail/sites/index.ts";

/** Returns whether a constant of a module can be called so. */
function isConstant(word: string): boolean {
  try {
    return Boolean(new Script(`"use strict"; async function* f() { const ${word} = 0; }`));
  } catch {
    return false;
  }
}

/** Turns "some-mail" into "someMail"; throws a sentence where it names no webmail. */
function constantOf(name: string): string {
  const constant = name.replaceAll(/-+(.?)/g, (_, letter: string) => letter.toUpperCase());
  if (!description.shape.webmail.safeParse(name).success || name.endsWith("-"))
    throw new Error(
      `"${name}" is no name for a webmail: take 2 to 31 small letters, digits and hyphens, ` +
        'a letter first, as in "some-mail".',
    );
  if (!isConstant(constant))
    throw new Error(
      `"${name}" is a word of the language: take another name, as in "${name}-mail".`,
    );
  return constant;
}

function checkHost(host: string): void {
  if (!description.shape.hosts.safeParse([host]).success)
    throw new Error(
      `"${host}" is no host: write it as in "mail.example.com", without https:// and path.`,
    );
  const site = siteOf(host.replace(/^\./, ""));
  if (site !== null)
    throw new Error(
      `${host} belongs to "${site.webmail}" already: ` +
        `add to extension/mail/sites/${site.webmail}.ts instead.`,
    );
}

/**
 * Returns the text of the index with one more site, in alphabetical order as far as it keeps one.
 */
function registered(text: string, name: string, constant: string): string {
  const list = /(sites: readonly Description\[\] = \[)([^\]]*)(\])/.exec(text);
  const imports = [...text.matchAll(/^import \{ \w+ \} from "\.\/[\w-]+\.ts";\n/gm)];
  if (list === null || imports.length === 0)
    throw new Error(
      `${index} is not in the shape this command knows: ` +
        'its list "sites" or its imports are missing.',
    );
  if (new RegExp(`\\b${constant}\\b`).test(text))
    throw new Error(`"${name}" is taken: ${index} has "${constant}".`);
  const line = `import { ${constant} } from "./${name}.ts";\n`;
  const after = imports.find((each) => each[0] > line);
  const last = imports.at(-1);
  const place = after?.index ?? (last === undefined ? 0 : last.index + last[0].length);
  const names = [
    ...(list[2] ?? "")
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== ""),
    constant,
  ].toSorted();
  const start = list.index;
  const end = start + list[0].length;
  const among = `${text.slice(0, start)}${list[1]}${names.join(", ")}]${text.slice(end)}`;
  return `${among.slice(0, place)}${line}${among.slice(place)}`;
}

function main([name, host = `mail.${name}.example`, ...more]: string[]): void {
  if (name === undefined || more.length > 0)
    throw new Error(
      "Use: npm run new:adapter NAME [HOST], as in: npm run new:adapter some-mail mail.example.com",
    );
  const constant = constantOf(name);
  checkHost(host);
  const adapter = { name, constant, host, since: new Date().toISOString().slice(0, 7) };
  const files = {
    [`extension/mail/sites/${name}.ts`]: descriptionOf(adapter),
    [`test/fixtures/mail/${name}/message.html`]: pageOf(adapter),
    [`test/extension/mail/sites/${name}.test.ts`]: specOf(adapter),
  };
  const taken = [
    `extension/mail/${name}`,
    `test/fixtures/mail/${name}`,
    ...Object.keys(files),
  ].find((path) => existsSync(path));
  if (taken !== undefined) throw new Error(`"${name}" is taken: ${taken} is there already.`);
  const text = registered(readFileSync(index, "utf8"), name, constant);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  writeFileSync(index, text);
  const [site, page, spec] = Object.keys(files);
  console.log(`Made ${site}
     ${page}
     ${spec}
and registered "${name}" in ${index}.

What to do next:
  1. Give ${page} the shape of the webmail's page, with invented people.
  2. Say in ${site} where each fact stands, newest way first, and at its head what it was proved on.
  3. npm run test:unit -- --project unit ${spec}`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
