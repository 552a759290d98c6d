/** One customer's card: the sections in order, and the foot that always stays in sight. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Card } from "../../shared/contract/card.ts";
import { OpenedContext } from "../../shared/ui/card/explanation.tsx";
import { useOpened } from "../../shared/ui/card/use-opened.ts";
import { AskSection } from "./asking/ask-section.tsx";
import { AskingStarterContext, type AskingStarter } from "./asking/asking-starter.ts";
import { Faces } from "./faces.tsx";
import { Figures } from "../../shared/ui/card/figures.tsx";
import { FirstLine } from "./first-line.tsx";
import { Logging } from "./log/logging.tsx";
import { More } from "../../shared/ui/card/more.tsx";
import { displayName } from "./names.ts";
import { NextAction } from "./next-action.tsx";
import { OpenPromises } from "./promises/open-promises.tsx";
import { Satisfaction } from "../../shared/ui/card/satisfaction.tsx";
import { LogStarterContext, type LogStarter } from "./steps/log-starter.ts";
import { Added } from "./stranger.tsx";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";
import { lazily } from "./lazily.tsx";
import { factsOf, FactsContext, type Factor, type Opener } from "../../shared/ui/facts.ts";
import { touchOf } from "./touch-facts.ts";
import { Touches, type OpenedTouch } from "./touches.tsx";

const FollowUps = lazily(async () => (await import("./cases/follow-ups.tsx")).FollowUps);
const TrustForm = lazily(async () => (await import("./trust-form.tsx")).TrustForm);

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
  const { opened, area, onKeyDown } = useOpened({
    model: card.version.model,
    policy: card.version.policy,
    scoredAt: card.scoredAt,
  });
  const touch = useOpenedTouch(state.open);
  const facts = useFacts(card, touch.setOpened);
  return (
    <OpenedContext.Provider value={opened}>
      <FactsContext.Provider value={facts}>
        <Starters>
          {/* A scrolling area must be reachable by keyboard even where nothing in it can be. */}
          <div
            ref={area}
            class="scroll"
            role="group"
            aria-label={displayName(person)}
            tabIndex={0}
            onKeyDown={onKeyDown}
          >
            <Added person={person} />
            <FirstLine person={person} card={card} />
            <PersonCases card={card} person={person} />
            <NextAction
              key={state.open}
              next={card.scores.next}
              person={person}
              user={state.user}
              laterDays={state.laterDays}
            />
            <OpenPromises person={person} card={card} />
            <Known state={state} card={card} person={person} touch={touch} />
            {/* Who is writing has nothing to note of how the other one took it. */}
            {state.screen !== "compose" && <Faces person={person} forms={state.forms ?? []} />}
            <AskSection person={person} customerId={card.customer.id} />
            <More card={card} />
          </div>
          <Logging state={state} person={person} />
        </Starters>
      </FactsContext.Provider>
    </OpenedContext.Provider>
  );
}

/** The ways from a factor to its contact on the card, else to the record's facts of its kind. */
function useFacts({ touches, customer: { id } }: Card, openTouch: (id: string) => void) {
  const { commands, announce, t } = useTools();
  return useMemo(
    () => ({
      openerOf(factor: Factor): Opener | null {
        const found = touchOf(factor, touches);
        if (found !== null) return { open: () => openTouch(found.id) };
        const kind = factsOf(factor);
        const open = async () => {
          const fault = await commands.openRecord(id, kind);
          if (fault !== null) announce(t(`codes.error.${fault}`));
        };
        return kind && { open: () => void open(), isAway: true };
      },
    }),
    [touches, id, t],
  );
}

/** The ways from a suggested step to the log form and to the form that asks. */
function Starters({ children }: { children: ComponentChildren }) {
  const log = useMemo((): LogStarter => ({ start: null, whenLogged: null }), []);
  const asking = useMemo((): AskingStarter => ({ start: null, whenAsked: null }), []);
  return (
    <LogStarterContext.Provider value={log}>
      <AskingStarterContext.Provider value={asking}>{children}</AskingStarterContext.Provider>
    </LogStarterContext.Provider>
  );
}

/** Holds which contact is open; none is once another mail is. */
function useOpenedTouch(open: string): OpenedTouch {
  const [opened, setOpened] = useState<string | null>(null);
  useEffect(() => setOpened(null), [open]);
  return { opened, setOpened };
}

/** Open cases; they stay while there is proof of a step, which may have closed the last one. */
function PersonCases({ card, person }: { card: Card; person: Person }) {
  const isNeeded = useRef(false);
  isNeeded.current ||=
    (card.cases ?? []).length > 0 || person.kept.some(({ slot }) => slot === "case");
  return isNeeded.current ? <FollowUps person={person} cases={card.cases ?? []} /> : null;
}

/** The figures, with the form for one's own answers on trust where the person may write. */
function PersonFigures({ card, person }: { card: Card; person: Person }) {
  const { isReadOnly } = useTools();
  const [isAsked, setAsked] = useState(false);
  if (isReadOnly) return <Figures card={card} />;
  // Once it was asked for, or has proof of an answer, the form stays.
  const isNeeded = useRef(false);
  isNeeded.current ||= isAsked || person.kept.some(({ slot }) => slot === "trust");
  return (
    <Figures card={card} ask={() => setAsked(true)}>
      {isNeeded.current && (
        <TrustForm person={person} isOpen={isAsked} close={() => setAsked(false)} />
      )}
    </Figures>
  );
}

/** Returns true for a customer of whom no figure and no word is known. */
function isBlank({ lastPurchase, scores: { trust, satisfaction } }: Card): boolean {
  return (
    lastPurchase === null &&
    trust.score === null &&
    (trust.ours?.score ?? null) === null &&
    satisfaction.customer.latest.length + satisfaction.rep.latest.length === 0
  );
}

/** Figures, what they said and the last contacts; of a new prospect one sentence instead. */
function Known({
  state,
  card,
  person,
  touch,
}: {
  state: PanelState;
  card: Card;
  person: Person;
  touch: OpenedTouch;
}) {
  const { t } = useTools();
  const isProspect = isBlank(card) && card.scores.stage.stage === "prospect";
  const isSilent = card.touches.length === 0;
  return (
    <>
      {isProspect ? (
        <div class="section">
          <p class="calm">{t(isSilent ? "panel.prospect.blank" : "panel.prospect.contacted")}</p>
        </div>
      ) : (
        <>
          <PersonFigures card={card} person={person} />
          <Satisfaction satisfaction={card.scores.satisfaction} />
        </>
      )}
      {!(isProspect && isSilent) && <Touches touches={card.touches} state={state} {...touch} />}
    </>
  );
}
