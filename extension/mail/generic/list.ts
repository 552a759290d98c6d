/**
 * The lists of messages in an unknown page, and which of their rows is selected. A list is told by
 * its role, or by neighbours that are alike and each say when; the lines of a head are alike too,
 * but begin with a label.
 */
import { labelled, labelOf } from "./words.ts";
import { bareText, isHidden, shownChildren } from "./visible.ts";

/** A row is a line or three: a message is longer, or stands in a frame. */
const longestRow = 600;
const shortestRow = 8;
const mostElements = 4000;
const mostRows = 60;

const holdsBody =
  "iframe, frame, [role=document], [contenteditable]:not([contenteditable=false]), textarea";
const rowRoles = "[role=row], [role=option], [role=treeitem]";
const listRoles = "[role=grid], [role=listbox], [role=treegrid], [role=tree], [role=table]";
const listName =
  /(?:^|[\s_-])(?:(?:messages?|msgs?|mails?|threads?|conversations?|envelopes?)[_-]?(?:list|rows?|items?|index|table)|mailbox[_-]?(?:list|table))(?![a-z])/i;
/** A time of day, a date, a day of the week or a month, or how long ago. */
const when =
  /\d{1,2}[:.]\d\d(?!\d)|\d{1,4}[-/.年]\s?\d{1,2}|\d月\s?\d|\b(?:mon|tue|wed|thu|fri|sat|sun|yesterday|today|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bago\b|昨天|今天|前$|周[一二三四五六日]|星期/i;
const hasAddress = /[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/;

const nameOf = (element: Element) => `${element.id} ${element.getAttribute("class") ?? ""}`;

/**
 * Returns true where an element says who or what of a message, and when: no line of a head does
 * without a label.
 */
function isRowLike(element: Element): boolean {
  if (element.querySelector(holdsBody) !== null) return false;
  const text = bareText(element, longestRow);
  if (text.length < shortestRow || text.length > longestRow || labelled(text) !== null)
    return false;
  const first = bareText(shownChildren(element)[0] ?? element, 60);
  if (labelOf(first) !== null) return false;
  return when.test(text) || element.querySelector("time, [datetime]") !== null;
}

/**
 * The same for a row that shows no time: an address, in the text or behind it, and something beside
 * that.
 */
function isAddressed(element: Element): boolean {
  const text = bareText(element, longestRow);
  const behind = element.querySelector("[title*='@'], [href^='mailto:'], [data-email], [email]");
  const rest = text
    .replace(hasAddress, "")
    .replace(behind?.textContent?.trim() ?? "", "")
    .replaceAll(/[<>(),;]/g, "")
    .trim();
  return (
    (behind !== null || hasAddress.test(text)) &&
    rest.length >= shortestRow &&
    labelled(text) === null
  );
}

/**
 * A single row, which has no neighbours to be like: told by its role, its table's columns, or what
 * its list is called.
 */
function isLoneRow(row: Element, list: Element): boolean {
  if (
    row.matches(rowRoles) ||
    list.matches(listRoles) ||
    listName.test(nameOf(list)) ||
    row.querySelector("input[type=checkbox]") !== null
  )
    return true;
  return (
    row.localName === "tr" &&
    row.children.length > 2 &&
    row.closest("table")?.querySelector("th") != null
  );
}

/**
 * Returns true where neighbours are built alike, as a list's rows are: a head and the text below it
 * are not.
 */
function areAlike(rows: readonly Element[]): boolean {
  const often = rows.length * 0.6;
  const [one] = rows;
  if (one === undefined) return false;
  if (rows.length > 2 && one.matches("tr, li, [role]")) return true;
  if (
    rows.length > 2 &&
    [...one.classList].some(
      (name) => rows.filter((row) => row.classList.contains(name)).length === rows.length,
    )
  )
    return true;
  const builds = rows.map(
    (row) => `${row.className} ${[...row.children].map((child) => child.localName).join(" ")}`,
  );
  return (
    one.childElementCount > 1 &&
    builds.filter((build) => build === builds[0]).length >= Math.max(2, often)
  );
}

/** The rows among the children of one element; empty where it is not a list. */
function rowsAmong(list: Element): Element[] {
  const groups = new Map<string, Element[]>();
  for (const child of shownChildren(list).slice(0, mostRows)) {
    const likeness = `${child.localName} ${child.getAttribute("role") ?? ""}`;
    groups.set(likeness, [...(groups.get(likeness) ?? []), child]);
  }
  for (const group of groups.values()) {
    const shown = group.filter((one) => bareText(one, 1) !== "" && !isHidden(one));
    const rows = shown.filter(isRowLike);
    const isMost = rows.length >= Math.max(2, shown.length * 0.6) && areAlike(rows);
    const isList =
      isMost ||
      (rows.length === 1 && rows[0] !== undefined && isLoneRow(rows[0], list)) ||
      (shown.length > 2 && shown.filter(isAddressed).length >= shown.length * 0.8);
    // Several messages of a conversation are alike, too: one that is open is long, or holds its
    // body.
    if (isList && !shown.some(isOpenMessage)) return group;
  }
  return [];
}

function isOpenMessage(element: Element): boolean {
  return (
    element.querySelector(holdsBody) !== null || bareText(element, longestRow).length > longestRow
  );
}

/** The rows of all lists below an element, each with all that is in it. */
export function listRowsIn(root: Element): Set<Element> {
  const rows = new Set<Element>();
  let left = mostElements;
  const walk = (parent: Element) => {
    for (const row of parent.childElementCount > 0 || parent.shadowRoot !== null
      ? rowsAmong(parent)
      : [])
      rows.add(row);
    for (const child of shownChildren(parent))
      if (left-- > 0 && !rows.has(child) && !isHidden(child)) walk(child);
  };
  walk(root);
  return rows;
}

const marked =
  "[aria-selected=true], [aria-current]:not([aria-current=false], [aria-current=page])";
/** Elements that can be a row; an entry among folders or tabs cannot. */
const rowLike = "tr, li, article, [role=row], [role=option], [role=listitem], [role=gridcell]";
const selectedName = /(?:^|[\s_-])(?:is-?)?(?:select(?:ed)?|active|current|opened)(?![a-z])/i;

/**
 * The rows that a list shows as selected: by what they say of themselves, or by a class of theirs
 * that says it.
 */
export function selectedRows(page: Document, rows: ReadonlySet<Element>): Element[] {
  const byState = [...page.querySelectorAll(marked)].filter(
    (one) =>
      rows.has(one) ||
      (one.matches(rowLike) && one.closest("nav, [role=navigation], [role=tree]") === null),
  );
  const byClass = [...rows].filter((row) => selectedName.test(row.getAttribute("class") ?? ""));
  return [...new Set([...byState, ...byClass])];
}
