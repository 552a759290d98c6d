/** Measures explained: what each number tells, how it is computed, and what it does not know. */
import { useEffect, useRef } from "preact/hooks";
import { sections } from "../../../../shared/scoring/README.md";
import { PageHead } from "../../frame/page-head.tsx";
import { useTools } from "../../tools.ts";

/** The documentation of the scores, with a list of contents; opens at the address's fragment. */
export default function Measures() {
  const { t } = useTools();
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    for (const summary of text.current?.querySelectorAll("summary") ?? [])
      summary.textContent = t("measures.example");
    // The page is drawn after the browser looked for the fragment.
    if (location.hash !== "") document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [t]);
  return (
    <>
      <PageHead title={t("nav.measures")} lead={t("measures.lead")} />
      <div class="measures">
        <nav class="contents sheet" aria-label={t("measures.contents")}>
          <ul>
            {sections.map(({ id, level, title }) => (
              <li key={id} class={`level-${level}`}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <article ref={text} class="prose sheet" lang="en">
          {sections.map(({ id, level, title, html }) => (
            <section key={id} id={id}>
              {level === 2 ? <h2>{title}</h2> : <h3>{title}</h3>}
              {/* Made from our own documentation when this was built: nothing of a person is in it. */}
              <div dangerouslySetInnerHTML={{ __html: html }} />
            </section>
          ))}
        </article>
      </div>
    </>
  );
}
