/** Words of the extension's own pages in both languages, with those of the panel that stands on some. */
import { localeOf, defaults } from "../sync/settings.ts";
import { ensure, offer } from "../../shared/locales/words.ts";
import { panelWords } from "./panel-words.ts";

offer("en", async () => {
  const [panel, pages] = await Promise.all([
    panelWords.en(),
    import("../../shared/locales/pages/en.yml"),
  ]);
  return { ...panel, ...pages };
});
offer("zh_CN", async () => {
  const [panel, pages] = await Promise.all([
    panelWords.zh_CN(),
    import("../../shared/locales/pages/zh_CN.yml"),
  ]);
  return { ...panel, ...pages };
});

void ensure(localeOf(defaults, navigator.language));
