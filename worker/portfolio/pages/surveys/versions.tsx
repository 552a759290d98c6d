/** The versions of a survey: answers keep the one they were given to. */
import { useState } from "preact/hooks";
import type { SurveyVersions } from "../../../../shared/contract/survey.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { answered, api } from "../../api.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools, type Tools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { Preview } from "./preview.tsx";
import { askedWords } from "./survey-words.ts";

type Version = SurveyVersions["versions"][number];

const whenWords = ({ savedAt, savedBy }: Version, { t, moment }: Tools): string =>
  savedAt === null
    ? t("surveys.asItComes")
    : savedBy === null
      ? t("policy.versions.at", { at: moment(savedAt) })
      : t("policy.versions.by", { at: moment(savedAt), name: plain(savedBy) });

export function Versions({ id }: { id: string }) {
  const tools = useTools();
  const { t } = tools;
  const [wanted, setWanted] = useState<number | null>(null);
  const answer = useAnswer(
    (signal) =>
      answered(api.v1.surveys[":id"].versions.$get({ param: { id } }, { init: { signal } })),
    id,
  );
  if (answer.state === "loading") return <Loading rows={5} />;
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  const { versions } = answer.data;
  const shown = versions.find(({ version }) => version === wanted) ?? versions[0];
  return (
    <div class="policy">
      <section class="sheet section-sheet" aria-labelledby="versions">
        <h2 id="versions">{t("policy.versions.title")}</h2>
        <p class="muted small">{t("surveys.versionsLead")}</p>
        <ul class="version-list">
          {versions.map((one) => (
            <li key={one.version}>
              <span class="grow">
                <span class="strong">{t("policy.versions.name", { version: one.version })}</span>{" "}
                <span class="muted">· {askedWords(one.body, tools)}</span>
                <span class="block small muted">
                  {whenWords(one, tools)} · {t("surveys.answers", { count: one.answers })}
                </span>
              </span>
              <button
                type="button"
                class="button quiet"
                aria-pressed={one === shown}
                onClick={() => setWanted(one.version)}
              >
                {t("surveys.look")}
              </button>
            </li>
          ))}
        </ul>
      </section>
      {shown !== undefined && (
        <aside class="policy-side">
          <Preview body={shown.body} />
        </aside>
      )}
    </div>
  );
}
