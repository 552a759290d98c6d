/**
 * npm run bench [-- size scoring import lookup portfolio overlay actions books [FILE]
 *   surveys scanners [LINKS]]
 * Prints each figure beside its budget. Figures are of this machine and this run. Ends with 1 when
 * one is over its budget or could not be taken, and says which; figures without a verdict are for
 * comparison.
 */
import { existsSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import type { Figure } from "./figure.ts";

/** A bench may take files, or a number, in the place of those it goes by as a rule. */
type Bench = (settings: readonly string[]) => Promise<Figure[]>;

const benches: Record<string, () => Promise<{ run: Bench }>> = {
  size: () => import("./size.ts"),
  scoring: () => import("./scoring.ts"),
  import: () => import("./import.ts"),
  lookup: () => import("./lookup.ts"),
  portfolio: () => import("./portfolio.ts"),
  overlay: () => import("./overlay.ts"),
  actions: () => import("./actions.ts"),
  books: () => import("./books.ts"),
  scanners: () => import("./scanners.ts"),
  surveys: () => import("./surveys.ts"),
};

const columns = [
  "what",
  "customers",
  "first",
  "figure",
  "budget",
  "ratio",
  "holds",
  "beside",
] as const;
const headings: Record<(typeof columns)[number], string> = {
  what: "what",
  customers: "customers",
  first: "first call",
  figure: "figure",
  budget: "budget",
  ratio: "as fast",
  holds: "holds",
  beside: "beside",
};
const textOf = (row: Figure, column: (typeof columns)[number]) =>
  column === "holds"
    ? { true: "yes", false: "NO", undefined: "" }[`${row.holds}`]
    : (row[column] ?? "");

/** One table; a column that no figure has is left out. */
function print(figures: readonly Figure[]): void {
  const used = columns.filter((column) => figures.some((row) => row[column] !== undefined));
  const rows = [
    used.map((column) => headings[column]),
    ...figures.map((row) => used.map((column) => textOf(row, column))),
  ];
  const widths = used.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const left = (at: number) => ["what", "budget", "holds", "beside"].includes(used[at] ?? "");
  for (const row of rows)
    console.log(
      row
        .map((text, at) =>
          left(at) ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    );
}

/**
 * Figures of a machine that is busy otherwise are too large: said, so that nobody takes them for
 * the code's.
 */
function warnOfLoad(): void {
  const [load = 0] = loadavg();
  if (load > availableParallelism() / 2)
    console.error(
      `This machine is busy (load ${load.toFixed(1)} on ${availableParallelism()} cores): ` +
        "times may be several times too long.",
    );
}

const words = process.argv.slice(2);
const settings = words.filter(
  (word) => !(word in benches) && (/^\d+$/.test(word) || existsSync(word)),
);
const asked = words.filter((word) => !settings.includes(word));
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(
    `There is no bench "${unknown.join('", "')}". Benches: ${Object.keys(benches).join(", ")}.`,
  );
  process.exit(2);
}
warnOfLoad();
const figures: Figure[] = [];
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`Running ${name} …`);
  figures.push(...(await (await load()).run(settings)));
}
print(figures);
const missed = figures.filter(({ holds }) => holds === false);
const kept = figures.filter(({ holds }) => holds === true);
console.log(
  missed.length === 0
    ? `All ${kept.length} budgets hold.`
    : `${missed.length} of ${missed.length + kept.length} budgets do not hold:\n` +
        `${missed.map(({ what, figure, budget }) => `  ${what}: ${figure}, budget ${budget}`).join("\n")}`,
);
process.exit(missed.length === 0 ? 0 : 1);
