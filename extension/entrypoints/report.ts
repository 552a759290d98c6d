/**
 * Started by the popup in a tab, for a report: answers the page's structure, without its content.
 */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { recognise } from "../mail/recognise.ts";
import { skeletonOf } from "../mail/reading/skeleton.ts";
import { ask } from "../sync/messages.ts";

export default defineUnlistedScript(async () => {
  const known = await ask("webmail", {
    host: location.hostname,
    webmail: recognise(document),
  }).catch(() => null);
  const all = [known?.site, known?.instead].filter((site) => site != null);
  return skeletonOf(document, {
    thread: all.flatMap((site) => site.thread.at.map((way) => way.at)),
    bodies: all.flatMap((site) => site.bodies),
  });
});
