/**
 * Characters that no text of the product holds: C0 and C1 controls, lone surrogates and
 * noncharacters (U+FFFE, U+FDD0 …). A NUL ends a string early in dumps, a lone surrogate is not
 * valid UTF-8. Without zod: content scripts carry it.
 */

const forbidden = String.raw`\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}`;

/** The whole of a text on one line. */
export const oneLine = new RegExp(`^[^${forbidden}]*$`, "u");
/** The whole of a note: tabs and line feeds too. */
export const severalLines = new RegExp(String.raw`^(?:[^${forbidden}]|[\t\n])*$`, "u");

const unwanted = new RegExp(String.raw`(?![\t\n])[${forbidden}]`, "gu");

/** The text without what no text may hold; tabs stay, and line ends become line feeds. */
export function storable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(unwanted, "");
}

/**
 * A JSON body with every text in it as `storable` leaves it; a body that is not JSON is left alone.
 */
export function storableBody(body: string): string {
  // Nearly every body: escapes below a space or of surrogates are how JSON.stringify writes what is
  // meant here.
  if (!/\\[rbf]|\\u/.test(body) && oneLine.test(body)) return body;
  try {
    return JSON.stringify(
      JSON.parse(body, (_, value: unknown) =>
        typeof value === "string" ? storable(value) : value,
      ),
    );
  } catch {
    return body;
  }
}
