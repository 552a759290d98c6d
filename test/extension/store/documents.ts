/** Reading the documents for the stores as their fields. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The text under each heading of a level, by heading; without marks of code around the heading. */
export function sections(name: string, level: 2 | 3): Map<string, string> {
  const text = readFileSync(
    fileURLToPath(new URL(`../../../extension/store/${name}.md`, import.meta.url)),
    "utf8",
  );
  const mark = "#".repeat(level);
  const parts = text.split(new RegExp(`^${mark} `, "m")).slice(1);
  return new Map(
    parts.map((part) => {
      const [heading = "", ...rest] = part.split("\n");
      // A section ends at the next heading of its own level or above.
      return [
        heading.replaceAll("`", "").trim(),
        rest
          .join("\n")
          .split(/^#{1,3} /m)[0]
          ?.trim() ?? "",
      ];
    }),
  );
}

/** The entries of a section's list. */
export function entries(section: string | undefined): string[] {
  return [...(section ?? "").matchAll(/^- (.+)$/gm)].map((match) => match[1] ?? "");
}
