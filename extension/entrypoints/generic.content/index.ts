/**
 * The content script of a webmail that nobody has described, where the person asked for it to be
 * read as far as it can be.
 */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { generic } from "../../mail/generic/generic.ts";
import type { Notice } from "../../sync/messages.ts";
import { lifetime } from "../../content/lifetime.ts";
import { sayUnknown } from "../../content/page.ts";
import { run } from "../../content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main() {
    const life = lifetime();
    chrome.runtime.onMessage.addListener((message: Notice) => {
      if (message.notice !== "stop" || life.signal.aborted) return;
      life.abort("the person switched it off");
      sayUnknown();
    });
    return run(life, () => generic);
  },
});
