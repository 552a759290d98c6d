/** The panel's words in both languages at hand, for a script that can fetch no file of the extension. */
import { codes as enCodes, panel as enPanel } from "../../shared/locales/en.yml";
import { codes as zhCodes, panel as zhPanel } from "../../shared/locales/zh_CN.yml";
import { learn } from "../../shared/locales/words.ts";

learn("en", { codes: enCodes, panel: enPanel });
learn("zh_CN", { codes: zhCodes, panel: zhPanel });
