/** Who is in a message that Roundcube shows, and who is typed into its composer. */
import { normalise } from "../../shared/people/address.ts";
import type { Participant } from "./adapter.ts";
import { addressList, displayName } from "./text.ts";

const rows: [selector: string, role: Participant["role"]][] = [
  ["td.header.from", "from"], ["td.header.replyto", "reply-to"], ["td.header.mail-reply-to", "reply-to"], ["td.header.to", "to"], ["td.header.cc", "cc"],
];

/** The address behind a name: its tooltip, else its link. */
export function linkedAddress(person: Element): string | null {
  const mailto = person.getAttribute("href")?.replace(/^mailto:/i, "");
  return normalise(person.getAttribute("title") ?? "")?.address ?? normalise(mailto ?? "")?.address ?? null;
}

/** A name as shown; where Roundcube is set to show the address behind it, without that. */
function shownName(person: Element, address: string): string | null {
  const text = (person.textContent ?? "").trim();
  const ending = /\s*<([^<>]*)>$/.exec(text);
  return displayName(ending !== null && normalise(ending[1] ?? "")?.address === address ? text.slice(0, ending.index) : text, address);
}

/** The people behind "and N more", who stand only in that link's command; their quotes are escaped there, those of names twice. */
function hidden(cell: Element): string[] {
  const command = cell.querySelector("a.morelink")?.getAttribute("onclick") ?? "";
  return Array.from(command.slice(0, 200_000).matchAll(/href=\\?"mailto:([^"'\\<>\s]{3,320})\\?"/g), (match) => match[1] ?? "");
}

/** The participants by the header table; the page leaves Reply-To out where it is the sender. */
export function participantsOf(header: Element): Participant[] {
  return rows.flatMap(([selector, role]) => {
    const cell = header.querySelector(selector);
    if (cell === null) return [];
    const shown = [...cell.querySelectorAll(".rcmContactAddress")].flatMap((person) => {
      const address = linkedAddress(person);
      return address === null ? [] : [{ role, name: shownName(person, address), address }];
    });
    const seen = new Set(shown.map((one) => one.address));
    const more = hidden(cell).flatMap((written) => {
      const address = normalise(written)?.address;
      return address === undefined || seen.has(address) || !seen.add(address) ? [] : [{ role, name: null, address }];
    });
    return [...shown, ...more];
  });
}

/**
 * The sender's name as it was sent. Roundcube shows none where a name holds an address, which is the very one to warn of.
 * @param written the page's own record of the sender
 */
export function withSentName(participants: Participant[], written: string | null): Participant[] {
  const sender = written === null ? undefined : addressList(written)[0];
  return participants.map((one) => one.role === "from" && one.name === null && one.address === sender?.address ? { ...one, name: sender.name } : one);
}

/** Those typed into a field of the composer: its chips, and without chips (other skins) the field's text. */
function typed(page: Document, field: string): { name: string | null; address: string }[] {
  const chips = page.querySelectorAll(`#compose_${field} li.recipient`);
  if (chips.length > 0) return [...chips].flatMap((chip) => addressList((chip.textContent ?? "").replace(/[,\s]+$/, "")));
  return addressList(page.querySelector<HTMLTextAreaElement>(`textarea#_${field}, input#_${field}`)?.value ?? "");
}

/** The composer's recipients; blind copies count as copies. */
export function recipientsOf(page: Document): Participant[] {
  return [
    ...typed(page, "to").map((one) => ({ role: "to" as const, ...one })),
    ...[...typed(page, "cc"), ...typed(page, "bcc")].map((one) => ({ role: "cc" as const, ...one })),
  ];
}
