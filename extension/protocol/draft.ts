/**
 * Content that the panel puts into the open draft. Plain data: the page builds its own elements of
 * it, and no markup is handed over.
 */

/** A piece of text; a link where it has an `href` (https, http or mailto). */
export type DraftText = { text: string; href?: string };

export type DraftBlock =
  | { block: "paragraph"; texts: DraftText[] }
  /** Links side by side, as the points of a scale, with words under its two ends. */
  | { block: "row"; cells: DraftText[]; ends?: { first: string; last: string } };

export type DraftContent = {
  /** For editors of plain text, and wherever there is no rich text. */
  plain: string;
  /** For editors of rich text; null where it says no more than the plain text. */
  rich: DraftBlock[] | null;
};

/**
 * Codes of why nothing was put in: "no_draft" where none is open or it is not sure which is meant,
 * "refused" where the page lets nothing in.
 */
export type DraftRefusal = "no_draft" | "refused";
export type DraftEnd =
  | { inserted: true; as: "html" | "plain" }
  | { inserted: false; reason: DraftRefusal };

const inLine = ({ text, href }: DraftText): string =>
  href === undefined || href === text ? text : `${text}: ${href}`;

function linesOf(block: DraftBlock): string {
  if (block.block === "paragraph") return block.texts.map(inLine).join("");
  const { cells, ends } = block;
  const words = ends === undefined ? [] : [`${ends.first} – ${ends.last}`];
  return [...words, ...cells.map(inLine)].join("\n");
}

/** Returns blocks as plain text, an empty line between them; each link stands after its text. */
export const plainOf = (blocks: readonly DraftBlock[]): string => blocks.map(linesOf).join("\n\n");
