/** Roundcube's content script, on whatever host. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { isRoundcube } from "../../mail/roundcube/page.ts";
import { roundcubeOf } from "../../mail/roundcube/roundcube.ts";
import { byDescription } from "../../content/by-description.ts";
import { lifetime } from "../../content/lifetime.ts";
import { run } from "../../content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () =>
    run(lifetime(), (document) =>
      isRoundcube(document) ? byDescription(roundcubeOf, "roundcube") : null,
    ),
});
