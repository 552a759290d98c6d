/** Roundcube's content script, on whatever host. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { roundcube } from "../../mail/roundcube.ts";
import { run } from "../mail.content/run.ts";

export default defineContentScript({
  exclude: ["thunderbird"],
  registration: "runtime",
  noScriptStartedPostMessage: true,
  main: (ctx) => run(ctx, (document) => (roundcube.matches(document) ? roundcube : null)),
});
