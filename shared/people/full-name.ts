/** Names of people, compared however they are written. */
import { skeleton } from "./look-alike.ts";

/** Said of a person beside their name, before it or behind it. */
const titles = new Set("dr prof mr mrs ms miss mx sir dame herr frau mme mlle jr sr esq phd msc mba md ceo cfo coo cto cmo cio vp".split(" "));
const called = /(?:先生|女士|小姐|[总總副]*[经經]理|老[师師]|博士|教授|様|さん|님|씨)$/u;
/** What stands in brackets is of the person or their company, unless it says by whom the mail came. */
const bracketed = /\((?!\s*via\b)[^()]*\)|\[[^[\]]*\]|[【「][^【】「」]*[】」]/giu;
/** Between a name and more; also between a family's name and a given one. */
const between = /[,;|@·•]|\s[-–—/~]\s/u;
const eastern = /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}ー]+$/u;

const wordsOf = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => word.replace(called, "")).filter((word) => word !== "");
/** Without titles and initials, for which one is as good as none. */
const telling = (words: string[]) => words.filter((word) => !titles.has(word) && (word.length > 1 || eastern.test(word)));

function formOf(text: string): string | null {
  const words = wordsOf(text), real = telling(words);
  // Written with a space or without, and in either order.
  if (words.every((word) => eastern.test(word))) {
    const letters = Array.from(words.join(""));
    return letters.length > 1 ? letters.sort().join("") : null;
  }
  const used = real.length > 1 ? real : words;
  return used.length > 1 ? used.map(skeleton).sort().join(" ") : null;
}

/**
 * Every full name that a text may mean, the whole of it first: behind "Dana Harlow," stands a post, behind "Harlow," a given name.
 * Each in one order and spelling, without titles, initials and what stands in brackets. For comparing with those of another text.
 */
export function fullNames(name: string): string[] {
  const plain = name.slice(0, 500).normalize("NFKC").replace(/[\p{Default_Ignorable_Code_Point}'’`"“”]/gu, "").replace(/\S*@\S+/gu, " ").replace(bracketed, " ");
  const [first = "", ...more] = plain.split(between);
  const all = [formOf(plain), more.length > 0 && telling(wordsOf(first)).length > 1 ? formOf(first) : null];
  return [...new Set(all.filter((one) => one !== null))];
}

/**
 * A full name in one order and spelling: "Harlow, Dana", "DANA HARLOW", "Dr. Dana M. Harlow" and one with a Cyrillic а are "Dana Harlow".
 * @returns null when it is too short to tell one person from another, or is an address
 */
export function fullName(name: string): string | null {
  return fullNames(name)[0] ?? null;
}
