/** The fields of an open question: its words, its scale, its options. */
import type { Question, SurveyBody } from "../../../../../shared/contract/survey.ts";
import { surveyLimits } from "../../../../../shared/surveys/survey-faults.ts";
import { useTools } from "../../../tools.ts";
import { fieldId, useEditing } from "./draft-context.ts";
import { freeKey } from "./survey-edits.ts";
import { TextsField } from "./texts-field.tsx";

type Of<Kind extends Question["kind"]> = Extract<Question, { kind: Kind }>;
type At<One extends Question = Question> = { question: One; at: number };

/** Returns a survey with another question at a place. */
const withQuestion = (body: SurveyBody, at: number, question: Question): SurveyBody => ({
  ...body,
  questions: body.questions.with(at, question),
});

export function QuestionFields({ question, at }: At) {
  const { t } = useTools();
  const { change } = useEditing();
  return (
    <div class="question-fields">
      <p class="small muted">{t(`surveys.kindLeads.${question.kind}`)}</p>
      <TextsField
        label={t(question.kind === "trust" ? "surveys.editor.statement" : "surveys.editor.label")}
        path={["questions", at, "label"]}
        texts={question.label}
        max={surveyLimits.label}
        isLong
        set={(body, label) => withQuestion(body, at, { ...question, label })}
      />
      {question.kind === "scale" && <ScaleEnds question={question} at={at} />}
      {question.kind === "trust" && <Dimension question={question} at={at} />}
      {"low" in question && <Ends question={question} at={at} />}
      {question.kind === "choice" && <Options question={question} at={at} />}
      <label class="choice">
        <input
          type="checkbox"
          checked={question.required}
          onChange={({ currentTarget }) =>
            change((body) =>
              withQuestion(body, at, { ...question, required: currentTarget.checked }),
            )
          }
        />
        {t("surveys.editor.required")}
      </label>
    </div>
  );
}

/** Meanings of the lowest and the highest score. */
function Ends({ question, at }: At<Exclude<Question, { kind: "choice" | "text" }>>) {
  const { t } = useTools();
  return (
    <>
      {(["low", "high"] as const).map((end) => (
        <TextsField
          key={end}
          label={t(`surveys.editor.${end}`)}
          path={["questions", at, end]}
          texts={question[end]}
          max={surveyLimits.end}
          set={(body, texts) => withQuestion(body, at, { ...question, [end]: texts })}
        />
      ))}
    </>
  );
}

function ScaleEnds({ question, at }: At<Of<"scale">>) {
  const { t } = useTools();
  const { change } = useEditing();
  const choices = { from: [0, 1], to: [2, 3, 4, 5, 6, 7, 8, 9, 10] } as const;
  return (
    <div class="pair">
      {(["from", "to"] as const).map((end) => (
        <label key={end} class="field">
          <span>{t(`surveys.editor.${end}`)}</span>
          <select
            class="input"
            value={String(question[end])}
            onChange={({ currentTarget }) =>
              change((body) =>
                withQuestion(body, at, { ...question, [end]: Number(currentTarget.value) }),
              )
            }
          >
            {choices[end].map((one) => (
              <option key={one} value={String(one)}>
                {one}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

const dimensions = ["professionalism", "expertise", "rapport", "benefit"] as const;

function Dimension({ question, at }: At<Of<"trust">>) {
  const { t } = useTools();
  const { change } = useEditing();
  return (
    <>
      <label class="field">
        <span>{t("surveys.editor.dimension")}</span>
        <select
          class="input"
          value={question.dimension}
          onChange={({ currentTarget }) => {
            const dimension = dimensions.find((one) => one === currentTarget.value);
            if (dimension !== undefined)
              change((body) => withQuestion(body, at, { ...question, dimension }));
          }}
        >
          {dimensions.map((one) => (
            <option key={one} value={one}>
              {t(`codes.dimension.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={question.isReversed}
          onChange={({ currentTarget }) =>
            change((body) =>
              withQuestion(body, at, { ...question, isReversed: currentTarget.checked }),
            )
          }
        />
        {t("surveys.editor.reversed")}
      </label>
    </>
  );
}

function Options({ question, at }: At<Of<"choice">>) {
  const { t } = useTools();
  const { change } = useEditing();
  const set = (options: Of<"choice">["options"]) =>
    change((body) => withQuestion(body, at, { ...question, options }));
  const add = () => {
    const taken = question.options.map(({ key }) => key);
    set([...question.options, { key: freeKey("option", taken), label: {} }]);
  };
  return (
    <div class="options-field" id={fieldId(["questions", at, "options"])} tabIndex={-1}>
      {question.options.map((option, place) => (
        <div key={option.key} class="option-row">
          <TextsField
            label={t("surveys.editor.option", { number: place + 1 })}
            path={["questions", at, "options", place, "label"]}
            texts={option.label}
            max={surveyLimits.option}
            set={(body, label) =>
              withQuestion(body, at, {
                ...question,
                options: question.options.with(place, { ...option, label }),
              })
            }
          />
          {question.options.length > 2 && (
            <button
              type="button"
              class="link muted small"
              aria-label={t("surveys.editor.removeOf", {
                name: t("surveys.editor.option", { number: place + 1 }),
              })}
              onClick={() => set(question.options.toSpliced(place, 1))}
            >
              {t("surveys.editor.remove")}
            </button>
          )}
        </div>
      ))}
      <div class="row">
        {question.options.length < surveyLimits.options && (
          <button type="button" class="button" onClick={add}>
            {t("surveys.editor.addOption")}
          </button>
        )}
        <label class="choice">
          <input
            type="checkbox"
            checked={question.isMultiple}
            onChange={({ currentTarget }) =>
              change((body) =>
                withQuestion(body, at, { ...question, isMultiple: currentTarget.checked }),
              )
            }
          />
          {t("surveys.editor.multiple")}
        </label>
      </div>
    </div>
  );
}
