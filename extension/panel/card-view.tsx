/** One customer's card: the sections in order, and the foot that always stays in sight. */
import { useRef, useState } from "preact/hooks";
import type { Card } from "../../shared/contract/card.ts";
import { OpenedContext } from "./explanation.tsx";
import { Faces } from "./faces.tsx";
import { Facts } from "./facts.tsx";
import { FirstLine } from "./first-line.tsx";
import { onEscape } from "./guard.ts";
import { Logging } from "./log/logging.tsx";
import { displayName } from "./names.ts";
import { NextAction } from "./next-action.tsx";
import { Satisfaction } from "./satisfaction.tsx";
import { Standing } from "./standing.tsx";
import { Added } from "./stranger.tsx";
import type { PanelState, Person } from "./state.ts";
import { Touches } from "./touches.tsx";
import { Warning } from "./warning.tsx";

/** The card of this person, from the first line to the logging row. */
export function CardView({
  state,
  person,
  card,
}: {
  state: PanelState;
  person: Person;
  card: Card;
}) {
  const [open, setOpen] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const close = () => {
    const opener = [...(area.current?.querySelectorAll<HTMLElement>("[data-measure]") ?? [])].find(
      (one) => one.dataset["measure"] === open,
    );
    setOpen(null);
    opener?.focus();
  };
  const toggle = (id: string) => (id === open ? close() : setOpen(id));
  // A replayed answer to an older version's write holds a card without the newer parts.
  const whole = card.version.card >= 2;
  const version = {
    model: card.version.model,
    policy: card.version.policy,
    scoredAt: card.scoredAt,
  };
  return (
    <OpenedContext.Provider value={{ open, toggle, version }}>
      {/* A scrolling area must be reachable by keyboard even where nothing in it can be. */}
      <div
        ref={area}
        class="scroll"
        role="group"
        aria-label={displayName(person)}
        tabIndex={0}
        onKeyDown={open === null ? undefined : onEscape(close)}
      >
        <Added person={person} />
        <FirstLine person={person} card={card} />
        {whole && <Warning scores={card.scores} />}
        <NextAction next={card.scores.next} person={person} user={state.user} />
        <Facts card={card} />
        <Satisfaction satisfaction={card.scores.satisfaction} />
        <Touches touches={card.touches} />
        <Faces person={person} forms={state.forms ?? []} />
        {whole && <Standing scores={card.scores} />}
      </div>
      <Logging state={state} person={person} />
    </OpenedContext.Provider>
  );
}
