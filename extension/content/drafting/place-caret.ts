/**
 * Puts the caret where new text is expected: where the person left it, else at the end of what they
 * wrote, above signature and quoted text. Elements and positions alone are looked at.
 */

const signature = [
  "#_rc_sig",
  ".gmail_signature",
  ".gmail_signature_prefix",
  "[data-smartmail=gmail_signature]",
  "#Signature",
  ".moz-signature",
  ".protonmail_signature_block",
].join();
/** Quoted text with the line above it that says whose it is. */
const quote = [
  "#reply-intro",
  "#forwardbody1",
  ".gmail_quote",
  ".gmail_quote_container",
  "#appendonsend",
  "#divRplyFwdMsg",
  "[id*=mail-editor-reference-message-container]",
  ".moz-cite-prefix",
  ".moz-forward-container",
  ".protonmail_quote",
  ".yahoo_quoted",
  "blockquote",
].join();

/** Returns true for a node that takes room: not for line breaks between the tags. */
function isSeen(node: Node): boolean {
  if (node.nodeType !== Node.TEXT_NODE) return node.nodeType === Node.ELEMENT_NODE;
  const range = node.ownerDocument?.createRange();
  range?.selectNode(node);
  return (range?.getClientRects?.().length ?? 0) > 0;
}

function seenBefore(node: Node): ChildNode | null {
  let before = node.previousSibling;
  while (before !== null && !isSeen(before)) before = before.previousSibling;
  return before;
}

/** Returns the outermost element that begins with this one, within the editor. */
function outermost(element: Element, editor: Element): Element {
  const { parentElement: parent } = element;
  return parent === null || parent === editor || seenBefore(element) !== null
    ? element
    : outermost(parent, editor);
}

/** Makes a range of no length at the end of a node's content. */
function endOf(node: Node): Range {
  const range = node.ownerDocument?.createRange() ?? new Range();
  if (node.nodeName === "BR") range.setStartBefore(node);
  else range.selectNodeContents(node);
  range.collapse(node.nodeName === "BR");
  return range;
}

/**
 * Returns the line above a quote that says whose it is, where that is bare text ("… wrote:"); the
 * quote itself where there is none.
 */
function withAttribution(quoted: Element): ChildNode {
  if (quoted.localName !== "blockquote") return quoted;
  const isLine = (node: ChildNode | null): node is ChildNode =>
    node !== null && (node.nodeType === Node.TEXT_NODE || inline.has(node.nodeName));
  let last = seenBefore(quoted);
  while (last?.nodeName === "BR") last = seenBefore(last);
  if (!isLine(last)) return quoted;
  let first = last;
  for (let before = seenBefore(first); isLine(before); before = seenBefore(before)) first = before;
  return first;
}

const inline: ReadonlySet<string> = new Set(["A", "B", "EM", "FONT", "I", "SPAN", "STRONG", "U"]);

/** Returns the place at the end of what was written, above signature and quoted text. */
function endOfWritten(editor: HTMLElement): Range {
  const first = editor.querySelector(`${signature},${quote}`);
  if (first === null) return endOf(editor);
  const boundary = withAttribution(outermost(first, editor));
  const before = seenBefore(boundary);
  if (before !== null) return endOf(before);
  const line = editor.ownerDocument.createElement("div");
  line.append(editor.ownerDocument.createElement("br"));
  boundary.before(line);
  return endOf(line);
}

/** Returns the end of what is selected in the editor; null where nothing is, or in a signature. */
function caretIn(editor: HTMLElement, selection: Selection): Range | null {
  if (selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  range.collapse(false);
  const { endContainer: at } = range;
  if (!editor.contains(at)) return null;
  const element = at.nodeType === Node.ELEMENT_NODE ? (at as Element) : at.parentElement;
  const signed = element?.closest(signature) ?? null;
  return signed !== null && editor.contains(signed) ? null : range;
}

/** Returns true for the place where a browser puts the caret when nobody chose one. */
function isAtStart({ startContainer, startOffset }: Range, editor: HTMLElement): boolean {
  if (startOffset > 0) return false;
  for (let node: Node = startContainer; node !== editor; node = node.parentNode ?? editor)
    if (seenBefore(node) !== null) return false;
  return true;
}

/** Time that a page has to put its caret, once its editor is focused: some wait for a promise. */
const focusMs = 60;
export const pageSettles = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, focusMs);
  });

/**
 * Focuses the editor and puts the caret into it: where it was, else where the page puts it itself,
 * else at the end of what was written.
 */
export async function placeCaret(editor: HTMLElement, selection: Selection): Promise<void> {
  let range = caretIn(editor, selection);
  editor.ownerDocument.defaultView?.focus();
  editor.focus();
  if (range === null) {
    await pageSettles();
    range = caretIn(editor, selection);
    if (range === null || isAtStart(range, editor)) range = endOfWritten(editor);
  }
  selection.removeAllRanges();
  selection.addRange(range);
}

export type LinePlace = { isAtStart: boolean; isAtEnd: boolean };

function isAtEdge(selection: Selection, towards: "backward" | "forward"): boolean {
  const range = selection.getRangeAt(0).cloneRange();
  try {
    selection.modify("extend", towards, "paragraphboundary");
  } catch {
    // Firefox knows lines alone.
    selection.modify("extend", towards, "lineboundary");
  }
  const { isCollapsed } = selection;
  selection.removeAllRanges();
  selection.addRange(range);
  return isCollapsed;
}

/** Returns where in its line the caret stands. */
export const placeInLine = (selection: Selection): LinePlace => ({
  isAtStart: isAtEdge(selection, "backward"),
  isAtEnd: isAtEdge(selection, "forward"),
});
