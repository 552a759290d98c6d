/**
 * The script of Thunderbird's message pane: in a mail tab, a message's own tab or window. A
 * document shows one message.
 */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { thunderbird } from "../../mail/thunderbird/thunderbird.ts";
import { lifetime } from "../../content/lifetime.ts";
import { run } from "../../content/run.ts";
import { askDisplayed } from "./displayed.ts";
import { drawPanel } from "./draw-panel.ts";

export default defineUnlistedScript({
  include: ["thunderbird"],
  main: () =>
    run(
      lifetime(),
      async () => {
        const shown = await askDisplayed("message");
        return shown === null
          ? null
          : thunderbird(shown.message, shown.whole ? null : () => askDisplayed("headers"));
      },
      drawPanel,
    ),
});
