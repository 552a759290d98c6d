/** A file of personal links for a mail program: choose a list, make it, save it, take it back. */
import { useMemo, useState } from "preact/hooks";
import type { SavedView } from "../../../../../shared/contract/answers.ts";
import type { RefusalCode, Survey } from "../../../../../shared/contract/survey.ts";
import { plain } from "../../../../../shared/locales/translate.ts";
import { answered, api } from "../../../api.ts";
import { failureWords } from "../../../failure-words.ts";
import { Failed, Loading } from "../../../frame/states.tsx";
import { useTools } from "../../../tools.ts";
import { useAnswer } from "../../../use-answer.ts";
import { builtInViews } from "../../customers/views/built-in.ts";
import { namedView } from "../../customers/views/use-views.ts";
import { languageName } from "../language-name.ts";
import { saveLinks, saveRefused } from "./files.ts";
import { isAtRisk, type Made, useMailFile } from "./use-mail-file.ts";

type File = ReturnType<typeof useMailFile>;

export function MailFile({ survey }: { survey: Survey }) {
  const { t, me } = useTools();
  const file = useMailFile(survey.id, me.user.id);
  const { making } = file;
  const isBusy = making.step === "finding" || making.step === "making" || making.step === "taking";
  return (
    <section class="sheet section-sheet" aria-labelledby="links-file">
      <h2 id="links-file">{t("surveys.links.file.title")}</h2>
      <p class="muted">{t("surveys.links.file.lead")}</p>
      {making.step === "idle" && <Choice survey={survey} file={file} />}
      {isBusy && <Busy file={file} />}
      {making.step === "made" && <Result made={making} survey={survey} file={file} />}
      {making.step === "taken" && (
        <div role="status">
          <p class="strong">{t("surveys.links.file.taken", { count: making.withdrawn })}</p>
          {making.kept > 0 && <p>{t("surveys.links.file.stays", { count: making.kept })}</p>}
          <button type="button" class="button" onClick={file.again}>
            {t("surveys.links.file.again")}
          </button>
        </div>
      )}
    </section>
  );
}

/** The lists of customers: those that are always there, and the saved ones. */
function Choice({ survey, file }: { survey: Survey; file: File }) {
  const { t, tag, me } = useTools();
  const answer = useAnswer(
    (signal) => answered(api.v1.views.$get(undefined, { init: { signal } })),
    "views",
  );
  const builtIn = useMemo(() => builtInViews(me.user.id, Date.now()), [me.user.id]);
  const [key, setKey] = useState("");
  const [language, setLanguage] = useState("");
  if (answer.state === "loading") return <Loading rows={2} />;
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  const saved = answer.data.views as unknown as SavedView[];
  const lists = [
    ...builtIn.map((view) => ({ view, name: t(`customers.views.${view.key}`) })),
    ...saved.map((view) => ({ view: namedView(view), name: plain(view.name) })),
  ];
  const chosen = lists.find(({ view }) => view.key === key)?.view ?? null;
  return (
    <form
      class="links-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) void file.make(chosen, language === "" ? null : language);
      }}
    >
      <label class="field">
        {t("surveys.links.file.list")}
        <select
          class="input"
          required
          value={key}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
        >
          <option value="">{t("surveys.links.file.choose")}</option>
          {lists.map(({ view, name }) => (
            <option key={view.key} value={view.key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t("surveys.links.language")}
        <select
          class="input"
          value={language}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
        >
          <option value="">{t("surveys.links.theirs")}</option>
          {survey.body.languages.map((one) => (
            <option key={one} value={one}>
              {languageName(one, tag)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button primary">
        {t("surveys.links.file.make")}
      </button>
      <p class="small muted">{t("surveys.links.file.counts")}</p>
    </form>
  );
}

function Busy({ file: { making, stop } }: { file: File }) {
  const { t } = useTools();
  const isMaking = making.step === "making";
  const words =
    making.step === "finding"
      ? t("surveys.links.file.finding", { count: making.customers })
      : isMaking
        ? t("surveys.links.file.making", { done: making.done, count: making.customers })
        : t("surveys.links.file.taking");
  return (
    <div class="storing" role="status">
      <label class="progress">
        <span>{words}</span>
        <progress {...(isMaking && { max: Math.max(1, making.customers), value: making.done })} />
      </label>
      {isMaking && (
        <button type="button" class="button" onClick={stop}>
          {t("surveys.links.file.stop")}
        </button>
      )}
    </div>
  );
}

function Result({ made, survey, file }: { made: Made; survey: Survey; file: File }) {
  const tools = useTools();
  const { t } = tools;
  const name = plain(survey.body.name);
  const asked = made.rows.filter((row) => row.asked !== null).length;
  const refused = made.rows.length - asked;
  const mustSave = isAtRisk({ step: "made", ...made });
  return (
    <div aria-live="polite">
      <p class="strong">{t("surveys.links.file.asked", { asked, count: made.rows.length })}</p>
      {made.rows.length === 0 && made.error === null && (
        <p class="muted">{t("surveys.links.file.nobody")}</p>
      )}
      {made.error !== null && (
        <p class="notice bad" role="alert">
          {failureWords(made.error, t)} {asked > 0 && t("surveys.links.file.saveNow")}
        </p>
      )}
      {made.error === null && made.done < made.customers && (
        <p>{t("surveys.links.file.stopped", { count: made.customers - made.done })}</p>
      )}
      <Reasons made={made} />
      {asked > 0 && (
        <p id="links-once" class="small muted">
          {t("surveys.links.file.once")}
        </p>
      )}
      <div class="row">
        {asked > 0 && (
          <button
            type="button"
            class="button primary"
            onClick={() => {
              saveLinks(made.rows, name, tools);
              file.saved();
            }}
          >
            {t("surveys.links.file.save")}
          </button>
        )}
        {refused > 0 && (
          <button type="button" class="button" onClick={() => saveRefused(made.rows, name, tools)}>
            {t("surveys.links.file.saveRefused")}
          </button>
        )}
        {asked > 0 && (
          <button type="button" class="button" onClick={() => void file.takeBack(made.rows)}>
            {t("surveys.links.file.undo")}
          </button>
        )}
        <button
          type="button"
          class="button quiet"
          disabled={mustSave}
          aria-describedby={mustSave ? "links-once" : undefined}
          onClick={file.again}
        >
          {t("surveys.links.file.again")}
        </button>
      </div>
    </div>
  );
}

/** Those who were not asked, counted by reason. */
function Reasons({ made }: { made: Made }) {
  const { t } = useTools();
  const counts = new Map<RefusalCode, number>();
  for (const { refusal } of made.rows)
    if (refusal !== null) counts.set(refusal.code, (counts.get(refusal.code) ?? 0) + 1);
  if (counts.size === 0) return null;
  return (
    <ul class="figures">
      {[...counts].map(([code, count]) => (
        <li key={code}>{t(`surveys.links.refused.${code}`, { count })}</li>
      ))}
    </ul>
  );
}
