/**
 * A message's header fields in Thunderbird, as far as its index does not have them. For the
 * background alone: it carries a parser.
 */
import { mailboxes } from "../../../shared/people/mailboxes.ts";
import { readHeaderDate } from "../reading/header-date.ts";
import type { HeaderFields } from "./messenger.ts";
import { line } from "../reading/text.ts";
import { realMessageId } from "./message.ts";
import type { MoreOfMessage } from "./thunderbird.ts";

/** The facts in header fields that Thunderbird has decoded. */
export function moreOf(fields: HeaderFields): MoreOfMessage {
  const one = (name: string) => fields[name]?.[0] ?? "";
  return {
    messageId: realMessageId(one("message-id")),
    occurredAt: readHeaderDate(one("date")),
    subject: line(one("subject")),
    list:
      ["list-id", "list-post", "mailing-list", "x-mailing-list", "x-beenthere"].some((name) =>
        Object.hasOwn(fields, name),
      ) || /^\s*(?:list|bulk)\s*$/i.test(one("precedence")),
    replyTo: mailboxes((fields["reply-to"] ?? []).join(", ")).map((person) => ({
      role: "reply-to",
      ...person,
    })),
  };
}
