/**
 * The script that puts text into the open draft. The background starts it when the person presses
 * the button for it; it hears one content and is done.
 */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { openDraft } from "../../content/drafting/open-draft.ts";
import { putIntoEditor } from "../../content/drafting/put-into-editor.ts";
import type { DraftContent, DraftEnd } from "../../protocol/draft.ts";
import type { Notice } from "../../sync/messages.ts";

async function put(content: DraftContent): Promise<DraftEnd> {
  const editor = await openDraft();
  return editor === null ? { inserted: false, reason: "no_draft" } : putIntoEditor(editor, content);
}

export default defineUnlistedScript(() => {
  const hear = (
    message: Notice,
    { id }: chrome.runtime.MessageSender,
    reply: (end: DraftEnd) => void,
  ) => {
    if (message.notice !== "draft" || id !== chrome.runtime.id) return false;
    chrome.runtime.onMessage.removeListener(hear);
    put(message.content).then(reply, () => reply({ inserted: false, reason: "refused" }));
    return true;
  };
  chrome.runtime.onMessage.addListener(hear);
});
