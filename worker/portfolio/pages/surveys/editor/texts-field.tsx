/** One text of a survey in each language that is shown, side by side. */
import type { SurveyBody } from "../../../../../shared/contract/survey.ts";
import { useTools } from "../../../tools.ts";
import { languageName } from "../language-name.ts";
import { fieldId, useEditing } from "./draft-context.ts";
import { withText } from "./survey-edits.ts";

type Texts = Record<string, string>;

export function TextsField({
  label,
  hint,
  path,
  texts,
  max,
  isLong = false,
  isOptional = false,
  set,
}: {
  label: string;
  hint?: string;
  path: readonly (string | number)[];
  texts: Texts;
  max: number;
  isLong?: boolean;
  isOptional?: boolean;
  set(body: SurveyBody, texts: Texts): SurveyBody;
}) {
  const { shown, change } = useEditing();
  return (
    <fieldset class="texts-field">
      <legend>
        {label}
        {hint !== undefined && <span class="small muted block">{hint}</span>}
      </legend>
      <div class="texts-columns">
        {shown.map((language) => (
          <OneText
            key={language}
            path={[...path, language]}
            language={language}
            text={texts[language] ?? ""}
            max={max}
            isLong={isLong}
            isOptional={isOptional}
            write={(text) =>
              change(
                (body) => set(body, withText(texts, language, text)),
                fieldId([...path, language]),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function OneText({
  path,
  language,
  text,
  max,
  isLong,
  isOptional,
  write,
}: {
  path: readonly (string | number)[];
  language: string;
  text: string;
  max: number;
  isLong: boolean;
  isOptional: boolean;
  write(text: string): void;
}) {
  const { t, tag } = useTools();
  const { isTried } = useEditing();
  const id = fieldId(path);
  const isMissing = !isOptional && text.trim() === "";
  const name = languageName(language, tag);
  const shared = {
    id,
    class: isMissing ? "input missing" : "input",
    lang: language,
    dir: "auto" as const,
    maxLength: max,
    value: text,
    "aria-invalid": (isTried && isMissing) || undefined,
    "aria-describedby": isMissing ? `${id}-missing` : undefined,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) =>
      write(currentTarget.value),
  };
  return (
    <label class="field">
      <span class="small muted texts-language">
        {name}
        {isMissing && (
          <span class="missing-mark" id={`${id}-missing`}>
            {t("surveys.editor.missing")}
          </span>
        )}
      </span>
      {isLong ? <textarea {...shared} rows={2} /> : <input {...shared} />}
    </label>
  );
}
