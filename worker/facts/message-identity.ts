/** Which message a log is of, as blind indexes. */
import type { MessageIdentity } from "../../shared/contract/requests.ts";
import { normalise } from "../../shared/people/address.ts";
import type { Sealer } from "../security/seal.ts";
import type { MessageIndexes } from "../store/claims.ts";

const accountOf = ({ account }: MessageIdentity) =>
  account === null ? null : (normalise(account)?.address ?? account.toLowerCase());

/**
 * The blind indexes of a message: by its Message-ID (without angle brackets and white space, as RFC
 * 5322 compares it: case counts), by its place in a webmail, for sites that do not show the
 * Message-ID, and of a mail of ours by what its draft showed, for a log made when it was sent.
 */
export async function messageIndexes(
  sealer: Sealer,
  message: MessageIdentity | null,
): Promise<MessageIndexes> {
  if (message === null) return { byId: null, byPlace: null, bySent: [] };
  const messageId = message.messageId?.replace(/\s/g, "").replace(/^<(.*)>$/, "$1") ?? "";
  const account = accountOf(message);
  const place =
    message.message === null
      ? null
      : JSON.stringify([message.webmail, account, message.thread, message.message]);
  const [byId, byPlace, bySent] = await Promise.all([
    messageId === "" ? null : sealer.index("message", `id ${messageId}`),
    place === null ? null : sealer.index("message", `place ${place}`),
    Promise.all((message.sent ?? []).map((one) => sealer.index("message", `sent ${one}`))),
  ]);
  return { byId, byPlace, bySent };
}

/** The blind index of a message's conversation in its webmail; null where it has none. */
export async function threadIndex(
  sealer: Sealer,
  message: MessageIdentity | null,
): Promise<string | null> {
  if (message === null || message.thread === null) return null;
  const { webmail, thread } = message;
  return sealer.index("thread", JSON.stringify([webmail, accountOf(message), thread]));
}
