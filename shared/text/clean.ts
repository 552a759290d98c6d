/** Text as it is compared: by what a reader sees, not by how a program or a keyboard wrote it. */

/** ASCII without runs of spaces: nearly every number. */
const plain = /^(?:[!-~]+(?: [!-~]+)*)?$/;
/**
 * Characters without a shape: zero-width ones, byte order marks, soft hyphens, marks of direction.
 */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const dashes = /[\u2010-\u2015\u2212]/g;

/**
 * A word, number or address in one spelling: NFKC (full-width letters and digits become plain
 * ones), without invisible characters, one dash for all, single spaces, none at the ends.
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text;
  const whole = text.normalize("NFKC").replaceAll(invisible, "").replaceAll(dashes, "-");
  return whole.replaceAll(/\s+/g, " ").trim();
}

/** The same for what is compared by its words alone: lower case, "_" and "-" as spaces. */
export function plainWords(text: string): string {
  return cleanText(text)
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .replace(/[.:]$/, "")
    .trim();
}

const formula = /^=\s*(?:T\s*\(\s*)?"((?:[^"]|"")*)"\s*\)?$/is;
const bareFormula = /^=\s*(\d[\d.]*)$/;

/**
 * Takes off what a spreadsheet wraps around text so that it stays text: `="00045"`, `=T("00045")`,
 * `'00045`, and quotes that are left around a whole cell. Answers the text within.
 */
export function undress(text: string): string {
  let bare = text.trim();
  for (let layers = 0; layers < 3; layers++) {
    const within = unwrap(bare).trim();
    if (within === bare) break;
    bare = within;
  }
  return bare;
}

function unwrap(text: string): string {
  const first = text.charCodeAt(0);
  // "=", quotes straight and curled, apostrophes: as a rule it is none of them.
  if (first !== 0x3d && first !== 0x22 && first !== 0x27 && first < 0x2018) return text;
  const inner = formula.exec(text)?.[1] ?? bareFormula.exec(text)?.[1];
  if (inner !== undefined) return inner.replaceAll('""', '"');
  const quoted = /^(?:"(.+)"|'(.+)'|[‘’](.+)[‘’]|[“”„](.+)[“”])$/s.exec(text);
  if (quoted !== null) return quoted.slice(1).find((inner) => inner !== undefined) ?? text;
  return text.replace(/^['‘’](?=.)/s, "");
}

const errors =
  /^(?:#(?:REF|VALUE|NAME|DIV\/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|BUSY|CONNECT|UNKNOWN)[!?]?|#{2,}|#N\/A!)$/i;

/**
 * Returns true for what a spreadsheet shows where it has no value: `#REF!`, or `#####` of a column
 * too narrow.
 */
export const isSpreadsheetError = (text: string): boolean =>
  text.startsWith("#") && errors.test(text);
