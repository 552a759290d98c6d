/**
 * npm run bench [-- size scoring import lookup overlay]
 * Prints each figure beside its budget. Figures are of this machine and this run; nothing passes or fails by them.
 */
export type Figure = { what: string; figure: string; budget: string };
type Bench = () => Promise<Figure[]>;

const benches: Record<string, () => Promise<{ run: Bench }>> = {
  size: () => import("./size.ts"),
  scoring: () => import("./scoring.ts"),
  import: () => import("./import.ts"),
  lookup: () => import("./lookup.ts"),
  overlay: () => import("./overlay.ts"),
};

function print(figures: Figure[]): void {
  const width = (column: keyof Figure) => Math.max(...figures.map((row) => row[column].length));
  for (const row of figures) console.log(`${row.what.padEnd(width("what"))}  ${row.figure.padStart(width("figure"))}  ${row.budget}`);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". Benches: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`Running ${name} …`);
  figures.push(...await (await load()).run());
}
print([{ what: "what", figure: "figure", budget: "budget" }, ...figures]);
process.exit(0);
