/** Words of the panel in both languages, each a file of its own. */
import { localeOf, defaults } from "../sync/settings.ts";
import { ensure, offer } from "../../shared/locales/words.ts";
import { panelWords } from "./panel-words.ts";

offer("en", panelWords.en);
offer("zh_CN", panelWords.zh_CN);

// The browser's own language is the likely one: it comes while the settings are asked for.
void ensure(localeOf(defaults, navigator.language));
