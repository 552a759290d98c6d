/** The content script of the webmails that are known as data. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { described } from "../../mail/described/described.ts";
import { byDescription } from "../../content/by-description.ts";
import { lifetime } from "../../content/lifetime.ts";
import { run } from "../../content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () => run(lifetime(), () => byDescription(described)),
});
