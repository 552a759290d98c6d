/** The script of Thunderbird's message pane: in a mail tab, a message's own tab or window. A document shows one message. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { thunderbird } from "../../mail/thunderbird.ts";
import { run } from "../mail.content/run.ts";
import { askDisplayed } from "./displayed.ts";

export default defineContentScript({
  include: ["thunderbird"],
  registration: "runtime",
  noScriptStartedPostMessage: true,
  main: (ctx) => run(ctx, async () => {
    const shown = await askDisplayed("message");
    return shown === null ? null : thunderbird(shown.message, shown.whole ? null : () => askDisplayed("headers"));
  }),
});
