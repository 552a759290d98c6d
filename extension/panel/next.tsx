/** The next best action: what to do, why, what it may bring, and what the rep makes of it. */
import { useRef, useState } from "preact/hooks";
import type { Card } from "../../shared/contract/card.ts";
import { useEnding } from "./ending.ts";
import { Measure, Why } from "./explanation.tsx";
import { act, onEscape } from "./guard.ts";
import { holdFocus } from "./focus.ts";
import { Icon } from "./icons.tsx";
import { EndingProof } from "./proof.tsx";
import { SilencedActions } from "./silenced.tsx";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** Why a suggestion was no use, as sent: each has its words in the locales. */
export const reasons = [
  "already_done",
  "wrong_time",
  "not_for_them",
  "wrong_facts",
  "other",
] as const;
type Outcome = "done" | "later" | "not_useful";

/** The suggestion in turn, its buttons, and the proof of the one just answered. */
export function NextAction({
  next,
  person: { address, kept },
  user,
}: {
  next: Card["scores"]["next"];
  person: Person;
  user: PanelState["user"];
}) {
  const { t, commands, isReadOnly } = useTools();
  const section = useRef<HTMLDivElement>(null);
  const [turn, setTurn] = useState(0);
  const [asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState<{ of: string; what: string } | null>(null);
  const proof = kept.find((one) => one.slot === "outcome");
  const { ending, run, undo } = useEnding(proof);
  const asker = useRef<HTMLButtonElement>(null);

  const ended = proof ?? answered;
  // An action that was just answered must not be asked again while its fact still waits to be sent.
  const concluded = ending.state === "done" || ending.state === "pending" ? ended?.of : undefined;
  const actions = (next.action === null ? [] : [next.action, ...next.runnersUp]).filter(
    (action) => action.id !== concluded,
  );
  const action = actions[turn % Math.max(1, actions.length)];

  const answer = (outcome: Outcome, reason: string | null) => {
    if (action === undefined) return;
    const focus = holdFocus(section.current);
    setAnswered({ of: action.id, what: outcome });
    setAsking(false);
    void run(() => commands.actionOutcome(address, action.id, outcome, reason)).then((ok) => {
      if (ok) setTurn(0);
      focus("[data-proof]");
    });
  };
  const takeBack = (id: string) =>
    undo(() => commands.undoOutcome(id), section.current, ".buttons .primary", ".calm");

  return (
    <div class="section" ref={section}>
      <EndingProof
        name="outcome"
        ending={ending}
        done={t(`panel.next.proof.${ended?.what ?? "done"}`)}
        undo={takeBack}
      />
      {action === undefined ? (
        <p class="calm" tabIndex={-1}>
          {concluded === undefined ? t("panel.next.nothing") : null}
        </p>
      ) : (
        <div class="next">
          <div class="head">
            <h3>{t(`codes.action.${action.key}`, action.reason.parameters)}</h3>
            {actions.length > 1 && (
              <button
                type="button"
                class="turn num"
                aria-label={t("panel.next.turn", {
                  at: (turn % actions.length) + 1,
                  of: actions.length,
                })}
                onClick={act(() => {
                  setTurn(turn + 1);
                  setAsking(false);
                })}
              >
                {t("panel.next.place", { at: (turn % actions.length) + 1, of: actions.length })}{" "}
                <Icon name="fold" size={10} />
              </button>
            )}
          </div>
          <p class="reason">
            {t(`codes.reason.${action.reason.code}`, action.reason.parameters)}
            {action.exploring && t("panel.between") + t("panel.next.exploring")}
          </p>
          {action.worth > 0 && (
            <Measure
              id={`action-${action.id}`}
              label={t("panel.why.of", {
                what: t("panel.next.worthOf"),
                value: t("panel.next.worth", { worthAmount: action.worth }),
              })}
              className="worth"
              has
            >
              {t("panel.next.worth", { worthAmount: action.worth })}
            </Measure>
          )}
          <Why
            id={`action-${action.id}`}
            title={t("panel.next.why")}
            explanation={action.explanation}
            kind="action"
          />
          {!isReadOnly && (
            <div class="buttons">
              <button
                type="button"
                class="button primary"
                disabled={ending.state === "busy"}
                onClick={act(() => answer("done", null))}
              >
                {t("panel.next.done")}
              </button>
              <button
                type="button"
                class="button"
                disabled={ending.state === "busy"}
                onClick={act(() => answer("later", null))}
              >
                {t("panel.next.later")}
              </button>
              <button
                type="button"
                ref={asker}
                class="button quiet"
                disabled={ending.state === "busy"}
                aria-expanded={asking}
                onClick={act(() => setAsking(!asking))}
              >
                {t("panel.next.notUseful")}
              </button>
            </div>
          )}
          {asking && (
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
          )}
        </div>
      )}
      <SilencedActions silenced={next.silenced ?? []} user={user} />
    </div>
  );
}
