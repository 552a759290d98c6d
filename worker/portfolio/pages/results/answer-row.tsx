/** One answer of a list: when, whose, its scores and flags, its words, and what can be done. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type {
  AnswerDecision,
  ListedAnswer,
  OpenedWords,
} from "../../../../shared/contract/survey-answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { metricKinds } from "../../../../shared/surveys/survey-faults.ts";
import { onEscape } from "../../../../shared/ui/guard.ts";
import { useTools } from "../../tools.ts";
import { labelIn } from "./bar-words.ts";
import { useDecision } from "./use-decision.ts";

type RowProps = {
  one: ListedAnswer;
  /** Null while they are closed. */ words: OpenedWords | null;
  /** Opens the words of this answer. */ open(): void;
  again(): void;
};

export function AnswerRow({ one, words, open, again }: RowProps) {
  const { t, tag } = useTools();
  const { customer, contact, state } = one;
  const answeredAt = new Date(one.answeredAt).toLocaleString(tag, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  const name = plain(customer?.name ?? t("results.answers.somebody"));
  return (
    <li class="task answer">
      <div class="grow">
        <p>
          {customer === null ? (
            <span class="muted">{t("results.answers.somebody")}</span>
          ) : (
            <a class="strong" href={`/customers/${customer.id}`}>
              <bdi>{name}</bdi>
            </a>
          )}
          {contact !== null && contact !== customer?.name && (
            <span class="muted">
              {" "}
              <bdi>{plain(contact)}</bdi>
            </span>
          )}
        </p>
        <p class="num">
          <Scores one={one} /> <span class="muted">{answeredAt}</span>
        </p>
        <Marks one={one} />
        {words !== null && <Words words={words} />}
        <Decided one={one} />
      </div>
      <div class="row">
        {one.hasWords && words === null && (
          <button
            type="button"
            class="button"
            aria-label={t("results.answers.openOf", { name })}
            onClick={open}
          >
            {t("results.answers.open")}
          </button>
        )}
        {state !== "replaced" && <Decide one={one} name={name} again={again} />}
      </div>
    </li>
  );
}

function Scores({ one }: { one: ListedAnswer }) {
  const { t, number } = useTools();
  const scores = metricKinds.flatMap((metric) => {
    const score = one[metric];
    return score === null
      ? []
      : [t("results.answers.score", { metric: t(`results.metrics.${metric}`), score })];
  });
  if (one.value !== null)
    scores.unshift(t("results.answers.value", { value: number(one.value, 1) }));
  return <strong>{scores.length === 0 ? t("results.answers.noScore") : scores.join(" · ")}</strong>;
}

/** State, flags, a wish to be called and a case, each as a chip. */
function Marks({ one }: { one: ListedAnswer }) {
  const { t } = useTools();
  const marks = [
    ...(one.state === "counted" ? [] : [{ text: t(`results.answers.state.${one.state}`) }]),
    ...one.flags.map((flag) => ({ text: t(`results.answers.flag.${flag}`), isWarning: true })),
    ...(one.wantsCall ? [{ text: t("results.answers.wantsCall") }] : []),
    ...(one.case === null
      ? []
      : [{ text: t(`results.answers.case.${one.case.state}`), href: "/follow-ups" }]),
  ];
  if (marks.length === 0) return null;
  return (
    <ul class="answer-marks">
      {marks.map(({ text, isWarning, href }: Mark) => (
        <li key={text} class={isWarning === true ? "warning" : undefined}>
          {href === undefined ? text : <a href={href}>{text}</a>}
        </li>
      ))}
    </ul>
  );
}
type Mark = { text: string; isWarning?: boolean; href?: string };

function Words({ words }: { words: OpenedWords }) {
  const tools = useTools();
  if (words.length === 0) return <p class="muted">{tools.t("results.answers.noWords")}</p>;
  return (
    <dl class="answer-words">
      {words.map(({ label, text }) => (
        <div key={labelIn(label, tools)}>
          <dt class="small muted">{plain(labelIn(label, tools))}</dt>
          <dd dir="auto">{plain(text)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The person who decided on the answer, when and why. */
function Decided({ one: { decision } }: { one: ListedAnswer }) {
  const { t, moment } = useTools();
  if (decision === null) return null;
  const by = plain(decision.by ?? t("results.answers.somebody"));
  const when = { name: by, at: moment(decision.at) };
  return (
    <p class="small muted" dir="auto">
      {t(`results.answers.decided.${decision.decision}`, when)}
      {decision.reason !== null && ` ${plain(decision.reason)}`}
    </p>
  );
}

/** The button of what can be decided: a reason first, or the undo of the decision before. */
function Decide({ one, name, again }: { one: ListedAnswer; name: string; again(): void }) {
  const { t } = useTools();
  const { isBusy, decide, undo } = useDecision(again);
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  // The field had the focus: its button has it next, where the row is still there.
  useLayoutEffect(() => {
    if (wasAsked.current && !isAsked) button.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  const { decision, state, id } = one;
  const next: AnswerDecision = state === "held" ? "accepted" : "withdrawn";
  const isUndo = decision !== null && (state === "withdrawn" || decision.decision === "accepted");
  if (isAsked)
    return (
      <ReasonForm
        decision={next}
        isBusy={isBusy}
        close={() => setAsked(false)}
        save={(reason) => void decide(id, next, reason).then((isDone) => isDone && setAsked(false))}
      />
    );
  if (state === "withdrawn" && decision === null) return null;
  const words = isUndo ? `undo.${decision.decision}` : `decide.${next}`;
  return (
    <button
      ref={button}
      type="button"
      class="button quiet"
      aria-label={t("results.answers.decideOf", { what: t(`results.answers.${words}`), name })}
      disabled={isBusy}
      onClick={() => (isUndo ? void undo(decision.id) : setAsked(true))}
    >
      {t(`results.answers.${words}`)}
    </button>
  );
}

/** The field for the reason; Escape goes back to the button. */
function ReasonForm({
  decision,
  isBusy,
  save,
  close,
}: {
  decision: AnswerDecision;
  isBusy: boolean;
  save(reason: string): void;
  close(): void;
}) {
  const { t } = useTools();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        save(text.trim());
      }}
      onKeyDown={onEscape(close)}
    >
      <input
        ref={field}
        class="input"
        maxLength={500}
        dir="auto"
        required
        pattern=".*\S.*"
        aria-label={t(`results.answers.reason.${decision}`)}
        placeholder={t(`results.answers.reason.${decision}`)}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="button" disabled={isBusy}>
        {t(`results.answers.decide.${decision}`)}
      </button>
      <button type="button" class="button quiet" onClick={close}>
        {t("override.cancel")}
      </button>
    </form>
  );
}
