/** Gmail's content script: a page loads the adapter of its own site alone. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { gmailOf } from "../../mail/gmail/gmail.ts";
import { byDescription } from "../../content/by-description.ts";
import { lifetime } from "../../content/lifetime.ts";
import { run } from "../../content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () => run(lifetime(), () => byDescription(gmailOf)),
});
