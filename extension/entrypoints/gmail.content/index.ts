/** Gmail's content script: a page loads the adapter of its own site alone. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { gmailOf } from "../../mail/gmail.ts";
import { byDescription } from "../mail.content/by-description.ts";
import { run } from "../mail.content/run.ts";

export default defineContentScript({
  exclude: ["thunderbird"],
  registration: "runtime",
  // The page need not hear that we are here.
  noScriptStartedPostMessage: true,
  main: (ctx) => run(ctx, () => byDescription(gmailOf)),
});
