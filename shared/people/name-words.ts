/** The words of a customer's name, for finding it by typing their beginnings. */

/** Legal forms and joining words: so many names have them that they find nobody. */
const common = new Set(
  (
    "ltd limited llc llp inc incorporated corp corporation co company plc gmbh mbh ag kg ohg " +
    "ug se sa sas sarl srl spa bv nv ab as oy oyj aps pte pty " +
    "group holding holdings the and und et y of de der die das sons"
  ).split(" "),
);
const forms = /(?:有限公司|有限责任公司|股份|集团|公司)$/u;
const eastern =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+/gu;
const isEastern = (run: string) => /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u.test(run);

/** Letters in one form: no case, no accents, full-width ones as plain ones. */
const folded = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l");

const longest = 40;
const mostWords = 12;

/**
 * The words of a text as they are compared, in its order; runs of Chinese and Japanese characters
 * are one word.
 */
export function nameWords(text: string): string[] {
  const runs = folded(text.slice(0, 400)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs
    .flatMap((run) => run.match(eastern) ?? [])
    .map((word) => word.slice(0, longest))
    .slice(0, mostWords);
}

/** The words that tell one name from another: without legal forms, unless there is nothing else. */
export function tellingWords(text: string): string[] {
  const words = nameWords(text);
  const telling = words
    .map((word) => (isEastern(word) ? word.replace(forms, "") || word : word))
    .filter((word) => !common.has(word));
  return telling.length > 0 ? telling : words;
}

/**
 * Beginnings of words that are indexed: what is typed is looked for by the longest of them that it
 * reaches.
 */
const beginnings = [3, 6];

/**
 * Returns what a name is indexed by: beginnings of its telling words, and of Chinese or Japanese
 * ones each pair of characters.
 */
export function searchKeys(name: string): string[] {
  return [
    ...new Set(
      tellingWords(name).flatMap((word) => {
        const letters = Array.from(word);
        if (isEastern(word))
          return letters.length < 2
            ? [word]
            : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
        return letters.length < 3
          ? [word]
          : beginnings
              .filter((length) => length <= letters.length)
              .map((length) => letters.slice(0, length).join(""));
      }),
    ),
  ];
}

/** The longest key of a word that what was typed of it reaches; none where that is too short. */
function typedKeysOf(word: string): string[] {
  const letters = Array.from(word);
  if (isEastern(word)) return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
  const length = beginnings.findLast((one) => one <= letters.length);
  return length === undefined ? [] : [letters.slice(0, length).join("")];
}

/**
 * The keys by which what was typed is found, the most telling first: a found name has all of them.
 */
export function typedKeys(typed: string): string[] {
  const words = tellingWords(typed);
  const keys = [...new Set(words.flatMap(typedKeysOf))].toSorted((a, b) => b.length - a.length);
  // A name may be as short as that.
  return keys.length > 0 ? keys : [...new Set(words)];
}

/**
 * Returns true where every word that was typed begins a word of the name, or stands in a Chinese or
 * Japanese one.
 */
export function isFoundBy(name: string, typed: string): boolean {
  const words = nameWords(name);
  return tellingWords(typed).every((word) =>
    words.some((one) => (isEastern(word) ? one.includes(word) : one.startsWith(word))),
  );
}

/**
 * Returns true for two names of one customer as people write them: legal forms, case, accents and
 * order do not matter.
 */
export function isSameName(one: string, other: string): boolean {
  const plain = (name: string) => tellingWords(name).toSorted().join(" ");
  return plain(one) !== "" && plain(one) === plain(other);
}
