/**
 * Raw address headers (RFC 5322 and what is sent in its place). Carries a parser: content scripts
 * read pages, not headers, and must not import it.
 */
import { addressParser, decodeWords } from "postal-mime";
import { normalise } from "./address.ts";

export type Mailbox = { name: string | null; /** In its one written form. */ address: string };

const longestHeader = 100_000;
const longestName = 200;
/** RFC 2047; those in the wild hold commas and colons too. */
const encodedWord = /=\?[^?\s]{1,40}\?[bq]\?[^?]*\?=/gi;
/**
 * Stands for an encoded word while the list is taken apart, so that nothing inside one is taken for
 * an address or its end.
 */
const mark = "\uE000";
const marked = /\uE000(\d+)\uE000/g;

/**
 * An address without RFC 822's route and RFC 5322's comments, its local part quoted again where it
 * has to be.
 */
function written(address: string): string {
  const bare = address
    .replace(/\([^()]*\)/g, "")
    .replace(/^@[^:]*:/, "")
    .replace(/\s+/g, " ")
    .trim();
  const at = bare.lastIndexOf("@");
  const local = bare.slice(0, at);
  return /[\s",:;<>()[\]\\@]/.test(local) && !local.startsWith('"')
    ? `"${local.replace(/["\\]/g, "\\$&")}"${bare.slice(at)}`
    : bare;
}

/**
 * The people of an address header, in its order: groups opened, folding, quotes, comments and
 * encoded words undone. Entries without an address ("undisclosed-recipients:;", a bare name) are
 * left out; a text that is no list at all gives none.
 * @param header the value of From, To, Cc, Reply-To or Sender; at most 100,000 characters are read
 */
export function mailboxes(header: string): Mailbox[] {
  const words: string[] = [];
  const plain = header
    .slice(0, longestHeader)
    .replaceAll(mark, "")
    .replace(encodedWord, (word) => `${mark}${words.push(word) - 1}${mark}`);
  const unmark = (text: string) => text.replace(marked, (_, at: string) => words[Number(at)] ?? "");
  return addressParser(plain, { flatten: true }).flatMap((one) => {
    const address = normalise(unmark(written(one.address ?? "")))?.address;
    if (address === undefined) return [];
    const name = decodeWords(unmark(one.name))
      .replace(/[\s\p{Cc}\uFEFF]+/gu, " ")
      .trim()
      .slice(0, longestName);
    return [{ name: name === "" || normalise(name)?.address === address ? null : name, address }];
  });
}
