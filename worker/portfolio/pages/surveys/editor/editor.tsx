/** The editor of a survey: its texts and questions, its draft, and the page as it will look. */
import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  surveyLimits,
  thanksEnds,
  type SurveyFault,
} from "../../../../../shared/surveys/survey-faults.ts";
import { useTools } from "../../../tools.ts";
import { Preview } from "../preview.tsx";
import { EditingContext, fieldId, useEditing } from "./draft-context.ts";
import { DraftBar } from "./draft-bar.tsx";
import { LanguagesField } from "./languages-field.tsx";
import { QuestionsField } from "./questions-field.tsx";
import { TextsField } from "./texts-field.tsx";
import { useSaveSurvey } from "./use-save-survey.ts";
import { forget, useSurveyDraft, type Base, type SurveyDraft } from "./use-survey-draft.ts";

const languagesAtFirst = 2;

/** Says on leaving the page with changes that they are kept. */
function useLeaveWord(isDirty: boolean): void {
  const { t, say } = useTools();
  const leave = useRef(() => undefined as void);
  leave.current = () => {
    if (isDirty) say(t("surveys.kept"));
  };
  useEffect(() => () => leave.current(), []);
}

/** Undo and redo by keyboard, where no text field has its own. */
function useKeys({ undo, redo }: SurveyDraft): void {
  const steps = useRef({ undo, redo });
  steps.current = { undo, redo };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isTyping || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) steps.current.redo();
      else steps.current.undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

export function Editor({ id, saved, again }: { id: string; saved: Base; again(): void }) {
  const { t, say } = useTools();
  const { route } = useLocation();
  const draft = useSurveyDraft(id, saved);
  const { body, base, faults } = draft;
  const [wanted, show] = useState(() => body.languages.slice(0, languagesAtFirst));
  const [open, setOpen] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [target, setTarget] = useState<string | null>(null);
  const save = useSaveSurvey(id, draft, again);
  const isLeft = useRef(false);
  useLeaveWord(draft.isDirty && !isLeft.current);
  useKeys(draft);
  useEffect(() => {
    if (target === null) return;
    const field = document.getElementById(target);
    field?.focus();
    field?.scrollIntoView({ block: "center" });
    setTarget(null);
  }, [target]);
  const kept = body.languages.filter((one) => wanted.includes(one));
  const shown = kept.length === 0 ? body.languages.slice(0, 1) : kept;
  const showFault = ({ path, ...found }: SurveyFault) => {
    const question = path[0] === "questions" ? body.questions[Number(path[1])] : undefined;
    if (question !== undefined) setOpen(question.key);
    if (found.fault === "missing_text" && !shown.includes(found.language))
      show([...shown, found.language]);
    setTarget(fieldId(path));
  };
  const submit = () => {
    setTried(true);
    const [first] = faults;
    if (first === undefined) void save.save().then(() => setTried(false));
    else showFault(first);
  };
  const discard = () => {
    if (base.version === null) {
      isLeft.current = true;
      forget(id);
      route("/surveys");
      return;
    }
    draft.change(() => base.body);
    say(t("surveys.discarded"), draft.undo);
  };
  return (
    <EditingContext.Provider value={{ ...draft, shown, isTried }}>
      <div class="policy survey-editor">
        <div class="policy-form">
          <Texts show={show} />
          <section class="sheet section-sheet" aria-labelledby="questions">
            <h2 id="questions">{t("surveys.editor.parts.questions")}</h2>
            <QuestionsField open={open} setOpen={setOpen} />
          </section>
          <Thanks />
        </div>
        <aside class="policy-side" aria-label={t("surveys.side")}>
          <DraftBar save={save} submit={submit} showFault={showFault} discard={discard} />
          <Preview body={body} />
        </aside>
      </div>
    </EditingContext.Provider>
  );
}

/** Name, languages and the texts around the questions. */
function Texts({ show }: { show(languages: string[]): void }) {
  const { t } = useTools();
  const { body, change, isTried, faults } = useEditing();
  const isNameless = faults.some(({ fault }) => fault === "no_name");
  return (
    <section class="sheet section-sheet" aria-label={t("surveys.editor.texts")}>
      <label class="field">
        <span>
          {t("surveys.editor.name")}
          <span class="small muted block">{t("surveys.editor.nameHint")}</span>
        </span>
        <input
          class={isNameless ? "input missing" : "input"}
          id="survey-name"
          maxLength={surveyLimits.name}
          value={body.name}
          aria-invalid={(isTried && isNameless) || undefined}
          onInput={({ currentTarget }) => {
            const name = currentTarget.value;
            change((before) => ({ ...before, name }), "name");
          }}
        />
      </label>
      <LanguagesField show={show} />
      {(["title", "intro", "invitation"] as const).map((part) => (
        <TextsField
          key={part}
          label={t(`surveys.editor.parts.${part}`)}
          hint={t(`surveys.editor.hints.${part}`)}
          path={[part]}
          texts={body[part]}
          max={surveyLimits[part]}
          isLong={part !== "title"}
          isOptional={part === "intro"}
          set={(before, texts) => ({ ...before, [part]: texts })}
        />
      ))}
    </section>
  );
}

/** Thanks by score, and "please call me". */
function Thanks() {
  const { t } = useTools();
  const { body, change } = useEditing();
  return (
    <section class="sheet section-sheet" aria-labelledby="thanks">
      <h2 id="thanks">{t("surveys.editor.parts.thanks")}</h2>
      {thanksEnds.map((end) => (
        <TextsField
          key={end}
          label={t(`surveys.editor.thanks.${end}`)}
          path={["thanks", end]}
          texts={body.thanks[end]}
          max={surveyLimits.thanks}
          isLong
          set={(before, texts) => ({ ...before, thanks: { ...before.thanks, [end]: texts } })}
        />
      ))}
      <label class="choice">
        <input
          type="checkbox"
          checked={body.offersCall}
          onChange={({ currentTarget }) => {
            const offersCall = currentTarget.checked;
            change((before) => ({ ...before, offersCall }));
          }}
        />
        {t("surveys.editor.offersCall")}
      </label>
    </section>
  );
}
