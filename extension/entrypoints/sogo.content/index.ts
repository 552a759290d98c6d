/** SOGo's content script, on whatever host. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { isSogo } from "../../mail/sogo-page.ts";
import { sogoOf } from "../../mail/sogo.ts";
import { byDescription } from "../mail.content/by-description.ts";
import { lifetime } from "../mail.content/lifetime.ts";
import { run } from "../mail.content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () =>
    run(lifetime(), (document) => (isSogo(document) ? byDescription(sogoOf, "sogo") : null)),
});
