/** Gmail's content script: a page loads the adapter of its own site alone. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { gmailOf } from "../../mail/gmail.ts";
import { byDescription } from "../mail.content/by-description.ts";
import { lifetime } from "../mail.content/lifetime.ts";
import { run } from "../mail.content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () => run(lifetime(), () => byDescription(gmailOf)),
});
