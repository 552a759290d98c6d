/**
 * Proofs of each webmail: site × fact, counted from the results of the tests that say so in their
 * titles, as in "[outlook: list, people · own page]". The table of webmails in `claimsFile` may
 * claim no more.
 */

/** Where the table of webmails stands, from the project's root. */
export const claimsFile = "extension/README.md";

export const facts = ["thread", "people", "list", "compose", "identity", "draft"] as const;
export type Fact = (typeof facts)[number];
/**
 * A page that others captured, a page of the project's own that behaves like the site, or the real
 * software.
 */
export const proofs = ["capture", "own page", "real"] as const;
export type Proof = (typeof proofs)[number];

export type Result = { title: string; status: "passed" | "failed" | "skipped" };
/** `site` is an adapter's name, as the table's row begins with it. */
type Claim = { site: string; fact: Fact; proof: Proof };
export type Cell = Claim & { passed: number; failed: number; skipped: number };

const isOne = <T extends string>(all: readonly T[], word: string): word is T =>
  (all as readonly string[]).includes(word);

/** Returns what a test's title says to count it by. */
export function tag(site: string, of: readonly Fact[], proof: Proof): string {
  return `[${site}: ${of.join(", ")} · ${proof}]`;
}

/**
 * The claims in a title; throws where a tag names what is not known, for a test that counts nowhere
 * proves nothing.
 */
export function claimsIn(title: string): Claim[] {
  return [...title.matchAll(/\[([a-z][a-z0-9 -]*): ([^[\]·]+) · ([^[\]]+)\]/g)].flatMap(
    ([whole, site = "", of = "", proof = ""]) =>
      of.split(", ").map((fact) => {
        if (!isOne(facts, fact) || !isOne(proofs, proof))
          throw new Error(`"${whole}" names no fact or no proof of the table`);
        return { site, fact, proof };
      }),
  );
}

/** The cells that the tests filled. */
export function cellsOf(results: readonly Result[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { title, status } of results) {
    for (const claim of claimsIn(title)) {
      const key = Object.values(claim).join();
      const cell = cells.get(key) ?? { ...claim, passed: 0, failed: 0, skipped: 0 };
      cell[status] += 1;
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

function inWords(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  const run = cell.passed + cell.failed;
  const passed = run === cell.passed ? `${run}` : `${cell.passed} of ${run}`;
  return `${run === 0 ? `${cell.skipped} skipped` : passed} ${cell.proof}`;
}

/** The table as lines of text: a site a row, in each cell how many tests passed on which proof. */
export function tableOf(cells: readonly Cell[]): string[] {
  const rows = [...new Set(cells.map((cell) => cell.site))].sort().map((site) => [
    site,
    ...facts.map(
      (fact) =>
        proofs
          .map((proof) =>
            inWords(
              cells.find(
                (cell) => cell.site === site && cell.fact === fact && cell.proof === proof,
              ),
            ),
          )
          .filter((words) => words !== null)
          .join(", ") || "–",
    ),
  ]);
  const all = [["site", ...facts], ...rows];
  const widths =
    all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length))) ?? [];
  return all.map((row) =>
    row
      .map((words, column) => words.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/**
 * Reads the claims: the rows of the table whose head is "webmail" and the facts; throws where it
 * cannot be read.
 */
export function claimsOf(readme: string): Claim[] {
  const lines = readme.split("\n");
  const head = lines.findIndex((line) => line === `| webmail | ${facts.join(" | ")} |`);
  const rows =
    head < 0
      ? []
      : lines.slice(
          head + 2,
          lines.findIndex((line, at) => at > head && !line.startsWith("|")),
        );
  if (rows.length === 0) throw new Error(`${claimsFile} has no table of supported mail`);
  return rows.flatMap((row) => {
    const [name = "", ...said] = row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (name === "" || said.length !== facts.length)
      throw new Error(`The row "${row}" of ${claimsFile} is none of the table`);
    return facts.flatMap((fact, column) =>
      said[column] === "–"
        ? []
        : (said[column] ?? "").split(", ").map((proof) => {
            if (!isOne(proofs, proof))
              throw new Error(`${claimsFile} says "${proof}" of ${name}, which is no proof`);
            return { site: name.toLowerCase(), fact, proof };
          }),
    );
  });
}

/**
 * Returns what is claimed and not proved here: no test passed, or one failed. Where all were
 * skipped nothing can be said.
 */
export function unproved(claims: readonly Claim[], cells: readonly Cell[]): string[] {
  return claims.flatMap(({ site, fact, proof }) => {
    const cell = cells.find(
      (one) => `${site} `.startsWith(`${one.site} `) && one.fact === fact && one.proof === proof,
    );
    if (cell === undefined) return [`${site}: ${fact} on ${proof}: no test`];
    return cell.failed > 0 ? [`${site}: ${fact} on ${proof}: ${cell.failed} failed`] : [];
  });
}
