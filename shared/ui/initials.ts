/** Letters that stand for a name. */

/**
 * Returns the first letter of the first and last word, or one character for Han, kana, hangul,
 * Arabic and Hebrew.
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
