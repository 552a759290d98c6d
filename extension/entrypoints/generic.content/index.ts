/** The content script of a webmail that nobody has described, where the person asked for it to be read as far as it can be. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { generic } from "../../mail/generic.ts";
import type { Notice } from "../../sync/messages.ts";
import { sayUnknown } from "../mail.content/page.ts";
import { run } from "../mail.content/run.ts";

export default defineContentScript({
  registration: "runtime",
  noScriptStartedPostMessage: true,
  main(ctx) {
    chrome.runtime.onMessage.addListener((message: Notice) => {
      if (message.notice !== "stop" || ctx.isInvalid) return;
      ctx.abort("the person switched it off");
      sayUnknown();
    });
    return run(ctx, () => generic);
  },
});
