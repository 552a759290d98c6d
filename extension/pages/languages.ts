/** Both languages on offer, each a file of its own, for pages of the extension. */
import { localeOf, defaults } from "../sync/settings.ts";
import { ensure, offer } from "../../shared/locales/words.ts";

offer("en", async () => ({ ...(await import("../../shared/locales/en.yml")) }));
offer("zh_CN", async () => ({ ...(await import("../../shared/locales/zh_CN.yml")) }));

// The browser's own language is the likely one: it comes while the settings are asked for.
void ensure(localeOf(defaults, navigator.language));
