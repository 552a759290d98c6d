/** How long a pattern can take on a hostile text, told before it runs. */

/** What a pattern is made of: escapes, classes, group openings, quantifiers, single letters. */
const token = /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|k<\w*>|.)|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<\w+>)|\{\d+(?:,\d*)?\}\??|[*+?]\??|./giu;
const quantifier = /^(?:[*+?]|\{\d)/;
const isAtom = (part: string | undefined) => part !== undefined && !quantifier.test(part) && !/^(?:[()|^$]|\(\?.*)$/.test(part);
const isOptional = (part: string | undefined) => /^(?:[*?]|\{0)/.test(part ?? "");
/** Repeats more than a fixed number of times. */
const isOpen = (part: string | undefined) => /^(?:[*+]|\{\d+,)/.test(part ?? "");

/** Letters to try atoms with: ASCII, some beyond it, and those that the pattern itself names with their neighbours. */
function lettersFor(pattern: string): string[] {
  const named = [...pattern].flatMap((letter) => [-1, 0, 1].map((by) => Math.max(0, (letter.codePointAt(0) ?? 0) + by)));
  const some = [...Array.from({ length: 128 }, (_, code) => code), 0xa0, 0xe9, 0x3a9, 0x4e2d, 0xff1a, 0x2028];
  return [...new Set([...some, ...named])].map((code) => String.fromCodePoint(code));
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
 * What follows the repeat of an atom at `from`: "other" where it shows at once where the repeat ends, "nothing" where nothing more
 * is asked for, so that the repeat is gone through once and has matched; else "same", and each of its letters may be the last.
 */
function behind(parts: readonly string[], atom: string, from: number, letters: readonly string[]): "other" | "nothing" | "same" {
  const matches = (one: string) => { const pattern = new RegExp(`^${one}$`, "u"); return letters.filter((letter) => pattern.test(letter)); };
  const within = new Set(matches(atom));
  for (let at = from; at < parts.length; at++) {
    const part = parts[at] ?? "";
    if (part === ")" || quantifier.test(part)) continue;
    if (part === "(" || part === "(?:") {
      const { close, choices } = groupAt(parts, at);
      if (choices || quantifier.test(parts[close + 1] ?? "")) return "same";
      continue;
    }
    if (!isAtom(part) || matches(part).some((letter) => within.has(letter))) return "same";
    if (!isOptional(parts[at + 1])) return "other";
  }
  return parts.some((part) => /^\(\?[=!]/.test(part)) ? "other" : "nothing";
}

/**
 * The exponent of the worst case: a text of n letters takes some n to this power steps at most, or n where it is 0. Each open repeat
 * counts that is not at once followed by what it cannot contain, and so does searching at every place. One that is so followed is
 * gone through once for each place, and for each end of a repeat before it, and counts where there are such. Infinity where there
 * is no such bound: a repeated group, a back reference, a look behind, many choices.
 */
export function exponentOf(pattern: string): number {
  const parts = pattern.match(token) ?? [];
  if (/\\[1-9]|\\k</.test(pattern) || parts.some((part) => part.startsWith("(?<"))) return Infinity;
  if (parts.some((part, at) => part === ")" && /^[*+{]/.test(parts[at + 1] ?? ""))) return Infinity;
  if (parts.filter((part) => part.startsWith("?")).length > 4 || parts.filter((part) => part === "|").length > 8) return Infinity;
  const letters = lettersFor(pattern);
  const open = parts.flatMap((part, at) => (isOpen(part) ? behind(parts, parts[at - 1] ?? "", at + 1, letters) : []));
  const anchored = parts[0] === "^" && !groupAt(["(", ...parts, ")"], 0).choices;
  let times = anchored ? 0 : 1, longest = 0;
  for (const next of open) {
    if (next === "same") times++;
    else if (next === "other" && times > 0) longest = Math.max(longest, times + 1);
  }
  return Math.max(times, longest);
}
