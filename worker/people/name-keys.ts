/** The keys by which a customer's name is found, the initials of its pinyin among them. */
import { pinyin } from "pinyin-pro";
import { isFoundBy, searchKeys, tellingWords } from "../../shared/people/name-words.ts";

const han = /\p{sc=Han}/u;

/** A name with the initials of each Chinese word in pinyin behind it: 华为技术 with "hwjs". */
function withInitials(name: string): string {
  const initials = tellingWords(name)
    .filter((word) => han.test(word))
    .map((word) =>
      pinyin(word, { pattern: "first", toneType: "none", type: "array", nonZh: "removed" }).join(
        "",
      ),
    );
  return [name, ...initials].join(" ");
}

/** The keys that a name is indexed by. */
export const keysOfName = (name: string): string[] => searchKeys(withInitials(name));

/** Returns true where every word typed begins a word of the name, or its initials in pinyin. */
export const isNameFoundBy = (name: string, typed: string): boolean =>
  isFoundBy(withInitials(name), typed);
