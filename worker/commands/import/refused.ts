/** The refused rows of an import: all of them in a file, and counted by reason. */
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { resolve } from "node:path";

export type RefusedRow = { line: number; field: string | null; reason: string };
export type Group = {
  field: string | null;
  reason: string;
  count: number;
  /** The first few. */ lines: number[];
};

/** Lines named beside a reason, and reasons that are told apart; further ones count as others. */
const linesShown = 3;
const reasonsKept = 200;
const reasonsShown = 10;

/** Writes rows to `path` as they come; the file is made at the first. */
export class RefusedRows {
  readonly path: string;
  count = 0;
  readonly #groups = new Map<string, Group>();
  #file: WriteStream | null = null;

  constructor(path: string) {
    this.path = resolve(path);
  }

  async add(row: RefusedRow): Promise<void> {
    this.count++;
    this.#file ??= createWriteStream(this.path).on("error", (error) => {
      throw new Error(`The refused rows could not be written to ${this.path}: ${error.message}`);
    });
    if (this.count === 1) this.#file.write("line,field,reason\n");
    // Reasons that quote a cell are one reason.
    const reason = row.reason.replaceAll(/"[^"]*"/g, "“…”");
    const key = this.#groups.size < reasonsKept ? `${row.field} ${reason}` : "other";
    const group = this.#groups.get(key) ?? { field: row.field, reason, count: 0, lines: [] };
    this.#groups.set(key, group);
    group.count++;
    if (group.lines.length < linesShown) group.lines.push(row.line);
    if (!this.#file.write(`${row.line},${row.field ?? ""},${quoted(row.reason)}\n`))
      await once(this.#file, "drain");
  }

  /** The commonest reasons. */
  groups(): Group[] {
    return [...this.#groups.values()].sort((a, b) => b.count - a.count).slice(0, reasonsShown);
  }

  async close(): Promise<void> {
    if (this.#file === null) return;
    this.#file.end();
    await finished(this.#file);
  }
}

/** A leading sign would be a formula to a spreadsheet. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""').replace(/^([=+\-@])/, "'$1")}"`;
}
