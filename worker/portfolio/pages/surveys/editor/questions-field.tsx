/** The questions of a survey: add, move by keyboard or by dragging, remove. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { metricKinds, surveyLimits } from "../../../../../shared/surveys/survey-faults.ts";
import { useTools } from "../../../tools.ts";
import { fieldId, useEditing } from "./draft-context.ts";
import { QuestionCard } from "./question-card.tsx";
import { kinds, moved, newQuestion, type Kind } from "./survey-edits.ts";

export function QuestionsField({
  open,
  setOpen,
}: {
  /** Key of the open question. */ open: string | null;
  setOpen(key: string | null): void;
}) {
  const { t, say } = useTools();
  const { body, change, undo } = useEditing();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const refocus = useRef<string | null>(null);
  useLayoutEffect(() => {
    // Moving an element in the document takes its focus.
    if (refocus.current !== null)
      document.getElementById(fieldId(["questions", refocus.current]))?.focus();
    refocus.current = null;
  }, [body.questions]);
  const put = (from: number, to: number) => {
    if (to < 0 || to >= body.questions.length || from === to) return;
    refocus.current = body.questions[from]?.key ?? null;
    change((before) => ({ ...before, questions: moved(before.questions, from, to) }));
    say(t("surveys.editor.movedTo", { number: to + 1 }), undo);
  };
  const remove = (at: number) => {
    change((before) => ({ ...before, questions: before.questions.toSpliced(at, 1) }));
    say(t("surveys.editor.questionRemoved", { number: at + 1 }), undo);
  };
  const drop = () => {
    if (dragged !== null && over !== null) put(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return (
    <div class="questions-field" id="survey-questions" tabIndex={-1}>
      <ol>
        {body.questions.map((question, at) => (
          <li
            key={question.key}
            data-over={(dragged !== null && over === at && over !== dragged) || undefined}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop();
            }}
          >
            <QuestionCard
              question={question}
              at={at}
              isOpen={open === question.key}
              actions={{
                toggle: () => setOpen(open === question.key ? null : question.key),
                move: (by) => put(at, at + by),
                remove: () => remove(at),
              }}
              drag={{ start: () => setDragged(at), end: () => setDragged(null) }}
            />
          </li>
        ))}
      </ol>
      {body.questions.length < surveyLimits.questions && (
        <AddQuestion
          add={(kind) => {
            const question = newQuestion(body, kind);
            change((before) => ({ ...before, questions: [...before.questions, question] }));
            setOpen(question.key);
            refocus.current = question.key;
          }}
        />
      )}
    </div>
  );
}

function AddQuestion({ add }: { add(kind: Kind): void }) {
  const { t } = useTools();
  const { body } = useEditing();
  const count = (kind: Kind) => body.questions.filter((one) => one.kind === kind).length;
  const isFull = (kind: Kind) =>
    (metricKinds.some((one) => one === kind) && count(kind) > 0) ||
    (kind === "driver" && count(kind) >= surveyLimits.drivers);
  return (
    <label class="field add-question">
      <span class="hidden">{t("surveys.editor.addQuestion")}</span>
      <select
        class="input"
        value=""
        onChange={({ currentTarget }) => {
          const kind = kinds.find((one) => one === currentTarget.value);
          currentTarget.value = "";
          if (kind !== undefined) add(kind);
        }}
      >
        <option value="">{t("surveys.editor.addQuestion")}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind} disabled={isFull(kind)}>
            {t(`surveys.kinds.${kind}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
