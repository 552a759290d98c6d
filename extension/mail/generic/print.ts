/**
 * Tells when an unknown page shows another message than before: by its address, the selected row,
 * the reading area and what stands there. Of texts a checksum is kept, in memory, for this
 * comparison alone.
 */
import type { Area } from "./area.ts";
import type { Head } from "./head.ts";
import { selectedRows } from "./list.ts";
import { bareText, meetVisible, ownText } from "./visible.ts";

export type Print = {
  /** The part that may not change while one message is open. */
  at: string;
  /** The pieces of the reading area, in order: more may be painted behind them. */
  shown: string;
};

/** Elements that change by themselves or by a click on them, and say nothing of the message. */
const restless =
  "a, button, select, input, textarea, label, time, [role=button], [role=link], [role=tab], " +
  "[role=status], [role=alert], [role=log], [role=progressbar], [role=tooltip], [aria-live], " +
  "[contenteditable]:not([contenteditable=false])";
const rowIds = ["id", "data-id", "data-uid", "data-key", "data-message-id", "data-thread-id"];
/** "2 days ago" is another text tomorrow. */
const relative =
  /\d.*\b(?:ago|alt)\b|\b(?:vor|il y a|hace|fa|há|in) .*\d|\d.*(?:前|전|назад)|\bjust now\b|刚刚/i;

const numbers = new WeakMap<object, number>();
let next = 0;
/** The same number for the same object, as long as the page keeps it. */
function numberOf(object: object): number {
  const known = numbers.get(object) ?? ++next;
  numbers.set(object, known);
  return known;
}

/** FNV-1a, 32 bits: enough to tell one text from the next. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A frame by the document in it, where that can be reached, else by where it comes from. */
function frameOf(frame: HTMLIFrameElement): string {
  return `${numberOf(frame)}:${frame.contentDocument === null ? checksum(frame.src) : numberOf(frame.contentDocument)}`;
}

const plain = (text: string) =>
  text
    .split(/[·|()（）]/)
    .filter((part) => !relative.test(part))
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** A row by what it says and its ids; which one of equal rows it is. */
function rowOf(row: Element, rows: ReadonlySet<Element>): string {
  const said = (one: Element) =>
    [plain(bareText(one, 300)), ...rowIds.map((name) => one.getAttribute(name))].join();
  const own = said(row);
  const equals = [...rows].filter((one) => said(one) === own);
  return `${checksum(own)} ${equals.indexOf(row)}`;
}

/** The print of what a page shows now. */
export function printOf(page: Document, area: Area, head: Head): Print {
  const pieces: string[] = [];
  meetVisible(area.root, (element) => {
    if (area.rows.has(element) || element.matches(area.aside)) return "past";
    if (element.localName === "iframe") pieces.push(frameOf(element as HTMLIFrameElement));
    // A person may be a link.
    if (
      element.matches(restless) &&
      !/@/.test(
        `${element.textContent} ${element.getAttribute("href")} ${element.getAttribute("title")}`,
      )
    )
      return "past";
    const text = plain(ownText(element));
    const behind = ["title", "href", "datetime"]
      .map((name) => element.getAttribute(name) ?? "")
      .filter((one) => !relative.test(one))
      .join();
    if (text !== "" || behind.length > 2) pieces.push(checksum(`${text} ${behind}`));
    return "into";
  });
  const selected = selectedRows(page, area.rows).map((row) => rowOf(row, area.rows));
  const at = [
    page.location.href,
    numberOf(area.root),
    head.heading,
    head.subject,
    head.occurredAt,
    ...selected,
  ];
  return { at: JSON.stringify(at), shown: `${pieces.join(" ")} ` };
}

/** Returns true where a page that showed `before` can still show the same message now. */
export function continues(before: Print, now: Print): boolean {
  return before.at === now.at && now.shown.startsWith(before.shown);
}
