/** SOGo's content script, on whatever host. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { sogo } from "../../mail/sogo.ts";
import { run } from "../mail.content/run.ts";

export default defineContentScript({
  registration: "runtime",
  noScriptStartedPostMessage: true,
  main: (ctx) => run(ctx, (document) => (sogo.matches(document) ? sogo : null)),
});
