/** The next best action: what to do, why, what it may bring, and what the rep makes of it. */
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Card } from "../../shared/contract/card.ts";
import { useEnding } from "./ending.ts";
import { Measure, Why } from "./explanation.tsx";
import { act, onEscape } from "./guard.ts";
import { holdFocus } from "./focus.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { EndingProof } from "./proof.tsx";
import { SilencedActions } from "./silenced.tsx";
import { AnswerProof, AnswerStep } from "./steps/answer-step.tsx";
import { openEvidence } from "./steps/open-evidence.ts";
import { stepsOf, type Step } from "./steps/steps.ts";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** Reasons why a suggestion was no use, as sent; each has its words in the locales. */
export const reasons = [
  "already_done",
  "wrong_time",
  "not_for_them",
  "wrong_facts",
  "other",
] as const;
type Outcome = "done" | "later" | "not_useful";
type Next = Card["scores"]["next"];
type Action = NonNullable<Next["action"]>;

/** Suggestions in turn, and the outcome of the one just answered. */
function useSuggestions(
  next: Next,
  { address, kept, card, openMessage }: Person,
  section: RefObject<HTMLElement | null>,
) {
  const { commands } = useTools();
  const [turn, setTurn] = useState(0);
  const [asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState<{ of: string; what: string } | null>(null);
  const proof = kept.find((one) => one.slot === "outcome");
  const { ending, run, undo } = useEnding(proof);

  const ended = proof ?? answered;
  // An action that was just answered must not be asked again while its fact still waits to be sent.
  const concluded = ending.state === "done" || ending.state === "pending" ? ended?.of : undefined;
  const evidence = card === null ? null : openEvidence(openMessage, card, Date.now());
  const steps = stepsOf(next, evidence).filter(
    (step) => step.kind === "answer" || step.action.id !== concluded,
  );
  const place = turn % Math.max(1, steps.length);
  const step: Step | undefined = steps[place];
  const action = step?.kind === "action" ? step.action : undefined;
  return {
    action,
    /** The answer that they wait for, where it is its turn. */
    awaited: step?.kind === "answer" ? step : undefined,
    place,
    count: steps.length,
    ending,
    answered: ended?.what ?? "done",
    isConcluded: concluded !== undefined,
    asking,
    setAsking,
    turnOn() {
      setTurn(turn + 1);
      setAsking(false);
    },
    answer(outcome: Outcome, reason: string | null) {
      if (action === undefined) return;
      const focus = holdFocus(section.current);
      setAnswered({ of: action.id, what: outcome });
      setAsking(false);
      void run(() => commands.actionOutcome(address, action.id, outcome, reason)).then((ok) => {
        if (ok) setTurn(0);
        focus("[data-proof]");
      });
    },
    takeBack: (id: string) =>
      undo(() => commands.undoOutcome(id), section.current, ".buttons .primary", ".calm"),
  };
}
type Suggestions = ReturnType<typeof useSuggestions>;

/** The suggestion in turn, its buttons, and the proof of the one just answered. */
export function NextAction({
  next,
  person,
  user,
}: {
  next: Next;
  person: Person;
  user: PanelState["user"];
}) {
  const { t, isReadOnly } = useTools();
  const section = useRef<HTMLDivElement>(null);
  const suggestions = useSuggestions(next, person, section);
  const { action, awaited, ending, answered, isConcluded, takeBack } = suggestions;
  return (
    <div class="section" ref={section}>
      <EndingProof
        name="outcome"
        ending={ending}
        done={t(`panel.next.proof.${answered}`)}
        undo={takeBack}
      />
      <AnswerProof message={person.openMessage} />
      {awaited !== undefined && (
        <AnswerStep days={awaited.days} isOffered={!isReadOnly} section={section}>
          {suggestions.count > 1 && <TurnButton suggestions={suggestions} />}
        </AnswerStep>
      )}
      {awaited !== undefined ? null : action === undefined ? (
        <p class="calm" tabIndex={-1}>
          {isConcluded ? null : t("panel.next.nothing")}
        </p>
      ) : (
        <Suggestion action={action} suggestions={suggestions} />
      )}
      <SilencedActions silenced={next.silenced ?? []} user={user} />
    </div>
  );
}

function Suggestion({ action, suggestions }: { action: Action; suggestions: Suggestions }) {
  const { t, isReadOnly } = useTools();
  const asker = useRef<HTMLButtonElement>(null);
  return (
    <div class="next">
      <div class="head">
        <h3>{t(`codes.action.${action.key}`, action.reason.parameters)}</h3>
        {suggestions.count > 1 && <TurnButton suggestions={suggestions} />}
      </div>
      <p class="reason">{t(`codes.reason.${action.reason.code}`, action.reason.parameters)}</p>
      <WorthOf action={action} />
      <Why
        id={`action-${action.id}`}
        title={t("panel.next.why")}
        explanation={action.explanation}
        kind="action"
      >
        {action.explanation === null && (
          <p class="small">{t(isOwed(action) ? "panel.next.owedWhy" : "panel.next.unknownWhy")}</p>
        )}
      </Why>
      {!isReadOnly && <Answers suggestions={suggestions} asker={asker} />}
      {suggestions.asking && <ReasonChoice suggestions={suggestions} asker={asker} />}
    </div>
  );
}

function TurnButton({ suggestions: { place, count, turnOn } }: { suggestions: Suggestions }) {
  const { t } = useTools();
  return (
    <button
      type="button"
      class="turn num"
      aria-label={t("panel.next.turn", { at: place + 1, of: count })}
      onClick={act(turnOn)}
    >
      {t("panel.next.place", { at: place + 1, of: count })} <Icon name="fold" size={10} />
    </button>
  );
}

/** Reasons that oblige us: what is done for them is held back from nobody. */
const owedReasons: ReadonlySet<string> = new Set([
  "said_unhappy",
  "noted_unhappy",
  "complaint_unsolved",
  "promise_broken",
]);
const isOwed = ({ reason, worth }: Action) => worth === null && owedReasons.has(reason.code);

/** Gain that the action has been found to bring; pressing it says how that is known. */
function WorthOf({ action }: { action: Action }) {
  const { t } = useTools();
  const { id, worth, interval } = action;
  const words = () => {
    if (isOwed(action)) return t("panel.next.owed");
    if (worth === null || !interval) return t("panel.next.unknown");
    if (worth <= 0) return t("panel.next.noGain");
    const [lowAmount, highAmount] = [interval.low, interval.high];
    return t("panel.next.worth", { worthAmount: worth, lowAmount, highAmount });
  };
  const value = words();
  return (
    <Measure
      id={`action-${id}`}
      label={t("panel.why.of", { what: t("panel.next.worthOf"), value })}
      className="worth"
      has
    >
      {value}
    </Measure>
  );
}

function Answers({
  suggestions: { ending, answer, asking, setAsking },
  asker,
}: {
  suggestions: Suggestions;
  asker: RefObject<HTMLButtonElement | null>;
}) {
  const { t } = useTools();
  const busy = ending.state === "busy";
  return (
    <div class="buttons">
      <button
        type="button"
        class="button primary"
        disabled={busy}
        onClick={act(() => answer("done", null))}
      >
        {t("panel.next.done")}
      </button>
      <button
        type="button"
        class="button"
        disabled={busy}
        onClick={act(() => answer("later", null))}
      >
        {t("panel.next.later")}
      </button>
      <button
        type="button"
        ref={asker}
        class="button quiet"
        disabled={busy}
        aria-expanded={asking}
        onClick={act(() => setAsking(!asking))}
      >
        {t("panel.next.notUseful")}
      </button>
    </div>
  );
}

/** The reasons for "Not useful"; Escape closes them and returns to the button. */
function ReasonChoice({
  suggestions: { answer, setAsking },
  asker,
}: {
  suggestions: Suggestions;
  asker: RefObject<HTMLButtonElement | null>;
}) {
  const { t } = useTools();
  return (
    <div
      class="reasons"
      role="group"
      aria-label={t("panel.next.ask")}
      onKeyDown={onEscape(() => {
        setAsking(false);
        asker.current?.focus();
      })}
    >
      <p class="small muted">{t("panel.next.ask")}</p>
      {reasons.map((reason) => (
        <button
          type="button"
          key={reason}
          class="button"
          onClick={act(() => answer("not_useful", reason))}
        >
          {t(`panel.next.reasons.${reason}`)}
        </button>
      ))}
    </div>
  );
}
