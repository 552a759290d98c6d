/** The content script of every webmail but those with one of their own: Roundcube on any host, and what is known as data. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { described } from "../../mail/described.ts";
import { roundcube } from "../../mail/roundcube.ts";
import { safely } from "../../mail/signals.ts";
import { ask } from "../../sync/messages.ts";
import { run } from "./run.ts";

/** The adapter of a webmail known as data. The background keeps all of them: a page loads that of its own site alone. */
async function siteHere() {
  const site = await ask("webmail", { host: location.hostname }).catch(() => null);
  return site === null ? null : described(site);
}

export default defineContentScript({
  registration: "runtime",
  // The page need not hear that we are here.
  noScriptStartedPostMessage: true,
  main: (ctx) => run(ctx, (document) => (safely(() => roundcube.matches(document), false) ? roundcube : siteHere())),
});
