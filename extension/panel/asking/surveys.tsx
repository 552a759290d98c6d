/** The choice of what to ask: survey, language, and the way it is handed over. */
import { useId } from "preact/hooks";
import { change } from "../../../shared/ui/guard.ts";
import { useTools } from "../tools.ts";
import type { AskingForm } from "./content-of.ts";
import type { AskableSurvey, Asking } from "./use-asking.ts";
import { useRefusal } from "./use-refusal.ts";

/** The surveys, those that may not be asked with the reason; nothing to choose once one is asked. */
export function Surveys({
  asking,
  form,
  setForm,
}: {
  asking: Asking;
  form: AskingForm;
  setForm(form: AskingForm): void;
}) {
  const { t } = useTools();
  const { askable, survey, made } = asking;
  if (made !== null) return null;
  const surveys = askable?.surveys ?? [];
  // One reason for all is said once.
  const [first] = surveys;
  if (survey === null && first?.refusal) return <Reason refusal={first.refusal} />;
  return (
    <>
      <fieldset>
        <legend class="small">{t("panel.ask.which")}</legend>
        {surveys.map((one) => (
          <SurveyChoice key={one.id} survey={one} asking={asking} />
        ))}
      </fieldset>
      {survey !== null && survey.languages.length > 1 && (
        <Language survey={survey} asking={asking} />
      )}
      {survey?.hasRow === true && <Forms form={form} setForm={setForm} />}
    </>
  );
}

function Reason({ refusal }: { refusal: NonNullable<AskableSurvey["refusal"]> }) {
  const words = useRefusal();
  return <p class="calm">{words(refusal)}</p>;
}

function SurveyChoice({ survey, asking }: { survey: AskableSurvey; asking: Asking }) {
  const { t } = useTools();
  const words = useRefusal();
  const { id, name, refusal, isReady } = survey;
  return (
    <label class="choice">
      <input
        type="radio"
        name="ask-which"
        value={id}
        checked={asking.survey?.id === id}
        disabled={refusal !== null}
        onChange={change(() => asking.choose(id))}
      />
      <span>
        {isReady ? t(`panel.ask.ready.${id}`) : name}
        {refusal !== null && <span class="small muted"> {words(refusal)}</span>}
      </span>
    </label>
  );
}

/** Languages of the survey; the customer's own is chosen where it has that one. */
function Language({ survey, asking }: { survey: AskableSurvey; asking: Asking }) {
  const { t, locale } = useTools();
  const field = useId();
  const names = new Intl.DisplayNames([locale.replace("_", "-")], { type: "language" });
  return (
    <label class="between small" for={field}>
      {t("panel.ask.language")}
      <select
        id={field}
        value={asking.language ?? ""}
        onChange={change((value) => asking.setLanguage(value === "" ? null : value))}
      >
        <option value="">{t("panel.ask.theirs")}</option>
        {survey.languages.map((one) => (
          <option key={one} value={one}>
            {names.of(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Ways to hand a survey over: a sentence with a link, or its first question's scores. */
function Forms({ form, setForm }: { form: AskingForm; setForm(form: AskingForm): void }) {
  const { t } = useTools();
  return (
    <fieldset>
      <legend class="small">{t("panel.ask.as")}</legend>
      <div class="segments">
        {(["link", "row"] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="ask-as"
              value={one}
              checked={form === one}
              onChange={change(() => setForm(one))}
            />
            {t(`panel.ask.forms.${one}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
