/** SOGo's content script, on whatever host. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { isSogo } from "../../mail/sogo/page.ts";
import { sogoOf } from "../../mail/sogo/sogo.ts";
import { byDescription } from "../../content/by-description.ts";
import { lifetime } from "../../content/lifetime.ts";
import { run } from "../../content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () =>
    run(lifetime(), (document) => (isSogo(document) ? byDescription(sogoOf, "sogo") : null)),
});
