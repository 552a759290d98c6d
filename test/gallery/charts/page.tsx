/** In the browser: shows any chart in any look, as a page of the portfolio would. */
import { render } from "preact";
import { codes as enCodes } from "../../../shared/locales/en.yml";
import { charts as enCharts } from "../../../shared/locales/portfolio/en.yml";
import { charts as zhCharts } from "../../../shared/locales/portfolio/zh_CN.yml";
import { codes as zhCodes } from "../../../shared/locales/zh_CN.yml";
import { learn } from "../../../shared/locales/words.ts";
import base from "../../../shared/ui/styles/base.css?inline";
import chartStyles from "../../../shared/ui/styles/charts.css?inline";
import controls from "../../../shared/ui/styles/controls.css?inline";
import tokens from "../../../shared/ui/styles/tokens.css?inline";
import { WordingContext } from "../../../shared/ui/wording.ts";
import { charts, type Look } from "./charts.tsx";
import { wordingOf } from "./wording.ts";

learn("en", { codes: enCodes, charts: enCharts });
learn("zh_CN", { codes: zhCodes, charts: zhCharts });

const sheet = document.head.appendChild(document.createElement("style"));
sheet.nonce = "gallery";
sheet.textContent = [tokens, base, controls, chartStyles].join("\n");

type Shown = Look & { theme: "light" | "dark" };
const gallery = {
  names: Object.keys(charts),
  /** Shows these charts under each other, in place of those before. */
  show(names: string[], { theme, locale }: Shown): void {
    const main = document.querySelector("main")!;
    main.className = "regards";
    main.dataset["theme"] = theme;
    document.documentElement.lang = locale === "en" ? "en" : "zh-CN";
    render(
      <WordingContext.Provider value={wordingOf(locale)}>
        {names.map((name) => (
          <section key={`${name} ${theme} ${locale}`} data-chart={name}>
            {charts[name]?.({ locale })}
          </section>
        ))}
      </WordingContext.Provider>,
      main,
    );
  },
};

declare global {
  interface Window {
    chartGallery: typeof gallery;
  }
}
window.chartGallery = gallery;
