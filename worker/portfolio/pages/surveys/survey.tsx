/** One survey: its editor with the preview beside it; for reps what it asks. */
import { useLocation, useRoute } from "preact-iso";
import { useMemo } from "preact/hooks";
import type { Survey as Known } from "../../../../shared/contract/survey.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { askSurveys } from "./ask-surveys.ts";
import { Editor } from "./editor/editor.tsx";
import { begunBody, isBegun, type Base } from "./editor/use-survey-draft.ts";
import { Links } from "./links/links.tsx";
import { Preview } from "./preview.tsx";
import { askedWords } from "./survey-words.ts";
import { Versions } from "./versions.tsx";
import "../../styles/policy.css";
import "../../styles/surveys.css";

/** The page at `/surveys/:id`. */
export default function Survey() {
  const { t } = useTools();
  const id = useRoute().params["id"] ?? "";
  const answer = useAnswer(askSurveys, id);
  if (answer.state !== "here")
    return (
      <>
        <PageHead title={t("nav.survey")} />
        {answer.state === "failed" ? (
          <Failed error={answer.error} again={answer.again} />
        ) : (
          <Loading rows={10} />
        )}
      </>
    );
  const survey = answer.data.find((one) => one.id === id) ?? null;
  const fresh = survey === null && isBegun(id) ? begunBody(id) : null;
  if (survey === null && fresh === null) return <Unknown />;
  return <Found key={id} id={id} survey={survey} fresh={fresh} again={answer.again} />;
}

function Unknown() {
  const { t } = useTools();
  return (
    <>
      <PageHead title={t("nav.survey")} />
      <Blank title={t("surveys.unknown")}>
        <a class="button" href="/surveys">
          {t("surveys.toList")}
        </a>
      </Blank>
    </>
  );
}

function Found({
  id,
  survey,
  fresh,
  again,
}: {
  id: string;
  survey: Known | null;
  fresh: Known["body"] | null;
  again(): void;
}) {
  const tools = useTools();
  const { t, can } = tools;
  const { query } = useLocation();
  const saved = useMemo<Base>(
    () =>
      survey === null
        ? { version: null, body: fresh ?? ({} as Known["body"]) }
        : { version: survey.version, body: survey.body },
    [survey?.version],
  );
  const name = saved.body.name === "" ? t("surveys.unnamed") : plain(saved.body.name);
  const view = survey === null ? "edit" : viewOf(query["view"], can("manager"));
  return (
    <>
      <PageHead title={name} lead={askedWords(saved.body, tools)}>
        <a class="button quiet" href="/surveys">
          {t("surveys.toList")}
        </a>
      </PageHead>
      {survey !== null && <Views id={id} view={view} />}
      {survey?.isArchived === true && (
        <p class="notice warn" role="status">
          {t("surveys.isArchived")}
        </p>
      )}
      {view === "versions" ? (
        <Versions id={id} />
      ) : view === "links" && survey !== null ? (
        <Links survey={survey} />
      ) : can("manager") ? (
        <Editor id={id} saved={saved} again={again} />
      ) : (
        <div class="survey-preview-only">
          <Preview body={saved.body} />
        </div>
      )}
    </>
  );
}

type View = "edit" | "links" | "versions";

const viewOf = (wanted: string | undefined, isManager: boolean): View =>
  wanted === "versions" || (wanted === "links" && isManager) ? wanted : "edit";

function Views({ id, view }: { id: string; view: View }) {
  const { t, can } = useTools();
  const shown = (["edit", "links", "versions"] as const).filter(
    (one) => one !== "links" || can("manager"),
  );
  return (
    <nav class="views" aria-label={t("surveys.views.label")}>
      {shown.map((one) => (
        <a
          key={one}
          href={one === "edit" ? `/surveys/${id}` : `/surveys/${id}?view=${one}`}
          aria-current={one === view ? "page" : undefined}
        >
          {t(`surveys.views.${one === "edit" && !can("manager") ? "look" : one}`)}
        </a>
      ))}
    </nav>
  );
}
