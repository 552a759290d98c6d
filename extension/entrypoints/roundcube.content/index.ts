/** Roundcube's content script, on whatever host. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { roundcube } from "../../mail/roundcube.ts";
import { lifetime } from "../mail.content/lifetime.ts";
import { run } from "../mail.content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () => run(lifetime(), (document) => (roundcube.matches(document) ? roundcube : null)),
});
