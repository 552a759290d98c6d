/**
 * Reads the recipients of what is being written in Thunderbird. For the background alone: it
 * carries a parser.
 */
import type { OpenCompose } from "../adapter.ts";
import type { ComposeDetails, MailAccount, Recipients } from "./messenger.ts";
import { line } from "../reading/text.ts";
import { ownAddresses, people } from "./message.ts";

/** The mailboxes of a field; entries of an address book are known by number alone and left out. */
function written(field: Recipients | undefined): string {
  return [field ?? []]
    .flat()
    .filter((one) => typeof one === "string")
    .join(", ");
}

/** The recipients as they stand now, the person's own addresses left out. */
export function openCompose(
  { from, to, cc, bcc, subject }: ComposeDetails,
  accounts: readonly MailAccount[],
): OpenCompose {
  const own = new Set(ownAddresses(accounts));
  const recipients = [
    ...people("to", written(to)),
    ...people("cc", written(cc)),
    ...people("cc", written(bcc)),
  ];
  return {
    kind: "compose",
    account: people("from", written(from))[0]?.address ?? null,
    participants: recipients.filter((one) => !own.has(one.address)),
    subject: line(subject),
  };
}
