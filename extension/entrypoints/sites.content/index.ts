/** The content script of the webmails that are known as data. */
import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { described } from "../../mail/described.ts";
import { byDescription } from "../mail.content/by-description.ts";
import { lifetime } from "../mail.content/lifetime.ts";
import { run } from "../mail.content/run.ts";

export default defineUnlistedScript({
  exclude: ["thunderbird"],
  main: () => run(lifetime(), () => byDescription(described)),
});
