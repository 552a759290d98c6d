/** SOGo's content script, on whatever host. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { sogo } from "../../mail/sogo.ts";
import { lifetime } from "../mail.content/lifetime.ts";
import { run } from "../mail.content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () => run(lifetime(), (document) => (sogo.matches(document) ? sogo : null)),
});
