/** Names of people, compared however they are written. */
import { skeleton } from "./look-alike.ts";

/**
 * A full name in one order and spelling: "Harlow, Dana", "DANA HARLOW" and one with a Cyrillic а are "Dana Harlow".
 * @returns null when it is too short to tell one person from another, or shows an address
 */
export function fullName(name: string): string | null {
  if (name.includes("@")) return null;
  const words = skeleton(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const tells = words.length > 1 || (/^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]{2,}$/u.test(words[0] ?? ""));
  return tells ? words.sort().join(" ") : null;
}
