/** Calls of Thunderbird's scripts and pages beside those of every program: what their tab shows. */
import type { OpenCompose, OpenMessage } from "../../mail/adapter.ts";
import type { MoreOfMessage } from "../../mail/thunderbird/thunderbird.ts";

export type Answers = {
  /**
   * The one message that is shown; `whole` when its headers are read already. Null where none is
   * shown, or several are.
   */
  message: { message: OpenMessage; whole: boolean } | null;
  headers: MoreOfMessage | null;
  /** The recipients of what is being written. */
  compose: OpenCompose | null;
};
/** `tab` is told by our own pages alone; a script in a message pane means the tab it is in. */
export type Asked = { displayed: keyof Answers; tab: number | null };

/** Asks what a tab shows; null where it shows no such thing. */
export async function askDisplayed<Name extends keyof Answers>(
  displayed: Name,
  tab: number | null = null,
): Promise<Answers[Name] | null> {
  const asked: Asked = { displayed, tab };
  return ((await chrome.runtime.sendMessage(asked)) as Answers[Name] | undefined) ?? null;
}
