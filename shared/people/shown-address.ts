/** International addresses as people read them, where that fools nobody. */
import { skeleton } from "./look-alike.ts";
import { readableDomain } from "./punycode.ts";

/** Latin letters that no other passes for: without the dotless i, the long s and their like. */
const latin = "a-z\\d\\u00df-\\u00f6\\u00f8-\\u0130\\u0132-\\u0137\\u0139-\\u0148\\u014a-\\u017e";
/** Labels of one script, or of scripts that are written together. */
const plain = new RegExp(
  `^(?:[-${latin}]+|[-${latin}\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\u30fc]+|` +
    `[-${latin}\\p{sc=Han}\\p{sc=Hangul}]+|[-\\d\\p{sc=Cyrillic}]+|[-\\d\\p{sc=Greek}]+|` +
    "[-\\d\\p{sc=Arabic}]+|[-\\d\\p{sc=Hebrew}]+|[-\\d\\p{sc=Thai}\\p{M}]+|" +
    "[-\\d\\p{sc=Devanagari}\\p{M}]+)$",
  "u",
);
/** One label: in Unicode where that cannot be taken for another word, else as Punycode. */
function shownLabel(label: string): string {
  if (!label.startsWith("xn--")) return label;
  const readable = readableDomain(label);
  const posing =
    /[\p{sc=Cyrillic}\p{sc=Greek}]/u.test(readable) && /^[-a-z\d]+$/.test(skeleton(readable));
  return plain.test(readable) && !posing ? readable : label;
}

/**
 * A lower-case ASCII domain as it is shown ("xn--bcher-kva.example" → "bücher.example"; a Cyrillic
 * "apple.com" stays "xn--80ak6aa92e.com").
 */
export function shownDomain(domain: string): string {
  return domain.includes("xn--") ? domain.split(".").map(shownLabel).join(".") : domain;
}

/** A normalised address as it is shown. */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf("@") + 1;
  return address.slice(0, at) + shownDomain(address.slice(at));
}
