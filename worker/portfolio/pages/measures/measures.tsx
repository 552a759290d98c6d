/** Measures explained: what each number tells, how it is computed, and what it does not know. */
import { useEffect, useRef } from "preact/hooks";
import { tag, type Locale } from "../../../../shared/locales/format.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import type { Section } from "./section.ts";

type Text = { locale: Locale; sections: Section[] };

const texts: Record<Locale, () => Promise<{ sections: Section[] }>> = {
  en: () => import("./text/en.ts"),
  zh_CN: () => import("./text/zh_CN.ts"),
};

/** The documentation of the scores in the reader's language, which alone is fetched. */
export default function Measures() {
  const { t, locale } = useTools();
  const { state, data, error, again } = useAnswer<Text>(
    async () => ({ locale, sections: (await texts[locale]()).sections }),
    locale,
  );
  return (
    <>
      <PageHead title={t("nav.measures")} lead={t("measures.lead")} />
      {state === "loading" && <Loading />}
      {state === "failed" && <Failed error={error} again={again} />}
      {state === "here" && <Explained {...data} />}
    </>
  );
}

/** The text with a list of contents; opens at the address's fragment. */
function Explained({ locale, sections }: Text) {
  const { t } = useTools();
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    for (const summary of text.current?.querySelectorAll("summary") ?? [])
      summary.textContent = t("measures.example");
  }, [sections, t]);
  useEffect(() => {
    // The page is drawn after the browser looked for the fragment.
    if (location.hash !== "") document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <div class="measures">
      <nav class="contents sheet" aria-label={t("measures.contents")}>
        <ul lang={tag(locale)}>
          {sections.map(({ id, level, title }) => (
            <li key={id} class={`level-${level}`}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <article ref={text} class="prose sheet" lang={tag(locale)}>
        {sections.map(({ id, level, title, html }) => (
          <section key={id} id={id}>
            {level === 2 ? <h2>{title}</h2> : <h3>{title}</h3>}
            {/* Made from our own documentation when this was built: nothing of a person is in it. */}
            <div dangerouslySetInnerHTML={{ __html: html }} />
          </section>
        ))}
      </article>
    </div>
  );
}
