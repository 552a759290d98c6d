/**
 * Addresses too long for their place: cut in the middle, never where they differ from another, and
 * never in the part of the domain that somebody registered.
 */
import type { Pair } from "./align-addresses.ts";
import { registered } from "./look-alike.ts";

/** A part of a text by its first code unit and the one after its last. */
export type Span = { start: number; end: number };
/** A part of a cut address, and whether it was among those to be kept. */
export type Part = { text: string; isMarked: boolean };
/** A part of a text that is cut or kept whole; the width is that of the wider of two texts. */
type Run = { text: string; width: number; isKept: boolean };

const ellipsis = "…";
/** Letters left at both ends of a part, as long as another can be cut instead. */
const wantedEnds = 6;
/** Letters as wide as two: those of East Asia and their full-width punctuation. */
const wide = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** Returns the width of a text in letters of a fixed-width face. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const letter of text) if (!/\p{M}/u.test(letter)) columns += wide.test(letter) ? 2 : 1;
  return columns;
}

/** Cuts a text in its middle to this width, or leaves it where the ellipsis would save nothing. */
function cutMiddle(text: string, columns: number): string {
  const letters = Array.from(text);
  let [head, tail] = ["", ""];
  // The head is the longer half: addresses begin with what tells them apart.
  while (columnsOf(head + tail) + 1 < columns && head.length + tail.length < text.length) {
    if (columnsOf(head) <= columnsOf(tail)) head += letters.shift() ?? "";
    else tail = (letters.pop() ?? "") + tail;
  }
  const cut = head + ellipsis + tail;
  return columnsOf(cut) < columnsOf(text) ? cut : text;
}

/** Cuts the longest of those runs that may be, until all fit together or nothing is left to cut. */
function cutRuns(runs: Run[], columns: number): string[] {
  const texts = runs.map(({ text }) => text);
  let excess = runs.reduce((sum, { width }) => sum + width, 0) - columns;
  for (const least of [wantedEnds + 1, 1]) {
    const free = runs.flatMap(({ isKept }, at) => (isKept ? [] : [at]));
    const width = (at: number) => columnsOf(texts[at] ?? "");
    for (const at of free.toSorted((a, b) => width(b) - width(a))) {
      if (excess <= 0) break;
      const before = width(at);
      texts[at] = cutMiddle(runs[at]?.text ?? "", Math.max(least, before - excess));
      excess -= before - width(at);
    }
  }
  return texts;
}

/** Returns where the registered part of an address or a domain begins. */
const registeredAt = (address: string): number =>
  address.length - registered(address.slice(address.lastIndexOf("@") + 1)).length;

/**
 * Returns the parts of an address, or a domain, cut to this width. Longer only where what must stay
 * is.
 * @param marked the parts that must stay beside the @ and the registered part of the domain
 */
export function cutParts(address: string, columns: number, marked: readonly Span[] = []): Part[] {
  const at = address.lastIndexOf("@");
  const kept = [
    { start: registeredAt(address), end: address.length },
    { start: at, end: at + 1 },
  ];
  const parts: (Part & Run)[] = [];
  let start = 0;
  for (const letter of address) {
    const end = start + letter.length;
    const isIn = (span: Span) => span.start < end && span.end > start;
    const isMarked = marked.some(isIn);
    const isKept = isMarked || kept.some(isIn);
    const last = parts.at(-1);
    if (last?.isKept === isKept && last.isMarked === isMarked) last.text += letter;
    else parts.push({ text: letter, isMarked, isKept, width: 0 });
    start = end;
  }
  for (const part of parts) part.width = columnsOf(part.text);
  const texts = cutRuns(parts, columns);
  return parts.map(({ isMarked }, index) => ({ text: texts[index] ?? "", isMarked }));
}

/** Returns what `cutParts` does as one text. */
export const cutAddress = (address: string, columns: number, kept: readonly Span[] = []): string =>
  cutParts(address, columns, kept)
    .map(({ text }) => text)
    .join("");

/** Splits what is the same in two addresses into what may be cut and what must stay. */
function runsOf(text: string, freeLength: number): Run[] {
  const free = text.slice(0, Math.max(0, freeLength));
  const at = free.indexOf("@");
  const parts = at < 0 ? [free] : [free.slice(0, at), "@", free.slice(at + 1)];
  return [
    ...parts.map((part) => ({ text: part, isKept: part === "@" })),
    { text: text.slice(free.length), isKept: true },
  ].map((run) => ({ ...run, width: columnsOf(run.text) }));
}

/** Returns the pairs of two addresses, cut to this width where both are the same. */
export function cutPairs(pairs: readonly Pair[], columns: number): Pair[] {
  const [one, other] = [pairs.map((pair) => pair.one), pairs.map((pair) => pair.other)];
  const free = [registeredAt(one.join("")), registeredAt(other.join(""))] as const;
  const lengths = [0, 0] as [number, number];
  const runs = pairs.map((pair) => {
    const left = Math.min(free[0] - lengths[0], free[1] - lengths[1]);
    lengths[0] += pair.one.length;
    lengths[1] += pair.other.length;
    const width = Math.max(columnsOf(pair.one), columnsOf(pair.other));
    return pair.isSame ? runsOf(pair.one, left) : [{ text: pair.one, width, isKept: true }];
  });
  const texts = cutRuns(runs.flat(), columns);
  return pairs.map((pair, at) => {
    const text = texts.splice(0, runs[at]?.length ?? 0).join("");
    return pair.isSame ? { one: text, other: text, isSame: true } : pair;
  });
}
