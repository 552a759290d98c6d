/**
 * The content script where the host does not tell which webmail it is: recognises the page, and has
 * the background start the script of that webmail. A page that is none carries nothing more than
 * this.
 */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { recognise } from "../../mail/recognise.ts";
import { ask } from "../../sync/messages.ts";
import { parsed, sayUnknown } from "../../content/page.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  async main() {
    await parsed(document);
    const started = await ask("recognised", {
      host: location.hostname,
      webmail: recognise(document),
    }).catch(() => false);
    if (!started) sayUnknown();
  },
});
