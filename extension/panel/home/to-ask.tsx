/** Somebody whom the lot named, in Today: asked from their card, or not now, with the reason. */
import { useRef, useState } from "preact/hooks";
import type { TodayProposal } from "../../../shared/contract/answers.ts";
import type { DeclineReason } from "../../../shared/contract/sampling.ts";
import { isThisWeek } from "../../../shared/surveys/sampling/is-this-week.ts";
import { act, onEscape } from "../../../shared/ui/guard.ts";
import { wantAsking } from "../asking/wanted-asking.ts";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import { EndingProof } from "../proof.tsx";
import { useTools } from "../tools.ts";

const reasons = [
  "bad_moment",
  "wrong_person",
  "open_matter",
  "other",
] as const satisfies DeclineReason[];

type Props = { one: TodayProposal; open(id: string, address: string | null): void };

/** A person with the survey and the reason, and the two answers; in their place the proof of a decline. */
export function ToAsk({ one: { customer, contact, proposal }, open }: Props) {
  const { t, commands } = useTools();
  const area = useRef<HTMLDivElement>(null);
  const { ending, run, undo } = useEnding();
  const isDeclined = ending.state === "done" || ending.state === "pending";
  const name = contact?.name ?? contact?.address ?? customer.name ?? "";
  const decline = (reason: DeclineReason) => {
    const focus = holdFocus(area.current);
    void run(() => commands.answerProposal(proposal.id, reason)).then(() => focus("[data-proof]"));
  };
  return (
    <div ref={area}>
      {!isDeclined && (
        <>
          <p class="strong">
            <bdi>{name}</bdi>
          </p>
          <p class="small muted">
            {t("panel.toAsk.why", {
              survey: t(`panel.ask.ready.${proposal.surveyId}`),
              week: isThisWeek(proposal.week, Date.now()) ? "this" : "last",
              tier: t(`codes.tier.${proposal.tier}`),
            })}
          </p>
          <Choice
            name={name}
            isBusy={ending.state === "busy"}
            decline={decline}
            ask={() => {
              if (contact !== null) wantAsking(contact.address, proposal.surveyId);
              open(customer.id, contact?.address ?? null);
            }}
          />
        </>
      )}
      <EndingProof
        ending={ending}
        done={t("panel.toAsk.proof")}
        undo={() =>
          undo(() => commands.answerProposal(proposal.id, null), area.current, ".marks button")
        }
      />
    </div>
  );
}

/** The two answers; "not now" asks why, and Escape closes that. */
function Choice({
  name,
  isBusy,
  ask,
  decline,
}: {
  name: string;
  isBusy: boolean;
  ask(): void;
  decline(reason: DeclineReason): void;
}) {
  const { t } = useTools();
  const [isAsking, setAsking] = useState(false);
  const asker = useRef<HTMLButtonElement>(null);
  const close = () => {
    setAsking(false);
    asker.current?.focus();
  };
  const nameOf = (answer: string) => t("panel.today.answerOf", { answer, name });
  return (
    <>
      <div class="marks">
        <button
          type="button"
          class="button"
          aria-label={nameOf(t("panel.toAsk.asking"))}
          disabled={isBusy}
          onClick={act(ask)}
        >
          {t("panel.toAsk.asking")}
        </button>
        <button
          type="button"
          ref={asker}
          class="button quiet"
          aria-label={nameOf(t("panel.toAsk.notNow"))}
          aria-expanded={isAsking}
          disabled={isBusy}
          onClick={act(() => setAsking(!isAsking))}
        >
          {t("panel.toAsk.notNow")}
        </button>
      </div>
      {isAsking && <Reasons isBusy={isBusy} choose={decline} close={close} />}
    </>
  );
}

/** The reasons; Escape goes back. */
function Reasons({
  isBusy,
  choose,
  close,
}: {
  isBusy: boolean;
  choose(reason: DeclineReason): void;
  close(): void;
}) {
  const { t } = useTools();
  return (
    <div class="reasons" role="group" aria-label={t("panel.toAsk.ask")} onKeyDown={onEscape(close)}>
      <p class="small muted">{t("panel.toAsk.ask")}</p>
      {reasons.map((reason) => (
        <button
          type="button"
          key={reason}
          class="button"
          disabled={isBusy}
          onClick={act(() => choose(reason))}
        >
          {t(`panel.toAsk.reasons.${reason}`)}
        </button>
      ))}
    </div>
  );
}
