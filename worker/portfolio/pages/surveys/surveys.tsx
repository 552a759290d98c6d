/** The surveys: what each asks, in which languages, and what can be done with it. */
import { useLocation } from "preact-iso";
import type { Survey } from "../../../../shared/contract/survey.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { answered, api } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { askSurveys } from "./ask-surveys.ts";
import { copyOf, newId } from "./editor/survey-edits.ts";
import { begin } from "./editor/use-survey-draft.ts";
import { languageName } from "./language-name.ts";
import { newSurvey } from "./new-survey.ts";
import { askedWords } from "./survey-words.ts";
import "../../styles/surveys.css";

export default function Surveys() {
  const { t, can, locale } = useTools();
  const { route } = useLocation();
  const answer = useAnswer(askSurveys, "surveys");
  const start = (body: Survey["body"]) => {
    const id = newId();
    begin(id, body);
    route(`/surveys/${id}`);
  };
  return (
    <>
      <PageHead title={t("nav.surveys")} lead={t("surveys.lead")}>
        {can("manager") && (
          <a class="button quiet" href="/asked">
            {t("nav.sampling")}
          </a>
        )}
        {can("manager") && (
          <button type="button" class="button primary" onClick={() => start(newSurvey(locale))}>
            {t("surveys.new")}
          </button>
        )}
      </PageHead>
      {answer.state === "loading" && <Loading rows={6} />}
      {answer.state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {answer.state === "here" && (
        <List surveys={answer.data} again={answer.again} duplicate={start} />
      )}
    </>
  );
}

type Lists = { again(): void; duplicate(body: Survey["body"]): void };

function List({ surveys, ...lists }: Lists & { surveys: readonly Survey[] }) {
  const { t } = useTools();
  const groups = {
    ready: surveys.filter(({ isReady, isArchived }) => isReady && !isArchived),
    own: surveys.filter(({ isReady, isArchived }) => !isReady && !isArchived),
    archived: surveys.filter(({ isArchived }) => isArchived),
  };
  return (
    <div class="surveys">
      {(["own", "ready", "archived"] as const).map((group) =>
        groups[group].length === 0 && group !== "own" ? null : (
          <section key={group} class="sheet section-sheet" aria-labelledby={`surveys-${group}`}>
            <h2 id={`surveys-${group}`}>{t(`surveys.groups.${group}`)}</h2>
            {groups[group].length === 0 && <p class="muted">{t("surveys.noOwn")}</p>}
            <ul class="survey-list">
              {groups[group].map((survey) => (
                <li key={survey.id}>
                  <Row survey={survey} {...lists} />
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </div>
  );
}

function Row({ survey, again, duplicate }: Lists & { survey: Survey }) {
  const tools = useTools();
  const { t, tag, can, moment } = tools;
  const { id, body, version, savedAt, savedBy, isArchived } = survey;
  const { name } = body;
  const saved =
    savedAt === null
      ? t("surveys.asItComes")
      : savedBy === null
        ? t("surveys.savedAt", { version, at: moment(savedAt) })
        : t("surveys.savedBy", { version, at: moment(savedAt), name: plain(savedBy) });
  const languages = new Intl.ListFormat(tag, { style: "short", type: "unit" }).format(
    body.languages.map((one) => languageName(one, tag)),
  );
  return (
    <article class="survey-row" aria-label={plain(name)}>
      <div class="grow">
        <h3>
          <a href={`/surveys/${id}`}>{plain(name)}</a>
        </h3>
        <p>{askedWords(body, tools)}</p>
        <p class="small muted">{languages}</p>
        <p class="small muted">{saved}</p>
      </div>
      {can("manager") && (
        <div class="survey-tools">
          <a
            class="button quiet"
            href={`/surveys/${id}/results`}
            aria-label={t("results.title", { name: plain(name) })}
          >
            {t("nav.results")}
          </a>
          <button
            type="button"
            class="button quiet"
            aria-label={t("surveys.duplicateOf", { name: plain(name) })}
            onClick={() => duplicate(copyOf(body, t("surveys.copyName", { name: plain(name) })))}
          >
            {t("surveys.duplicate")}
          </button>
          <Shelve id={id} name={plain(name)} isArchived={isArchived} again={again} />
        </div>
      )}
    </article>
  );
}

/** Archives a survey or takes that back, each with its undo. */
function Shelve({
  id,
  name,
  isArchived,
  again,
}: {
  id: string;
  name: string;
  isArchived: boolean;
  again(): void;
}) {
  const { t, say } = useTools();
  const call = (verb: "archive" | "restore") =>
    answered<Awaited<ReturnType<(typeof api.v1.surveys)[":id"]["archive"]["$post"]>>>(
      api.v1.surveys[":id"][verb].$post({ param: { id } }),
    );
  const run = async (verb: "archive" | "restore", undo?: () => void) => {
    try {
      await call(verb);
      say(t(`surveys.done.${verb}`, { name }), undo);
    } catch (thrown) {
      say(failureWords(thrown, t));
    }
    again();
  };
  const verb = isArchived ? "restore" : "archive";
  const back = isArchived ? "archive" : "restore";
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={t(`surveys.${verb}Of`, { name })}
      onClick={() => void run(verb, () => void run(back))}
    >
      {t(`surveys.${verb}`)}
    </button>
  );
}
