/**
 * Tells the open message of an unknown page from others: by an id that the page's address or its
 * reading area shows, with what is seen of the message. A number alone is most often an IMAP UID,
 * which counts in its folder only.
 */
import { seen } from "../reading/digest.ts";
import type { Area } from "./area.ts";
import type { Head } from "./head.ts";
import { line } from "../reading/text.ts";

const idAttributes = [
  "data-message-id",
  "data-msgid",
  "data-msg-id",
  "data-mid",
  "data-uid",
  "data-mail-id",
  "data-id",
];
const folderAttributes = ["data-folder", "data-folder-id", "data-mailbox", "data-mbox"];
/** Names of a message's id in an address; a conversation's is the same for all its messages. */
const idNames = /^_?(?:m(?:sg|ail|essage)?_?-?(?:id|uid)|m(?:sg|essage)|u?id)$/i;
const folderNames =
  /^_?(?:mbox|mailbox|folder(?:_?-?(?:id|name))?|fid|label|box|path|dir|list_?path)$/i;
const idSegment = /(?:^|\/)(m(?:sg|essage)s?|mail_?-?id|u?id|mid)\/([^/?&#]*\d[^/?&#]*)/gi;
const folderSegment =
  /(?:^|\/)(?:(?:folder|mailbox|mbox|label|box)s?\/([^/?&#]+)|(inbox|sent|drafts?|archive|trash|junk|spam)(?=$|[/?&#]))/i;

/** An id as the page has it, and the folder that it counts in; null where none is told. */
type Id = { text: string; folder: string | null };

/** A number that may be one of a folder's own. */
const isUid = (value: string) => /^\d{1,10}$/.test(value);

/**
 * Returns what the page's address calls a message's id, among its parameters or in its path: other
 * numbers are accounts, folders, sessions.
 */
function idInAddress({ pathname, search, hash }: Location): Id | null {
  const fragment = hash.slice(1);
  const parameters = [search, fragment.slice(fragment.indexOf("?") + 1)].flatMap((text) => [
    ...new URLSearchParams(text),
  ]);
  const named = parameters.filter(([name, value]) => idNames.test(name) && /\d/.test(value));
  const parts = [pathname, fragment].flatMap((text) =>
    Array.from(text.matchAll(idSegment), ([, name = "", value = ""]): [string, string] => [
      name,
      value,
    ]),
  );
  const ids = [...named, ...parts];
  const text = line(ids.map((pair) => pair.join("=")).join(" "), 450);
  if (text === null) return null;
  const inPath = [pathname, fragment]
    .map((one) => folderSegment.exec(one))
    .find((one) => one !== null);
  const folder =
    parameters.find(([name, value]) => folderNames.test(name) && value !== "")?.[1] ??
    inPath?.[1] ??
    inPath?.[2] ??
    null;
  return { text, folder: ids.every(([, value]) => isUid(value)) ? folder : "" };
}

/**
 * The id on what holds the whole head, within the reading area: deeper down a message could write
 * its own.
 */
function idInArea({ root }: Area, { title, places }: Head): Id | null {
  const first = places[0]?.element ?? root;
  let at: Element | null = title ?? root;
  while (at !== null && at !== root && !at.contains(first)) at = at.parentElement;
  let id: string | null = null;
  let folder: string | null = null;
  for (; at !== null; at = at === root ? null : at.parentElement) {
    const value = (names: readonly string[]) =>
      names.map((name) => line(at?.getAttribute(name), 400)).find((one) => one != null) ?? null;
    const found = value(idAttributes);
    if (id === null && found !== null && /\d/.test(found)) id = found;
    folder ??= value(folderAttributes);
  }
  return id === null ? null : { text: id, folder: isUid(id) ? folder : "" };
}

/**
 * The text that is this message's alone; null where neither an id nor a date tells it from another.
 */
export function idOf(page: Document, area: Area, head: Head, sender: string): string | null {
  const address = idInAddress(page.location);
  const own = idInArea(area, head);
  const id = own !== null && (own.folder !== null || address === null) ? own : (address ?? own);
  const folder = id?.folder ?? address?.folder ?? null;
  const known =
    head.occurredAt === null
      ? null
      : seen(sender, head.occurredAt, head.subject ?? head.heading ?? "");
  const text =
    id === null ? null : [folder, id.text].filter((one) => one !== null && one !== "").join("/");
  // Beside what is seen, a number without its folder still tells two messages of one minute apart.
  return (
    [folder === null && known === null ? null : text, known]
      .filter((one) => one !== null)
      .join(" ") || null
  );
}
