/** Which message a log is of, as blind indexes. */
import type { MessageIdentity } from "../../shared/contract/requests.ts";
import { normalise } from "../../shared/people/address.ts";
import type { Sealer } from "../security/seal.ts";
import type { MessageIndexes } from "../store/claims.ts";

/**
 * The blind indexes of a message: by its Message-ID (without angle brackets and white space, as RFC
 * 5322 compares it: case counts), and by its place in a webmail, for sites that do not show the
 * Message-ID.
 */
export async function messageIndexes(
  sealer: Sealer,
  message: MessageIdentity | null,
): Promise<MessageIndexes> {
  if (message === null) return { byId: null, byPlace: null };
  const messageId = message.messageId?.replace(/\s/g, "").replace(/^<(.*)>$/, "$1") ?? "";
  const account =
    message.account === null
      ? null
      : (normalise(message.account)?.address ?? message.account.toLowerCase());
  const place =
    message.message === null
      ? null
      : JSON.stringify([message.webmail, account, message.thread, message.message]);
  const [byId, byPlace] = await Promise.all([
    messageId === "" ? null : sealer.index("message", `id ${messageId}`),
    place === null ? null : sealer.index("message", `place ${place}`),
  ]);
  return { byId, byPlace };
}
