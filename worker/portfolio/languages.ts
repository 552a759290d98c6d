/** Both languages, each with the words of scores and of the portfolio's pages. */
import { offer } from "../../shared/locales/words.ts";

offer("en", async () => {
  const [scores, pages] = await Promise.all([
    import("../../shared/locales/en.yml").then(({ codes, panel }) => ({
      codes,
      panel,
    })),
    import("../../shared/locales/portfolio/en.yml"),
  ]);
  return { ...scores, ...pages };
});
offer("zh_CN", async () => {
  const [scores, pages] = await Promise.all([
    import("../../shared/locales/zh_CN.yml").then(({ codes, panel }) => ({
      codes,
      panel,
    })),
    import("../../shared/locales/portfolio/zh_CN.yml"),
  ]);
  return { ...scores, ...pages };
});
