/** Roundcube's content script, on whatever host. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { isRoundcube } from "../../mail/roundcube-page.ts";
import { roundcubeOf } from "../../mail/roundcube.ts";
import { byDescription } from "../mail.content/by-description.ts";
import { lifetime } from "../mail.content/lifetime.ts";
import { run } from "../mail.content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () =>
    run(lifetime(), (document) =>
      isRoundcube(document) ? byDescription(roundcubeOf, "roundcube") : null,
    ),
});
