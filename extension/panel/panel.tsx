/** The whole panel: which screen, which person, what is folded away. */
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { CardView } from "./card-view.tsx";
import { copyNumber } from "./copy-number.ts";
import { followEdges } from "./follow-edges.ts";
import { focusedIn } from "./focus.ts";
import { act, onKeys } from "../../shared/ui/guard.ts";
import { shownTier } from "../../shared/contract/shown-tier.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { Link } from "../../shared/ui/link.tsx";
import { Monogram } from "../../shared/ui/monogram.tsx";
import { WordingContext } from "../../shared/ui/wording.ts";
import { Cautions, doubtedPeople } from "./caution.tsx";
import { lazily } from "./lazily.tsx";
import { displayName } from "./names.ts";
import { TopBar } from "./people.tsx";
import { ReadOnly } from "./proof.tsx";
import { Nobody, SignedOut, Skeleton, Unreadable, Unscored } from "./screens.tsx";
import type { Commands, PanelState, Person } from "./state.ts";
import { Stranger } from "./stranger.tsx";
import { NoticeFoot } from "./strip.tsx";
import { useTodayCount } from "./home/use-today-count.ts";
import { makeTools, ToolsContext, useTools } from "./tools.ts";

const Offer = lazily(async () => (await import("./offer.tsx")).Offer);

const Home = lazily(async () => (await import("./home/home.tsx")).Home);

/** The panel of this state; its live region says each proof once. */
export function Panel({ state, commands }: { state: PanelState; commands: Commands }) {
  const [said, setSaid] = useState("");
  const panel = useRef<HTMLElement>(null);
  // Whose sign-in has ended sees nobody any more, folded away too.
  const person = state.screen === "signed_out" ? undefined : selectedPerson(state);
  const currency = person?.card?.scores.value.currency ?? state.currency ?? "GBP";
  const isReadOnly = state.isReadOnly === true;
  const facts = [state.locale, currency, state.words, state.draft, state.user?.name, isReadOnly];
  const tools = useMemo(
    () =>
      makeTools(state.locale, currency, state, commands, isReadOnly, (text) => {
        setSaid(text);
        return () => setSaid((now) => (now === text ? "" : now));
      }),
    [JSON.stringify(facts), commands],
  );
  useFocusAcrossFold(panel, state.collapsed);
  useEffect(() => (panel.current === null ? undefined : followEdges(panel.current)), []);
  const copy = () => {
    const copied = copyNumber();
    if (copied !== null) setSaid(tools.t("panel.copied", { text: copied }));
  };
  // A slash looks for somebody, but where it is typed into a field.
  const find = onKeys({
    "/": () => {
      const field = panel.current && focusedIn(panel.current);
      if (field?.matches("input:not([type=radio],[type=checkbox]), textarea")) return false;
      commands.goHome(true);
      return true;
    },
  });
  return (
    <ToolsContext.Provider value={tools}>
      <WordingContext.Provider value={tools}>
        <aside
          ref={panel}
          class={state.collapsed ? "regards tab" : "regards"}
          data-doubted={person !== undefined && person.cautions.length > 0}
          data-theme={state.theme}
          lang={state.locale === "en" ? "en" : "zh-CN"}
          role="complementary"
          aria-label={tools.t("panel.name")}
          onDblClick={copy}
          onKeyDown={state.collapsed || state.screen === "signed_out" ? undefined : find}
        >
          {state.collapsed ? (
            <Tab
              person={person}
              isDoubted={doubtedPeople(state, person).length > 0}
              isToday={state.screen === "home"}
            />
          ) : (
            <Open state={state} person={person} />
          )}
          <div class="hidden" role="status" aria-live="polite">
            {said}
          </div>
        </aside>
      </WordingContext.Provider>
    </ToolsContext.Provider>
  );
}

/** Returns the chosen person, else the most relevant; colleagues and lists have no card. */
function selectedPerson(state: PanelState): Person | undefined {
  const outside = state.people.filter((person) => person.status !== "muted");
  return outside.find((person) => person.address === state.selected) ?? outside[0];
}

function Open({ state, person }: { state: PanelState; person: Person | undefined }) {
  if (state.screen === "signed_out")
    return (
      <>
        <TopBar state={{ ...state, people: [] }} />
        <SignedOut />
      </>
    );
  if (state.screen === "home")
    return (
      <>
        <TopBar state={{ ...state, people: [] }} />
        <Home state={state} />
        <NoticeFoot state={state} person={undefined} />
      </>
    );
  if (state.screen === "offer")
    return (
      <>
        <TopBar state={state} />
        <Offer state={state} />
        <NoticeFoot state={state} person={undefined} />
      </>
    );
  return (
    <>
      <TopBar state={state} />
      {state.screen === "unreadable" && <Unreadable found={person !== undefined} />}
      {state.screen === "found" && <BackHome />}
      <Cautions state={state} person={person} />
      {person === undefined ? (
        state.screen !== "unreadable" && state.screen !== "painting" && <Nobody state={state} />
      ) : (
        <PersonView key={person.address} state={state} person={person} />
      )}
      {/* A card has its own foot. */}
      {person?.card == null && <NoticeFoot state={state} person={person} />}
    </>
  );
}

/** The way back from somebody who was found. */
function BackHome() {
  const { t, commands } = useTools();
  return (
    <div class="section back">
      <Link text={t("panel.home.back")} press={() => commands.goHome(true)} />
    </div>
  );
}

function PersonView({ state, person }: { state: PanelState; person: Person }) {
  if (person.card !== null) return <CardView state={state} person={person} card={person.card} />;
  if (person.status === "loading" && state.connection === "online")
    return <Skeleton person={person} />;
  if (person.status === "customer") return <Unscored person={person} />;
  if (person.status === "unknown")
    return (
      <div class="scroll">
        <Stranger person={person} />
        <ReadOnly />
      </div>
    );
  return <Unreachable person={person} />;
}

/** Nothing in memory and nobody to ask. */
function Unreachable({ person }: { person: Person }) {
  const { t } = useTools();
  return (
    <div class="empty">
      <span class="emblem">
        <Icon name="warn" size={20} />
      </span>
      <h2 class="name">
        <bdi>{displayName(person)}</bdi>
      </h2>
      <p>{t("panel.connection.nothing")}</p>
    </div>
  );
}

/** The slim tab that stays when the panel is folded away. */
function Tab({
  person,
  isDoubted,
  isToday,
}: {
  person: Person | undefined;
  isDoubted: boolean;
  isToday: boolean;
}) {
  const { t, commands, number } = useTools();
  const today = useTodayCount(isToday);
  const scores = person?.card?.scores;
  const tier = scores === undefined ? undefined : shownTier(scores.tier);
  const label = tier === undefined ? null : t(`codes.tier.${tier}`);
  const name = person === undefined ? null : displayName(person);
  const things =
    today && t(`panel.today.${today.hasMore ? "moreThan" : "count"}`, { count: today.count });
  return (
    <button
      type="button"
      data-fold=""
      class={isDoubted ? "doubted" : (tier ?? "")}
      aria-expanded="false"
      title={[t("panel.unfold"), name, label, things].filter((part) => part !== null).join(" · ")}
      onClick={act(() => commands.collapse(false))}
    >
      <Icon name="unfold" />
      <span class="hidden">{t("panel.unfold")}</span>
      {name !== null && <Monogram name={name} tier={scores?.tier.tier} />}
      {name === null && <Icon name={isToday ? "check" : "people"} />}
      {things !== null && <span class="hidden">{things}</span>}
      {today !== null && today.count > 0 && (
        <span class="num" aria-hidden="true">
          {number(today.count)}
          {today.hasMore && "+"}
        </span>
      )}
      {label !== null && <span class="hidden">{label}</span>}
      {isDoubted && (
        <span class="danger">
          <Icon name="danger" size={20} />
          <span class="hidden">{t("panel.caution.title")}</span>
        </span>
      )}
      {typeof scores?.trust.score === "number" && (
        <span class="num">{number(scores.trust.score)}</span>
      )}
    </button>
  );
}

/** Moves the focus to the counterpart of the button that folding replaces. */
function useFocusAcrossFold(panel: RefObject<HTMLElement | null>, collapsed: boolean): void {
  const before = useRef(collapsed);
  const within = useRef(false);
  within.current =
    panel.current !== null && focusedIn(panel.current)?.hasAttribute("data-fold") === true;
  useEffect(() => {
    if (before.current !== collapsed && within.current)
      panel.current?.querySelector<HTMLElement>("[data-fold]")?.focus();
    before.current = collapsed;
  }, [collapsed]);
}
