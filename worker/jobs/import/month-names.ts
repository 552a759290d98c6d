/** Names of months in the languages whose dates are written with them. */

/** Finnish and Czech shorten months to numbers, which are read as such. */
const languages = "en de fr es it pt nl sv da nb fi pl cs hu ro tr ru".split(" ");
let known: ReadonlyMap<string, number> | null = null;

/** 1 to 12, 0 for what is no month, or different ones in different languages. */
export function monthOf(name: string): number {
  known ??= readNames();
  return known.get(plain(name)) ?? 0;
}

const plain = (name: string) => name.normalize("NFKC").toLowerCase().replace(/\.$/, "");

function readNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>([["sept", 9]]);
  for (const language of languages) {
    for (const month of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { month, day: "numeric", timeZone: "UTC" });
      for (let number = 1; number <= 12; number++) {
        const name = plain(
          format.formatToParts(Date.UTC(2024, number - 1, 5)).find(({ type }) => type === "month")
            ?.value ?? "",
        );
        if (!/^\p{L}{3,}$/u.test(name)) continue;
        // English stands first, so that "mar" and "jun" are its.
        const before = names.get(name);
        if (before === undefined) names.set(name, number);
        else if (before !== number && language !== "en") names.set(name, 0);
      }
    }
  }
  return names;
}
