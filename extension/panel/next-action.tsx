/** The next best action: what to do, why, what it may bring, and what the rep makes of it. */
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Card } from "../../shared/contract/card.ts";
import { CASE_ACTION } from "../../shared/contract/case-action.ts";
import { useEnding } from "./ending.ts";
import { holdFocus } from "./focus.ts";
import { EndingProof } from "./proof.tsx";
import { ActionStep } from "./steps/action-step.tsx";
import { AnswerProof, AnswerStep } from "./steps/answer-step.tsx";
import { useLogStarter } from "./steps/log-starter.ts";
import { openEvidence } from "./steps/open-evidence.ts";
import { stepsOf, type Step } from "./steps/steps.ts";
import type { Outcome } from "./steps/suggestions.ts";
import { TurnButton } from "./steps/turn-button.tsx";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";
import { lazily } from "./lazily.tsx";

const SilencedActions = lazily(async () => (await import("./silenced.tsx")).SilencedActions);

type Next = Card["scores"]["next"];

/** Suggestions in turn, and the outcome of the one just answered. */
function useSuggestions(
  next: Next,
  { address, kept, card, openMessage }: Person,
  section: RefObject<HTMLElement | null>,
) {
  const { commands } = useTools();
  const starter = useLogStarter();
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
      // Answered here, it is not answered again by the log that was begun for it.
      starter.whenLogged = null;
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

/** The suggestion in turn, its buttons, and the proof of the one just answered. */
export function NextAction({
  next,
  person,
  user,
  laterDays,
}: {
  next: Next;
  person: Person;
  user: PanelState["user"];
  /** Days for which the book's policy puts off what is answered "later"; undefined if untold. */
  laterDays: number | undefined;
}) {
  const { t, isReadOnly } = useTools();
  const section = useRef<HTMLDivElement>(null);
  const suggestions = useSuggestions(next, person, section);
  const hasCase = next.action?.key === CASE_ACTION;
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
        !hasCase && (
          <p class="calm" tabIndex={-1}>
            {isConcluded ? null : t("panel.next.nothing")}
          </p>
        )
      ) : (
        <ActionStep
          key={action.id}
          action={action}
          suggestions={suggestions}
          person={person}
          laterDays={laterDays}
        />
      )}
      {next.silenced !== undefined && next.silenced.length > 0 && (
        <SilencedActions silenced={next.silenced} user={user} />
      )}
    </div>
  );
}
