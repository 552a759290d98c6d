/** What to call a person when the card, the mail or neither gives a name. */
import { plain } from "../locales/translate.ts";
import type { Person } from "./state.ts";

/** The contact's name on our books before the name the mail claims, before the bare address. */
export function displayName(person: Person): string {
  const customer = person.card?.customer;
  const own = customer?.kind === "person" ? customer.name : null;
  return plain(person.card?.contact?.name ?? own ?? person.name ?? shownAddress(person));
}

/**
 * One or two letters for the monogram: first and last word's, or one character for Han, kana and
 * hangul.
 */
export function initials(name: string): string {
  const words = name.replace(/@.*/, "").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu) ?? [];
  const first = words[0];
  if (first === undefined) return "?";
  const letter = (word: string) => (Array.from(word)[0] ?? "").toLocaleUpperCase();
  const alone =
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}]/u.test(
      first,
    );
  const last = words.length > 1 ? words.at(-1) : undefined;
  return alone || last === undefined ? letter(first) : letter(first) + letter(last);
}

/** The address as people read it: not always as it is written. */
export const shownAddress = (person: Person) => person.shown ?? person.address;

/** The part of an address after the last @, as it is shown. */
export function domainOf(person: Person): string {
  return shownAddress(person).replace(/^.*@/s, "");
}
