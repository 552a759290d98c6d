/** The content script of the webmails that are known as data. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { described } from "../../mail/described.ts";
import { byDescription } from "../mail.content/by-description.ts";
import { run } from "../mail.content/run.ts";

export default defineContentScript({
  exclude: ["thunderbird"],
  registration: "runtime",
  noScriptStartedPostMessage: true,
  main: (ctx) => run(ctx, () => byDescription(described)),
});
