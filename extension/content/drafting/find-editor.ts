/**
 * Finds the editor of the open draft by elements and caret alone: no text of it is ever read. The
 * caret stays in an editor while the panel has the focus.
 */

/** A field of plain text, or an element that is edited as rich text. */
export type Editor =
  | { kind: "field"; element: HTMLTextAreaElement }
  | { kind: "rich"; element: HTMLElement };

const isShown = (element: Element): boolean => element.checkVisibility?.() !== false;

/** Returns the document of a frame of the page's own origin; null for any other. */
function documentOf(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/** Returns the editor that an element is or holds; null where nothing can be written in it. */
function editorOf(element: Element): Editor | null {
  if (!isShown(element)) return null;
  if (element.localName === "textarea") {
    const field = element as HTMLTextAreaElement;
    return field.readOnly || field.disabled ? null : { kind: "field", element: field };
  }
  if (element.localName === "iframe") {
    const inner = documentOf(element as HTMLIFrameElement);
    const rich =
      inner?.designMode === "on"
        ? inner.body
        : (inner?.querySelector<HTMLElement>("[contenteditable]:not([contenteditable=false])") ??
          null);
    return rich === null ? null : { kind: "rich", element: rich };
  }
  const rich = element as HTMLElement;
  return rich.isContentEditable ? { kind: "rich", element: rich } : null;
}

/** Returns true where the caret stands in the editor, or stood there before the panel was used. */
export function hasCaret({ kind, element }: Editor): boolean {
  const { ownerDocument: page } = element;
  if (kind === "field") return page.activeElement === element;
  const anchor = page.getSelection()?.anchorNode ?? null;
  return anchor !== null && element.contains(anchor);
}

/**
 * Finds the editor in the part of the page where the draft is written. Null where there is none,
 * and where there are several and the caret does not tell which: a wrong mail is worse than none.
 * @param ways selectors, the surest first
 */
export function findEditor(within: Element, ways: readonly string[]): Editor | null {
  const places = [within, within.ownerDocument];
  for (const place of places)
    for (const way of ways) {
      const found = [...place.querySelectorAll(way)].flatMap((one) => editorOf(one) ?? []);
      const [only = null] = found;
      if (found.length > 0)
        return found.length === 1 ? only : (found.find((one) => hasCaret(one)) ?? null);
    }
  return null;
}
