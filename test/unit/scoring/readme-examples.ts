/**
 * The examples of shared/scoring/README.md: run as they stand under plain Node, each stated result
 * beside what came out.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const readme = new URL("../../../shared/scoring/README.md", import.meta.url);
const index = new URL("../../../shared/scoring/index.ts", import.meta.url).href;

export type Example = { measure: string; code: string };
export type Result = { measure: string; expression: string; stated: unknown; value: unknown };

/** Every block of TypeScript, under the heading it stands below. */
export function examples(): Example[] {
  const sections = readFileSync(readme, "utf8").split(/^### /m).slice(1);
  return sections.flatMap((section) =>
    [...section.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => ({
      measure: section.split("\n", 1)[0] ?? "",
      code,
    })),
  );
}

/** The sections without an example, for there should be none. */
export const headings = (): string[] =>
  [...readFileSync(readme, "utf8").matchAll(/^### (.*)$/gm)].map(([, heading = ""]) => heading);

/** The example as a module that keeps both sides of each line that states its result. */
function recording({ measure, code }: Example): string {
  const kept = code.replaceAll(
    /^(.*); \/\/ → (.*)$/gm,
    (_, expression: string, stated: string) =>
      `results.push({ measure: ${JSON.stringify(measure)}, expression: ` +
      `${JSON.stringify(expression)}, stated: (${stated}), value: (${expression}) });`,
  );
  return `export const results: object[] = [];\n${kept.replaceAll("./index.ts", index)}`;
}

/** Runs them all, each in a module of its own. */
export async function run(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "regards-readme-"));
  try {
    const all = examples();
    all.forEach((example, at) => {
      writeFileSync(join(folder, `example${at}.ts`), recording(example));
    });
    const names = all.map((_, at) => `...(await import("./example${at}.ts")).results`).join(", ");
    writeFileSync(join(folder, "all.ts"), `console.log(JSON.stringify([${names}]));\n`);
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "all.ts")]);
    return JSON.parse(stdout) as Result[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Returns whether a value is what is stated: numbers to the decimals stated, objects in the parts
 * stated.
 */
export function agrees(value: unknown, stated: unknown): boolean {
  if (typeof stated === "number")
    return (
      typeof value === "number" &&
      Number(value.toFixed((String(stated).split(".")[1] ?? "").length)) === stated
    );
  if (Array.isArray(stated))
    return (
      Array.isArray(value) &&
      value.length === stated.length &&
      stated.every((one, at) => agrees(value[at], one))
    );
  if (typeof stated !== "object" || stated === null) return value === stated;
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(stated).every(([key, one]) =>
      agrees((value as Record<string, unknown>)[key], one),
    )
  );
}
