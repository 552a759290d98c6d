/**
 * SOGo's one page: what its address says is open, where its parts stand, and what its own scripts
 * say of the mailbox. Facts of SOGo 5.8.
 */
import { normalise } from "../../../shared/people/address.ts";
import { safely } from "../reading/signals.ts";

/**
 * One message by SOGo's own names: account by number, mailbox by path, message by its uid in it.
 */
export type Spot = { account: string; mailbox: string; uid: string | null };

/**
 * Returns whether a page is SOGo's mail: the list, or a window of one message or draft. Its
 * calendar and contacts are other pages.
 */
export function isSogo(page: Document): boolean {
  return page.body?.getAttribute("ng-app") === "SOGo.MailerUI";
}

/** Mailboxes are escaped in the address, and once more by the router. */
function unescaped(text: string): string {
  const once = safely(() => decodeURIComponent(text), text);
  return safely(() => decodeURIComponent(once), once);
}

/**
 * Returns which mailbox and message the page's address names; null where none, as in a new draft.
 * Results of a search over several mailboxes are none.
 */
export function spotOf({ hash }: Pick<Location, "hash">): Spot | null {
  const match =
    /^#!?\/Mail\/(\d{1,6})\/(?:virtual\/)?([^/?#]+)(?:\/(\d{1,10}))?(?:\/(?:edit|compose|reply|replyall|forward))?$/.exec(
      hash,
    );
  const [, account, mailbox, uid = null] = match ?? [];
  return account === undefined || mailbox === undefined || (mailbox === "new" && uid === null)
    ? null
    : { account, mailbox: unescaped(mailbox), uid };
}

/** SOGo's spelling of a mailbox's name in a path. */
const escapes: Record<string, string> = {
  _: "_U_",
  ".": "_D_",
  "#": "_H_",
  "@": "_A_",
  "*": "_S_",
  ":": "_C_",
  ",": "_CO_",
  " ": "_SP_",
  "'": "_SQ_",
  "&": "_AM_",
  "+": "_P_",
};
function folderName(part: string): string {
  const plain = part
    .replaceAll(/[_.#@*:, '&+]/g, (character) => escapes[character] ?? "")
    .replaceAll(/[^ -~]/g, "");
  return `folder${/^\d/.test(plain) ? "_" : ""}${plain}`;
}

/**
 * The address of a mailbox, or of a message in it; of the page's own origin. Null on a page without
 * the path SOGo's mail has.
 */
export function pathOf(
  { pathname, origin }: Pick<Location, "pathname" | "origin">,
  { account, mailbox, uid }: Spot,
): URL | null {
  const base = /^.*\/so\/[^/]+\/Mail\//.exec(pathname)?.[0];
  if (base === undefined) return null;
  const parts = [account, ...mailbox.split("/").map(folderName), ...(uid === null ? [] : [uid])];
  return new URL(base + parts.map(encodeURIComponent).join("/"), origin);
}

/** By account its addresses, the default one first, and its people's names. */
type Own = { address: string | null; accounts: { addresses: string[]; names: string[] }[] };
const known = new WeakMap<Document, Own>();

/** Returns who is signed in, as every path of SOGo's names them. */
export function loginOf({ pathname }: Pick<Location, "pathname">): string | null {
  const name = /\/so\/([^/]+)\/Mail\//.exec(pathname)?.[1];
  return name === undefined ? null : safely(() => decodeURIComponent(name), null);
}

type Identity = { email?: unknown; fullName?: unknown; isDefault?: unknown };
const textsOf = (all: unknown[]) => all.filter((one) => typeof one === "string");

/** The accounts, from the list the page begins with. */
function accountsIn(script: string): Own["accounts"] {
  const json = /^\s*var mailAccounts = (\[.*\]);\s*$/m.exec(script)?.[1];
  const accounts: unknown = json === undefined ? [] : safely(() => JSON.parse(json) as unknown, []);
  if (!Array.isArray(accounts)) return [];
  return accounts.map((account: { identities?: Identity[] } | null) => {
    const identities = (account?.identities ?? []).toSorted(
      (one, other) => Number(other.isDefault ?? 0) - Number(one.isDefault ?? 0),
    );
    return {
      addresses: textsOf(identities.map(({ email }) => email)).flatMap(
        (email) => normalise(email)?.address ?? [],
      ),
      names: textsOf(identities.map(({ fullName }) => fullName)),
    };
  });
}

/**
 * Returns whose mailbox it is, as the page's own scripts set it up; read once a document. Windows
 * of one message do not say it.
 */
export function ownOf(page: Document): Own {
  const before = known.get(page);
  if (before !== undefined) return before;
  const own: Own = {
    address: normalise(loginOf(page.location) ?? "")?.address ?? null,
    accounts: [],
  };
  for (const { textContent: script } of page.querySelectorAll(
    "script:not([src], [type='text/ng-template'])",
  )) {
    const said = /^\s*var UserEmail = '([^'\\]{1,320})';/m.exec(script ?? "")?.[1];
    if (said !== undefined) own.address = normalise(said)?.address ?? own.address;
    if (own.accounts.length === 0) own.accounts = safely(() => accountsIn(script ?? ""), []);
  }
  known.set(page, own);
  return own;
}

/** The account whose mailbox is open. */
export const accountOf = (page: Document) =>
  ownOf(page).accounts[Number(spotOf(page.location)?.account ?? 0)];
