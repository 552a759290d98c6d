/** The content script of the webmails that are known as data. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { described } from "../../mail/described.ts";
import { either, served } from "../../mail/either.ts";
import { ask } from "../../sync/messages.ts";
import { run } from "../mail.content/run.ts";

export default defineContentScript({
  exclude: ["thunderbird"],
  registration: "runtime",
  noScriptStartedPostMessage: true,
  main: (ctx) => run(ctx, async () => {
    // The background keeps all of them: a page loads that of its own site alone.
    const known = await ask("webmail", { host: location.hostname }).catch(() => null);
    if (known === null) return null;
    const newer = known.from === "served" ? served(described(known.site)) : described(known.site);
    return known.instead === null ? newer : either(newer, described(known.instead));
  }),
});
