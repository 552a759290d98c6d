/**
 * A page's structure without its content, for whoever writes a description of it: names of parts,
 * and kinds of texts.
 */
import { censored, kindOf, mark, wordsOf } from "./censor.ts";

/**
 * Left out whole, whatever the webmail: bodies, what is written and quoted, what runs; our own
 * panel.
 */
const never =
  "script, style, template, noscript, svg, object, embed, blockquote, pre, " +
  "[contenteditable]:not([contenteditable=false]), [role=document], [role=textbox], " +
  "[itemprop=text], .a3s, .ii.gt, #messagebody, .rcmBody, .message-content, " +
  "[id^=UniqueMessageBody], regards-panel, regards-mark";
/** Frames that hold the webmail itself; of the others, bodies among them, nothing is said. */
const ownFrames = "#messagecontframe, #mainFrame, [name=mainFrame]";
const mostLetters = 40_000;
const mostElements = 5000;
const deepest = 60;
const mostAlike = 3;
const mostWords = 20_000;
/** Attributes whose values are of a closed list: no text of anyone fits into it. */
const closed: Record<string, RegExp> = {
  role: /^(?:alert|article|button|cell|checkbox|columnheader|combobox|complementary|dialog|feed|form|grid|gridcell|group|heading|img|link|list|listbox|listitem|main|menu|menubar|menuitem|navigation|option|presentation|none|region|row|rowgroup|search|separator|status|tab|table|tablist|tabpanel|textbox|toolbar|tree|treegrid|treeitem)$/,
  type: /^(?:text|email|checkbox|radio|button|submit|hidden|password|search)$/,
};
const state = /^(?:true|false|mixed|page|polite|assertive|off)$/;
const human = ["title", "alt", "aria-label", "aria-description", "placeholder", "value", "name"];

/** Every word that stands on the page for people to read: no name of a part may repeat one. */
function wordsSaid(page: Document): Set<string> {
  const said = new Set<string>();
  const add = (text: string | null) => {
    for (const word of wordsOf(text ?? "")) if (said.size < mostWords) said.add(word);
  };
  const texts = page.createTreeWalker(page.documentElement, 4 /* NodeFilter.SHOW_TEXT */);
  for (let at = texts.nextNode(); at !== null; at = texts.nextNode()) {
    if (at.parentElement?.closest("script, style") == null) add(at.nodeValue);
  }
  for (const element of page.querySelectorAll("*")) {
    for (const { name, value } of element.attributes)
      if (human.includes(name) || value.includes("@") || name.startsWith("data-"))
        add(value.length < 2000 ? value : null);
  }
  return said;
}

function nameOf(element: Element, said: ReadonlySet<string>): string {
  const tag = element.localName.length > 30 ? "~" : censored(element.localName, said);
  const id = element.id === "" ? "" : `#${censored(element.id, said)}`;
  const classes = [...element.classList]
    .slice(0, 12)
    .map((one) => `.${censored(one, said)}`)
    .join("");
  const attributes = [...element.attributes]
    .filter(({ name }) => name !== "id" && name !== "class" && name !== "style")
    .slice(0, 24)
    .map(({ name, value }) => {
      const known =
        closed[name]?.test(value) === true || (name.startsWith("aria-") && state.test(value));
      const shown = known
        ? value
        : ((name.startsWith("data-") ? mark(value) : null) ?? kindOf(value));
      const written = name.length > 40 ? "~" : censored(name, said);
      return shown === null ? written : `${written}=${shown}`;
    });
  return `${tag}${id}${classes}${attributes.length === 0 ? "" : ` [${attributes.join(" ")}]`}`;
}

/** Finds the part of a page that shows mail; a selector that cannot be read finds nothing. */
function mailIn(page: Document, thread: readonly string[], left: string): Element {
  const find = (at: string) => {
    try {
      return page.querySelector(at);
    } catch {
      return null;
    }
  };
  return (
    [...thread, "main", "[role=main]"]
      .map(find)
      .find((element) => element !== null && element.matches(left) === false) ?? page.body
  );
}

/**
 * Writes the skeleton of the part of a page that shows mail, one element a line, of 40,000 letters at
 * most.
 * @param scope selectors of a description: where the open conversation stands, and what is never
 * looked into
 */
export function skeletonOf(
  page: Document,
  scope: { thread: readonly string[]; bodies: readonly string[] },
): string {
  const left = [never, ...scope.bodies].join();
  const lines: string[] = [];
  let letters = 0;
  let elements = 0;
  const put = (depth: number, text: string) => {
    lines.push(" ".repeat(depth) + text);
    letters += depth + text.length + 1;
  };

  function walk(parent: ParentNode, depth: number, said: ReadonlySet<string>): void {
    let before = "";
    let alike = 0;
    const counted = () => {
      if (alike > mostAlike) put(depth, `(${alike - mostAlike} more alike)`);
    };
    for (const node of parent.childNodes) {
      if (letters > mostLetters || elements > mostElements || depth > deepest) return;
      const kind = node.nodeType === 3 ? kindOf(node.nodeValue ?? "") : null;
      if (kind !== null) put(depth, `"${kind}"`);
      if (node.nodeType !== 1) continue;
      const element = node as Element;
      const likeness = `${element.localName}.${element.className}`;
      if (likeness !== before) {
        counted();
        alike = 0;
        before = likeness;
      }
      if (++alike > mostAlike) continue;
      elements++;
      const name = nameOf(element, said);
      if (element.matches(left)) put(depth, `${name} (left out)`);
      else if (element.matches("iframe, frame")) frame(element as HTMLIFrameElement, name, depth);
      else {
        put(depth, name);
        walk(element, depth + 1, said);
      }
    }
    counted();
  }
  function frame(element: HTMLIFrameElement, name: string, depth: number): void {
    const inner = element.matches(ownFrames) ? element.contentDocument : null;
    put(depth, inner === null ? `${name} (frame, left out)` : `${name} (frame)`);
    if (inner !== null) walk(inner, depth + 1, wordsSaid(inner));
  }

  const said = wordsSaid(page);
  const start = mailIn(page, scope.thread, left);
  put(0, nameOf(start, said));
  walk(start, 1, said);
  const text = lines.join("\n");
  return text.length > mostLetters
    ? `${text.slice(0, text.lastIndexOf("\n", mostLetters))}\n(cut)`
    : text;
}
