/** A double-click on a number copies it. */

/**
 * A number as it is written, with its currency or unit: "£2,375", "about £5,457" without the word,
 * "−3.5 %", "1,2 Mio." without it.
 */
const number =
  /(?:[\p{Sc}+\-−~<>≤≥]\s?)*\d(?:[\d.,\u00a0\u202f’']*\d)?(?:[\s\u00a0\u202f]?[%\p{Sc}])?/gu;

/** Returns the number at an offset of a text, and where it stands; null where there is none. */
export function numberAt(text: string, offset: number): { start: number; end: number } | null {
  for (const { 0: match, index } of text.matchAll(number)) {
    if (offset >= index && offset <= index + match.length)
      return { start: index, end: index + match.length };
  }
  return null;
}

/** Selects and copies the number that was double-clicked; returns it, or null where none was. */
export function copyNumber(): string | null {
  const selection = getSelection();
  const node = selection?.anchorNode;
  if (selection == null || node?.nodeType !== Node.TEXT_NODE) return null;
  const found = numberAt(node.nodeValue ?? "", selection.anchorOffset);
  if (found === null) return null;
  selection.setBaseAndExtent(node, found.start, node, found.end);
  return document.execCommand("copy") ? selection.toString().trim() : null;
}
