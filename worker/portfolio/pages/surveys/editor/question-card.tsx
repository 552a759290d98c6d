/** One question of a survey: folded to its words, or open with its fields. */
import { Icon } from "../../../../../shared/ui/icons.tsx";
import type { Question } from "../../../../../shared/contract/survey.ts";
import { useTools } from "../../../tools.ts";
import { fieldId, useEditing } from "./draft-context.ts";
import { QuestionFields } from "./question-fields.tsx";

export type CardActions = {
  toggle(): void;
  /** By so many places, −1 for up. */ move(by: number): void;
  remove(): void;
};

export function QuestionCard({
  question,
  at,
  isOpen,
  actions,
  drag,
}: {
  question: Question;
  at: number;
  isOpen: boolean;
  actions: CardActions;
  drag: { start(): void; end(): void };
}) {
  const tools = useTools();
  const { t } = tools;
  const { body, faults, shown } = useEditing();
  const own = faults.filter(({ path }) => path[0] === "questions" && path[1] === at);
  const label = question.label[shown[0] ?? ""] ?? "";
  const name = t("surveys.editor.question", { number: at + 1 });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0 || !event.altKey) return;
    event.preventDefault();
    actions.move(by);
  };
  return (
    <section class="question-card" aria-label={name} onKeyDown={onKeyDown}>
      <div class="question-head">
        <span
          class="question-grip"
          draggable
          title={t("surveys.editor.drag")}
          aria-hidden="true"
          onDragStart={drag.start}
          onDragEnd={drag.end}
        >
          ⠿
        </span>
        <button
          type="button"
          class="question-name grow"
          id={fieldId(["questions", question.key])}
          aria-expanded={isOpen}
          onClick={actions.toggle}
        >
          <Icon name={isOpen ? "down" : "fold"} size={14} />
          <span class="grow">
            <span class="small muted block">
              {at + 1} · {t(`surveys.kinds.${question.kind}`)}
              {own.length > 0 && (
                <span class="missing-mark">
                  {t("surveys.editor.faulty", { count: own.length })}
                </span>
              )}
            </span>
            <span dir="auto">{label === "" ? t("surveys.editor.noWords") : label}</span>
          </span>
        </button>
        <Moves name={name} at={at} count={body.questions.length} actions={actions} />
      </div>
      {isOpen && <QuestionFields question={question} at={at} />}
    </section>
  );
}

/** Buttons that do by keyboard what dragging does. */
function Moves({
  name,
  at,
  count,
  actions,
}: {
  name: string;
  at: number;
  count: number;
  actions: CardActions;
}) {
  const { t } = useTools();
  return (
    <>
      <button
        type="button"
        class="button quiet icon"
        aria-label={t("surveys.editor.up", { name })}
        title={t("surveys.editor.upShort")}
        disabled={at === 0}
        onClick={() => actions.move(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="button quiet icon"
        aria-label={t("surveys.editor.down", { name })}
        title={t("surveys.editor.downShort")}
        disabled={at === count - 1}
        onClick={() => actions.move(1)}
      >
        ↓
      </button>
      <button
        type="button"
        class="button quiet icon"
        aria-label={t("surveys.editor.removeOf", { name })}
        title={t("surveys.editor.remove")}
        onClick={actions.remove}
      >
        <Icon name="close" size={14} />
      </button>
    </>
  );
}
