/**
 * Reads who wrote the other messages of a conversation that stand open beside the one that is read.
 */
import type { Participant } from "../adapter.ts";

/** Writers further away than this say little of who the conversation is with. */
const most = 20;

/**
 * Each writer once, the nearest first, with how many messages lie between; not the writer of the
 * open message.
 * @param messages in the order of the page, the open one among them
 */
export function earlierWriters(
  messages: readonly HTMLElement[],
  open: HTMLElement,
  senderOf: (message: HTMLElement) => Participant | null,
): Participant[] {
  const at = messages.indexOf(open);
  const own = senderOf(open)?.address;
  const others = messages
    .flatMap((message, index) => {
      const sender = message === open ? null : senderOf(message);
      return sender === null || sender.address === own
        ? []
        : [{ ...sender, earlier: Math.abs(index - at) }];
    })
    .filter(({ earlier }) => earlier <= most)
    .toSorted((a, b) => a.earlier - b.earlier);
  return others.filter(
    ({ address }, index) => others.findIndex((one) => one.address === address) === index,
  );
}
