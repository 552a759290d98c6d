/** Both languages at hand, for a script that can fetch no file of the extension. */
import * as en from "../../shared/locales/en.yml";
import * as zh from "../../shared/locales/zh_CN.yml";
import { learn } from "../../shared/locales/words.ts";

learn("en", { ...en });
learn("zh_CN", { ...zh });
