/** Telephone numbers as people write them: checked, kept as written, and as they are dialled. */

/** A number as it is kept: digits and signs of any script in their plain form, single spaces. */
export const cleanTelephone = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/\p{Pd}/gu, "-")
    .replaceAll(/\s+/gu, " ")
    .trim();

export type TelephoneFault = "length" | "characters" | "digits";

/** Sentences for each fault: what is wrong with a number, and what to do. */
export const telephoneFaults: Readonly<Record<TelephoneFault, string>> = {
  length: "a telephone number has 3 to 40 characters. Write one number, without a text beside it",
  characters:
    "a telephone number has digits, spaces, + ( ) - . / and at most an extension (ext, x or #). " +
    "Leave out everything else",
  digits: "a telephone number has 3 to 17 digits. Write one number, and check it for mistakes",
};

const extension = String.raw`(?:\s*(?:ext\.?|x|#|转|分机)\s*\d{1,8})`;
const written = new RegExp(String.raw`^([\d+()./ -]+?)${extension}?$`, "i");
/** 15 digits at most (ITU-T E.164), and the 00 in front of them. */
const maxDigits = 17;

/**
 * Dialled part of a number, without its extension: digits, and a leading +. The "(0)" of
 * +44 (0)20 is not dialled.
 */
function dialled(main: string): string {
  const isInternational = main.trim().startsWith("+");
  const digits = (isInternational ? main.replace("(0)", "") : main).replaceAll(/\D/g, "");
  return isInternational ? `+${digits}` : digits;
}

/** Returns why a text is no telephone number; null where it is one. `text` is clean. */
export function findTelephoneFault(text: string): TelephoneFault | null {
  if (text.length < 3 || text.length > 40) return "length";
  const main = written.exec(text)?.[1];
  if (main === undefined) return "characters";
  const { length } = dialled(main).replace("+", "");
  return length < 3 || length > maxDigits ? "digits" : null;
}

/**
 * Returns the link that dials a number, without its extension: many diallers take that for more
 * digits.
 */
export const dialLink = (telephone: string): string =>
  `tel:${dialled(written.exec(telephone)?.[1] ?? "")}`;
