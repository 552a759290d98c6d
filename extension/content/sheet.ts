/**
 * Sheets of a shadow root. A constructed sheet is not an inline style: no `style-src` of the page
 * can refuse it.
 */

/** Puts a sheet into a root. @param sheet with `text` in it */
function put(shadow: ShadowRoot, sheet: CSSStyleSheet, text: string): HTMLElement | null {
  try {
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    return null;
  } catch {
    // Firefox gives content scripts no constructed sheets; what they put inline there is not
    // subject to the page's policy.
    const element = shadow.appendChild(shadow.ownerDocument.createElement("style"));
    element.textContent = text;
    return element;
  }
}
const made = (shadow: ShadowRoot) =>
  new (shadow.ownerDocument.defaultView ?? window).CSSStyleSheet();

/** By their text: each is read by the browser once, however many roots have it. */
const fixed = new Map<string, CSSStyleSheet>();

/** Adds a sheet that stays as it is. */
export function adopt(shadow: ShadowRoot, text: string): void {
  let sheet = fixed.get(text);
  if (sheet === undefined) {
    sheet = made(shadow);
    sheet.replaceSync(text);
    fixed.set(text, sheet);
  }
  put(shadow, sheet, text);
}

/** Adds an empty sheet; answers what writes it anew. */
export function sheetIn(shadow: ShadowRoot): (text: string) => void {
  const sheet = made(shadow);
  const element = put(shadow, sheet, "");
  return (text) => {
    if (element === null) sheet.replaceSync(text);
    else element.textContent = text;
  };
}
