/**
 * Writes into an editor as its person does: by the editing commands of the browser, so that the
 * page notices and the editor's own undo takes it out.
 */
import type { DraftBlock, DraftContent, DraftEnd } from "../../protocol/draft.ts";
import type { Editor } from "./find-editor.ts";
import { pageSettles, placeCaret, placeInLine } from "./place-caret.ts";
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

async function putIntoField(field: HTMLTextAreaElement, text: string): Promise<DraftEnd> {
  field.focus();
  await pageSettles();
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

async function putIntoRich(element: HTMLElement, content: DraftContent): Promise<DraftEnd> {
  const { ownerDocument: page } = element;
  const { rich } = content;
  const selection = page.getSelection();
  if (selection === null) return refused;
  await placeCaret(element, selection);
  if (!asTyped(element, () => write(element, selection, content))) return refused;
  tellEditor(element);
  return { inserted: true, as: rich === null || isPlain(element) ? "plain" : "html" };
}

/** Returns true for Thunderbird's editor of plain text, whose lines are kept as they are typed. */
const isPlain = ({ localName, style }: HTMLElement): boolean =>
  localName === "body" && style.whiteSpace === "pre-wrap";

/** Writes at the caret; false where nothing came into the editor. */
function write(element: HTMLElement, selection: Selection, content: DraftContent): boolean {
  const { ownerDocument: page } = element;
  const place = placeInLine(selection);
  if (isPlain(element)) return command(page, "insertText", setApart(content.plain, place));
  const { isAtStart, isAtEnd } = place;
  const isWithinLine = !isAtStart && !isAtEnd;
  if (content.rich === null && isWithinLine && command(page, "insertText", content.plain))
    return true;
  const elements = elementsOf(page, content);
  const apart = isAtStart ? [] : elementsOf(page, { plain: "", rich: null });
  // Our own elements written out: every text in them is escaped by the browser.
  const markup = [...apart, ...elements].map((one) => one.outerHTML).join("");
  return command(page, "insertHTML", markup) || putElements(selection, elements);
}

/** Writes between the events of a key: CKEditor 4 takes steps of its undo from these alone. */
function asTyped(element: HTMLElement, work: () => boolean): boolean {
  if (!element.classList.contains("cke_editable")) return work();
  const press = (type: "keydown" | "keyup") =>
    element.dispatchEvent(new KeyboardEvent(type, { bubbles: true }));
  press("keydown");
  const isDone = work();
  press("keyup");
  return isDone;
}

const refused: DraftEnd = { inserted: false, reason: "refused" };

/** Puts content into the editor at its caret; answers how, and never with anything of the draft. */
export function putIntoEditor(editor: Editor, content: DraftContent): Promise<DraftEnd> {
  return editor.kind === "field"
    ? putIntoField(editor.element, content.plain)
    : putIntoRich(editor.element, content);
}
