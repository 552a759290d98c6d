/** The buttons of a step: the main one does it; done, later and not useful stand behind. */
import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Action } from "../../../shared/contract/card.ts";
import { Icon } from "../../../shared/ui/icons.tsx";
import { act, follow } from "../../../shared/ui/guard.ts";
import { useDelivery, type Delivering } from "../draft/use-delivery.ts";
import { useAskingStarter } from "../asking/asking-starter.ts";
import { plainContent, type Delivery } from "../draft/use-draft.ts";
import type { Suggestions } from "./suggestions.ts";
import type { Person } from "../state.ts";
import { AddTelephone, dialling, telephoneOf } from "../telephone.tsx";
import { useTools } from "../tools.ts";
import { doingOf, type Doing } from "./doing.ts";
import { useLogStarter } from "./log-starter.ts";
import { textGapsOf } from "./text-gaps.ts";

const DAY_MS = 86_400_000;

type Props = {
  action: Action;
  suggestions: Suggestions;
  person: Person;
  laterDays: number | undefined;
  asker: RefObject<HTMLButtonElement | null>;
};

const isHandedOver: ReadonlySet<Delivery> = new Set(["inDraft", "copied", "copiedInstead"]);

/** Main button and answers of a step. */
export function StepButtons({ action, suggestions, person, laterDays, asker }: Props) {
  const delivering = useDelivery(person);
  const { hasDraft, delivery, said } = delivering;
  const [isCalling, setCalling] = useState(false);
  const busy = suggestions.ending.state === "busy";
  const doing = doingOf(action.key);
  const main = useMain(action, suggestions, person, delivering);
  // What cannot be done from here can only be said to be done; so can a text that was handed over.
  const isDoneMain = doing === null || (delivery !== null && isHandedOver.has(delivery));
  return (
    <>
      {said !== null && <p class="small copied">{said}</p>}
      <div class="buttons">
        {doing !== null && !isDoneMain && (
          <MainButton
            doing={doing}
            hasDraft={hasDraft}
            telephone={telephoneOf(person)}
            busy={busy}
            press={() => {
              setCalling(doing === "call");
              main(doing);
            }}
          />
        )}
        <Answers
          suggestions={suggestions}
          laterDays={laterDays}
          asker={asker}
          isDoneMain={isDoneMain}
        />
      </div>
      {/* Somebody without a contact of their own, as a shared mailbox, has no number either. */}
      {doing === "call" && person.card?.contact != null && (
        <AddTelephone person={person} isOffered={isCalling} />
      )}
    </>
  );
}

/** Ends of a step: done, later, or not useful, which asks why. */
function Answers({
  suggestions,
  laterDays,
  asker,
  isDoneMain,
}: Pick<Props, "suggestions" | "laterDays" | "asker"> & { isDoneMain: boolean }) {
  const { t, day } = useTools();
  const { ending, answer, asking, setAsking } = suggestions;
  const busy = ending.state === "busy";
  const later =
    laterDays === undefined ? "" : day(new Date(Date.now() + laterDays * DAY_MS).toISOString());
  return (
    <>
      <button
        type="button"
        class={isDoneMain ? "button primary" : "button quiet"}
        disabled={busy}
        onClick={act(() => answer("done", null))}
      >
        {t("panel.next.done")}
      </button>
      <button
        type="button"
        class="button quiet"
        disabled={busy}
        onClick={act(() => answer("later", null))}
      >
        {later === "" ? t("panel.next.later") : t("panel.next.laterOn", { date: later })}
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
    </>
  );
}

/** The button that does the step; a call whose number is known is dialled by it. */
function MainButton({
  doing,
  hasDraft,
  telephone,
  busy,
  press,
}: {
  doing: Doing;
  hasDraft: boolean;
  telephone: string | null;
  busy: boolean;
  press: () => void;
}) {
  const { t } = useTools();
  const icons = { call: "call", meeting: "meeting", write: "email", ask: "email" } as const;
  const face = (
    <>
      <Icon name={icons[doing]} size={14} />
      {t(doing === "write" && hasDraft ? "panel.next.put" : `panel.next.does.${doing}`)}
    </>
  );
  if (doing === "call" && telephone !== null && !busy)
    return (
      <a
        class="button primary"
        {...dialling(telephone)}
        title={telephone}
        aria-label={t("panel.telephone.call", { number: telephone })}
        onClick={follow(press)}
      >
        {face}
      </a>
    );
  return (
    <button type="button" class="button primary" disabled={busy} onClick={act(press)}>
      {face}
    </button>
  );
}

/** Returns what the main button does: the log form of a call or meeting, or a text to send. */
function useMain(
  { key, reason }: Action,
  { answer }: Suggestions,
  person: Person,
  { deliver }: Delivering,
) {
  const { t, me } = useTools();
  const starter = useLogStarter();
  const asking = useAskingStarter();
  return (doing: Doing) => {
    if (doing === "ask") {
      asking.start?.(key === "ask_trust" ? "trust" : "relationship");
      asking.whenAsked = () => answer("done", null);
      return;
    }
    if (doing === "write") {
      const gaps = textGapsOf(person, me);
      void deliver(plainContent(t(`codes.text.${key}`, { ...reason.parameters, ...gaps })));
      return;
    }
    starter.start?.(doing);
    starter.whenLogged = { kind: doing, run: () => answer("done", null) };
  };
}
