/**
 * Writes into an editor as its person does: by the editing commands of the browser, so that the
 * page notices and the editor's own undo takes it out.
 */
import type { DraftBlock, DraftContent, DraftEnd } from "../../protocol/draft.ts";
import type { Editor } from "./find-editor.ts";
import { placeCaret, placeInLine } from "./place-caret.ts";
import { renderBlocks } from "./render-blocks.ts";

/** Runs an editing command; false where the page or the browser refuses. */
function command(page: Document, name: "insertHTML" | "insertText", value: string): boolean {
  try {
    return page.execCommand(name, false, value);
  } catch {
    return false;
  }
}

/**
 * Tells the page's editor. Editors with an undo of their own take a paste for one step of it, and
 * do not see the browser's commands.
 */
const tellEditor = (element: HTMLElement) =>
  element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));

/** Returns where the caret of a field stands in its line; browsers without a way say its start. */
function placeInField(field: HTMLTextAreaElement, at: number) {
  const selection = field.ownerDocument.getSelection();
  const isAtEdge = (towards: "backward" | "forward") => {
    try {
      selection?.modify("extend", towards, "paragraphboundary");
    } catch {
      return true;
    }
    const isEdge = field.selectionStart === at && field.selectionEnd === at;
    field.setSelectionRange(at, at);
    return isEdge;
  };
  return { isAtStart: isAtEdge("backward"), isAtEnd: isAtEdge("forward") };
}

/** Sets text apart from what stands in the same line, but not within a sentence. */
function setApart(text: string, { isAtStart, isAtEnd }: { isAtStart: boolean; isAtEnd: boolean }) {
  if (isAtStart === isAtEnd) return text;
  return isAtStart ? `${text}\n` : `\n\n${text}`;
}

function putIntoField(field: HTMLTextAreaElement, text: string): DraftEnd {
  field.focus();
  // Where the person typed last; webmails put it above the quoted text, or where one answers.
  const at = field.selectionEnd;
  field.setSelectionRange(at, at);
  const apart = setApart(text, placeInField(field, at));
  if (!command(field.ownerDocument, "insertText", apart)) {
    field.setRangeText(apart, at, at, "end");
    tellEditor(field);
  }
  return { inserted: true, as: "plain" };
}

/** Returns true where the caret would stay in a link, and what is typed next become part of it. */
function isLinkLast(rich: readonly DraftBlock[]): boolean {
  const last = rich.at(-1);
  return last?.block === "row" || last?.texts.at(-1)?.href !== undefined;
}

/** Returns the content as elements, each on a line of its own. */
function elementsOf(page: Document, { plain, rich }: DraftContent): HTMLElement[] {
  const lineOf = (text: string) => {
    const line = page.createElement("div");
    line.append(text === "" ? page.createElement("br") : text);
    return line;
  };
  if (rich === null) return plain.split("\n").map(lineOf);
  const elements = renderBlocks(page, rich);
  return isLinkLast(rich) ? [...elements, lineOf("")] : elements;
}

/** Puts elements at the caret where commands are refused: that editor's undo may not know of it. */
function putElements(selection: Selection, elements: HTMLElement[]): boolean {
  const [first] = elements;
  if (first === undefined) return false;
  const range = selection.getRangeAt(0);
  for (const element of elements.toReversed()) range.insertNode(element);
  selection.collapseToEnd();
  return first.isConnected;
}

function putIntoRich(element: HTMLElement, content: DraftContent): DraftEnd {
  const { ownerDocument: page } = element;
  const { plain, rich } = content;
  const as = rich === null ? "plain" : "html";
  const selection = page.getSelection();
  if (selection === null) return refused;
  placeCaret(element, selection);
  const { isAtStart, isAtEnd } = placeInLine(selection);
  const isWithinLine = !isAtStart && !isAtEnd;
  if (rich === null && isWithinLine && command(page, "insertText", plain)) return told(element, as);
  const elements = elementsOf(page, content);
  const apart = isAtStart ? [] : elementsOf(page, { plain: "", rich: null });
  // Our own elements written out: every text in them is escaped by the browser.
  const markup = [...apart, ...elements].map((one) => one.outerHTML).join("");
  const isPut = command(page, "insertHTML", markup) || putElements(selection, elements);
  return isPut ? told(element, as) : refused;
}

const refused: DraftEnd = { inserted: false, reason: "refused" };

function told(element: HTMLElement, as: "html" | "plain"): DraftEnd {
  tellEditor(element);
  return { inserted: true, as };
}

/** Puts content into the editor at its caret; answers how, and never with anything of the draft. */
export function putIntoEditor(editor: Editor, content: DraftContent): DraftEnd {
  return editor.kind === "field"
    ? putIntoField(editor.element, content.plain)
    : putIntoRich(editor.element, content);
}
