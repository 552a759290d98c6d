/**
 * People whom Roundcube's page shows by halves: folded ones, and a sender without the name that was
 * sent.
 */
import { normalise } from "../../../shared/people/address.ts";
import type { Participant } from "../adapter.ts";
import { addressList } from "../reading/text.ts";

/**
 * The people behind "and N more", beside one who is shown. They stand only in that link's command,
 * which no description may read; their quotes are escaped there, those of names twice.
 */
export function hiddenBeside(
  shown: Element,
  role: Participant["role"],
  known: readonly Participant[],
): Participant[] {
  const command = shown.closest("td")?.querySelector("a.morelink")?.getAttribute("onclick") ?? "";
  const seen = new Set(known.map((one) => one.address));
  return Array.from(
    command.slice(0, 200_000).matchAll(/href=\\?"mailto:([^"'\\<>\s]{3,320})\\?"/g),
    (match) => normalise(match[1] ?? "")?.address,
  ).flatMap((address) =>
    address === undefined || seen.has(address) || !seen.add(address)
      ? []
      : [{ role, name: null, address }],
  );
}

/**
 * The sender's name as it was sent. Roundcube shows none where a name holds an address, which is
 * the very one to warn of.
 * @param written the page's own record of the sender
 */
export function withSentName(participants: Participant[], written: string | null): Participant[] {
  const sender = written === null ? undefined : addressList(written)[0];
  return participants.map((one) =>
    one.role === "from" && one.name === null && one.address === sender?.address
      ? { ...one, name: sender.name }
      : one,
  );
}
