/** In the browser: shows any chart in any look, as a page of the portfolio would. */
import { render } from "preact";
import * as en from "../../../shared/locales/en.yml";
import * as zh from "../../../shared/locales/zh_CN.yml";
import { learn } from "../../../shared/locales/words.ts";
import base from "../../../shared/ui/styles/base.css?inline";
import chartStyles from "../../../shared/ui/styles/charts.css?inline";
import controls from "../../../shared/ui/styles/controls.css?inline";
import tokens from "../../../shared/ui/styles/tokens.css?inline";
import { WordingContext } from "../../../shared/ui/wording.ts";
import { charts, type Look } from "./charts.tsx";
import { wordingOf } from "./wording.ts";

learn("en", { ...en });
learn("zh_CN", { ...zh });

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
