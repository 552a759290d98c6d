/**
 * Text of pages: one line, and lists of addresses as people type them. Our own: postal-mime and
 * email-addresses (4.3 and 3.5 kB gzip) miss 5 and 4 of the 11 lists of the test, and the 25 kB of
 * a content script; headers are read with postal-mime (`shared/people/mailboxes.ts`).
 */
import { storable } from "../../../shared/contract/characters.ts";
import { normalise } from "../../../shared/people/address.ts";

export type Written = { name: string | null; address: string };

/**
 * A text on one line, its spaces single, without characters that the Worker refuses; null when
 * nothing is left.
 */
export function line(text: string | null | undefined, longest = 998): string | null {
  const single = (text ?? "")
    .slice(0, longest * 4)
    .replace(/[\s\u200b\ufeff]+/g, " ")
    .trim();
  // After the cut, which may go through a character.
  return storable(single.slice(0, longest)).trim() || null;
}

/**
 * A display name, without the quotes of its spelling and without the address behind it; null when
 * it is empty or only the address again.
 */
export function displayName(text: string | null | undefined, address: string): string | null {
  const isIt = (written: string) => normalise(written)?.address === normalise(address)?.address;
  const bare = line(text, 500)?.replace(/\s*<([^<>]+)>$/, (ending, written: string) =>
    isIt(written) ? "" : ending,
  );
  const name = line(bare?.replace(/^(["'])(.*)\1$/, "$2").replaceAll(/\\(["\\])/g, "$1"), 200);
  return name === null || isIt(name) ? null : name;
}

/**
 * The parts of an address list: cut at commas, semicolons and line ends that are in no quotes and
 * no angle brackets.
 */
function split(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let angled = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === "\\" && quoted) {
      part += c + text.charAt(++i);
      continue;
    }
    if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "<" || c === ">")) angled = c === "<";
    if (!quoted && !angled && /[,;\n]/.test(c)) {
      parts.push(part);
      part = "";
    } else part += c;
  }
  return [...parts, part];
}

/**
 * The people of a typed list: `"Harlow, Dana" <dana@harlow.example>, kim@x.example`. What is no
 * address yet is left out.
 * @param text at most 100,000 characters are read
 */
export function addressList(text: string): Written[] {
  return split(text.slice(0, 100_000)).flatMap((part) => {
    // A group's name before its first member, a comment behind an address.
    const bare = part
      .replace(/^(?:[^"<@:]*|\s*"(?:\\.|[^"\\])*"\s*):/, "")
      .replace(/\([^()]*\)\s*$/, "");
    const angle = /^(.*)<([^<>]+)>\s*$/s.exec(bare);
    const address = normalise(angle?.[2] ?? bare)?.address;
    return address === undefined ? [] : [{ name: displayName(angle?.[1], address), address }];
  });
}
