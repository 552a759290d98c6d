/** Bounds the time that a pattern can take on a hostile text, before it runs. */

/** The tokens of a pattern: escapes, classes, group openings, quantifiers, single letters. */
const token =
  /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|k<\w*>|.)|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<\w+>)|\{\d+(?:,\d*)?\}\??|[*+?]\??|./giu;
const quantifier = /^(?:[*+?]|\{\d)/;
const isAtom = (part: string | undefined) =>
  part !== undefined && !quantifier.test(part) && !/^(?:[()|^$]|\(\?.*)$/.test(part);
const isOptional = (part: string | undefined) => /^(?:[*?]|\{0)/.test(part ?? "");
/** Repeats more than a fixed number of times. */
const isOpen = (part: string | undefined) => /^(?:[*+]|\{\d+,)/.test(part ?? "");

/** Zero-width: it asks something of the place and takes no letter. */
const isBoundary = (part: string) => part === "\\b" || part === "\\B";
/** Where `\s` and `.` change beyond ASCII (ECMAScript's WhiteSpace and LineTerminator). */
const spaces = [0xa0, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff];

/** The code points that a pattern names, written out or as `\xHH`, `\uHHHH`, `\u{H…}`. */
function namedIn(pattern: string): number[] {
  const escaped = [...pattern.matchAll(/\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]+)\})/gi)];
  return [
    ...Array.from(pattern, (letter) => letter.codePointAt(0) ?? 0),
    ...escaped.map(([, byte, unit, point]) => Number.parseInt(byte ?? unit ?? point ?? "0", 16)),
  ];
}

/**
 * Letters to try atoms with. A class without `\p{…}` is a union of ranges: it changes only at the
 * letters that it names and at those of `\s`, `.`, `\d` and `\w`, so that these and their
 * neighbours stand for all letters.
 */
function lettersFor(pattern: string): string[] {
  const ascii = Array.from({ length: 129 }, (_, code) => code);
  const edges = [...spaces, ...namedIn(pattern), 0x10ffff].flatMap((code) => [
    code - 1,
    code,
    code + 1,
  ]);
  return [...new Set([...ascii, ...edges])]
    .filter((code) => code >= 0 && code <= 0x10ffff)
    .map((code) => String.fromCodePoint(code));
}

/**
 * Answers whether two atoms may match the same letter. Nobody knows by samples what a property of
 * Unicode holds, nor what an atom without any sample is: these may match whatever the other
 * matches.
 */
function overlaps(one: string, other: string, letters: readonly string[]): boolean {
  if (/\\p\{/i.test(one + other)) return true;
  const matched = [one, other].map((atom) => {
    const pattern = new RegExp(`^${atom}$`, "u");
    return letters.filter((letter) => pattern.test(letter));
  });
  const [first = [], second = []] = matched;
  const within = new Set(first);
  return first.length === 0 || second.length === 0 || second.some((letter) => within.has(letter));
}

/** Where the group that opens at `from` closes, and whether it has alternatives of its own. */
function groupAt(parts: readonly string[], from: number): { close: number; choices: boolean } {
  let depth = 0;
  let choices = false;
  for (let at = from; at < parts.length; at++) {
    const part = parts[at] ?? "";
    if (/^\((?:\?|$)/.test(part)) depth++;
    if (part === "|" && depth === 1) choices = true;
    if (part === ")" && --depth === 0) return { close: at, choices };
  }
  return { close: parts.length, choices };
}

/**
 * Tells what follows the repeat of an atom at `from`: "other" where it shows at once where the
 * repeat ends, "nothing" where nothing more is asked for, so that the repeat is gone through once
 * and has matched; else "same", and each of its letters may be the last.
 */
function behind(
  parts: readonly string[],
  atom: string,
  from: number,
  letters: readonly string[],
): "other" | "nothing" | "same" {
  for (let at = from; at < parts.length; at++) {
    const part = parts[at] ?? "";
    if (part === ")" || quantifier.test(part) || isBoundary(part)) continue;
    if (part === "(" || part === "(?:") {
      const { close, choices } = groupAt(parts, at);
      if (choices || quantifier.test(parts[close + 1] ?? "")) return "same";
      continue;
    }
    if (!isAtom(part) || overlaps(atom, part, letters)) return "same";
    if (!isOptional(parts[at + 1])) return "other";
  }
  return parts.some((part) => /^\(\?[=!]/.test(part)) ? "other" : "nothing";
}

/**
 * The exponent of the worst case: a text of n letters takes some n to this power steps at most, or
 * n where it is 0. Each open repeat counts that is not at once followed by what it cannot contain,
 * and so does searching at every place. One that is so followed is gone through once for each
 * place, and for each end of a repeat before it, and counts where there are such. Infinity where
 * there is no such bound: a repeated group, a back reference, a look behind, flags of a group, half
 * a letter, many choices.
 */
export function exponentOf(pattern: string): number {
  const parts = pattern.match(token) ?? [];
  if (/\\[1-9]|\\k</.test(pattern) || parts.some((part) => part.startsWith("(?<"))) return Infinity;
  // Flags of a group of its own ("(?i:") change what atoms match; halves of a letter are no atoms
  // by themselves.
  if (
    parts.some((part, at) => part === "(" && parts[at + 1]?.startsWith("?")) ||
    /\\u(?:d[89a-f]|\{0*d[89a-f]..\})/i.test(pattern)
  )
    return Infinity;
  if (parts.some((part, at) => part === ")" && /^[*+{]/.test(parts[at + 1] ?? ""))) return Infinity;
  if (
    parts.filter((part) => part.startsWith("?")).length > 4 ||
    parts.filter((part) => part === "|").length > 8
  )
    return Infinity;
  const letters = lettersFor(pattern);
  const open = parts.flatMap((part, at) =>
    isOpen(part) ? behind(parts, parts[at - 1] ?? "", at + 1, letters) : [],
  );
  const anchored = parts[0] === "^" && !groupAt(["(", ...parts, ")"], 0).choices;
  let times = anchored ? 0 : 1;
  let longest = 0;
  for (const next of open) {
    if (next === "same") times++;
    else if (next === "other" && times > 0) longest = Math.max(longest, times + 1);
  }
  return Math.max(times, longest);
}
