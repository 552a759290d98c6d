/** The languages of a survey: which are shown side by side, what is missing in each, add, remove. */
import { useState } from "preact/hooks";
import { surveyLimits } from "../../../../../shared/surveys/survey-faults.ts";
import { useTools } from "../../../tools.ts";
import { languageName, offeredLanguages } from "../language-name.ts";
import { useEditing } from "./draft-context.ts";
import { withoutLanguage } from "./survey-edits.ts";

export function LanguagesField({ show }: { show(languages: string[]): void }) {
  const { t, tag, say } = useTools();
  const { body, faults, shown, change, undo } = useEditing();
  const missing = (language: string) =>
    faults.filter((one) => one.fault === "missing_text" && one.language === language).length;
  const toggle = (language: string) =>
    show(
      body.languages.filter((one) =>
        one === language ? !shown.includes(one) : shown.includes(one),
      ),
    );
  const remove = (language: string) => {
    change((before) => withoutLanguage(before, language));
    say(t("surveys.editor.languageRemoved", { language: languageName(language, tag) }), undo);
  };
  return (
    <fieldset class="languages-field" id="survey-languages" tabIndex={-1}>
      <legend>{t("surveys.editor.languages")}</legend>
      <p class="small muted">{t("surveys.editor.languagesHint")}</p>
      <ul>
        {body.languages.map((language, at) => {
          const count = missing(language);
          const name = languageName(language, tag);
          return (
            <li key={language}>
              <button
                type="button"
                class="chip"
                aria-pressed={shown.includes(language)}
                onClick={() => toggle(language)}
              >
                {name}
                {at === 0 && ` · ${t("surveys.editor.first")}`}
                {count > 0 && ` · ${t("surveys.editor.missingCount", { count })}`}
              </button>
              {body.languages.length > 1 && (
                <button
                  type="button"
                  class="link muted small"
                  aria-label={t("surveys.editor.removeOf", { name })}
                  onClick={() => remove(language)}
                >
                  {t("surveys.editor.remove")}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {body.languages.length < surveyLimits.languages && <AddLanguage show={show} />}
    </fieldset>
  );
}

function AddLanguage({ show }: { show(languages: string[]): void }) {
  const { t, tag } = useTools();
  const { body, shown, change } = useEditing();
  const [chosen, setChosen] = useState("");
  const left = offeredLanguages.filter((one) => !body.languages.includes(one));
  const add = (language: string) => {
    change((before) => ({ ...before, languages: [...before.languages, language] }));
    show([...shown, language]);
    setChosen("");
  };
  return (
    <label class="field">
      <span class="hidden">{t("surveys.editor.addLanguage")}</span>
      <select
        class="input"
        value={chosen}
        onChange={({ currentTarget }) => {
          if (currentTarget.value !== "") add(currentTarget.value);
        }}
      >
        <option value="">{t("surveys.editor.addLanguage")}</option>
        {left.map((one) => (
          <option key={one} value={one}>
            {languageName(one, tag)}
          </option>
        ))}
      </select>
    </label>
  );
}
