/** The top bar: everyone in the thread in one row, and the button that folds the panel away. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { differingSpans, doubtedSpans } from "../../shared/people/compared-addresses.ts";
import { shownTier } from "../../shared/contract/shown-tier.ts";
import { cutParts } from "../../shared/people/cut-address.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { Letters } from "./address.tsx";
import { fitChips, type Fitting } from "./fit-chips.ts";
import { act } from "../../shared/ui/guard.ts";
import { displayName, shownAddress } from "./names.ts";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";
import { lazily } from "./lazily.tsx";

const WhoIsWho = lazily(async () => (await import("./who-is-who.tsx")).WhoIsWho);

/** Letters of an address in a chip. */
const columns = 26;
/** Pixels between chips, and on both sides of the row together, as the sheet has them. */
const gap = 6;
const padding = 6;
/** Widths of a chip in pixels, as the sheet has them: the most, that of a narrowed one, its borders. */
const widest = 168;
const narrowed = 92;
const borders = 2;

/** Chips of everyone where there are several people, else the product's name. */
export function TopBar({ state }: { state: PanelState }) {
  const { t, commands } = useTools();
  const [isCorrecting, correct] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const alone = state.people.length < 2;
  // Another message has other people under the pointer.
  useEffect(() => correct(false), [state.open]);
  const close = () => {
    correct(false);
    opener.current?.focus();
  };
  const opening = (
    <button
      type="button"
      ref={opener}
      class="fold"
      aria-expanded={isCorrecting}
      aria-label={t("panel.who.title")}
      title={t("panel.who.title")}
      onClick={act(() => correct(!isCorrecting))}
    >
      <Icon name="people" />
    </button>
  );
  return (
    <>
      <div class="top">
        {alone ? (
          <span class="wordmark">{t("panel.name")}</span>
        ) : (
          <People state={state} correct={() => correct(!isCorrecting)}>
            {opening}
          </People>
        )}
        {alone && <Find screen={state.screen} />}
        {state.people.length === 1 && opening}
        <button
          type="button"
          class="fold"
          data-fold=""
          aria-expanded="true"
          aria-label={t("panel.fold")}
          title={t("panel.fold")}
          onClick={act(() => commands.collapse(true))}
        >
          <Icon name="fold" />
        </button>
      </div>
      {isCorrecting && <WhoIsWho state={state} close={close} />}
    </>
  );
}

/** The button that looks for somebody, where there is room for it and it leads somewhere. */
function Find({ screen }: Pick<PanelState, "screen">) {
  const { t, commands } = useTools();
  if (["home", "signed_out", "unreadable"].includes(screen)) return null;
  return (
    <button
      type="button"
      class="fold"
      aria-label={t("panel.home.find")}
      title={t("panel.home.findKey")}
      onClick={act(() => commands.goHome(true))}
    >
      <Icon name="find" />
    </button>
  );
}

/** Returns the chips in sight, measured whenever the row or its people change. */
function useFitting(
  row: RefObject<HTMLElement | null>,
  { selected, key }: { selected: number; key: string },
): Fitting | null {
  const [fitting, setFitting] = useState<Fitting | null>(null);
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return undefined;
    const all = (kind: string) => [...element.querySelectorAll<HTMLElement>(`[data-chip=${kind}]`)];
    const widths = (kind: string) => all(kind).map((chip) => chip.offsetWidth);
    // The name's own width, also while it is cut.
    const natural = (chip: HTMLElement) =>
      chip.classList.contains("long")
        ? chip.offsetWidth
        : Math.min(widest, chip.scrollWidth + borders);
    const measure = () => {
      const [whole = 0] = widths("whole");
      const [more = 0] = widths("more");
      const people = all("person");
      const chips = people.map(natural);
      const least = people.map((chip, at) =>
        chip.classList.contains("long") ? (chips[at] ?? 0) : Math.min(narrowed, chips[at] ?? 0),
      );
      const room = element.clientWidth - padding;
      setFitting(fitChips({ room, gap, chips, least, selected, whole, more }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [selected, key]);
  return fitting;
}

type PeopleProps = {
  state: PanelState;
  /** Opens or closes the corrections. */
  correct(): void;
  children: ComponentChildren;
};

/**
 * One row of chips; those that do not fit, and colleagues, are behind its last one, as is what
 * corrects who they are.
 */
function People({ state, correct, children }: PeopleProps) {
  const { t } = useTools();
  const [isOpen, setOpen] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const outside = state.people.filter((person) => person.status !== "muted");
  const muted = state.people.filter((person) => person.status === "muted");
  const selected = outside.findIndex(({ address }) => address === state.selected);
  const key = JSON.stringify([isOpen, state.locale, state.people.map(displayName)]);
  const fitting = useFitting(row, { selected, key });
  const isFitting = (at: number) => fitting === null || fitting.shown.has(at);
  const hidden = outside.filter((_, at) => !isFitting(at)).length;
  const rest = hidden + muted.length;
  const end = rest === 0 ? null : fitting?.isWhole === false ? "more" : "whole";
  return (
    <div
      ref={row}
      class={`people${isOpen ? " open" : fitting?.isNarrow === true ? " narrow" : ""}`}
      role="group"
      aria-label={t("panel.people.title")}
    >
      {outside.map((person, at) => (
        <PersonChip
          key={person.address}
          person={person}
          twin={outside.find((one) => one !== person && displayName(one) === displayName(person))}
          isSelected={at === selected}
          pressAgain={correct}
          isShown={isOpen || isFitting(at)}
        />
      ))}
      {isOpen && muted.map((person) => <MutedChip key={person.address} person={person} />)}
      {isOpen && children}
      {/* Both are measured, whichever is in sight. */}
      {(["whole", "more"] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          class={`chip plain${kind === end ? "" : " away"}`}
          data-chip={kind}
          hidden={kind === "whole" && muted.length === 0}
          aria-expanded={isOpen}
          aria-label={
            kind === "more" && !isOpen ? t("panel.people.moreOf", { count: rest }) : undefined
          }
          onClick={act(() => setOpen(!isOpen))}
        >
          {isOpen
            ? t("panel.people.fewer")
            : kind === "more"
              ? t("panel.people.more", { count: rest })
              : t(`panel.people.${mutedKind(outside, muted)}`, { count: muted.length })}
        </button>
      ))}
    </div>
  );
}

/** Returns the words for colleagues, lists and machines: beside others, or alone. */
const mutedKind = (outside: Person[], muted: Person[]): string =>
  (muted.some((one) => one.machine) ? "others" : "colleagues") + (outside.length > 0 ? "Too" : "");

/** A colleague, a list or a machine. */
const MutedChip = ({ person }: { person: Person }) => (
  <span class="chip plain" title={shownAddress(person)}>
    <bdi>{displayName(person)}</bdi>
  </span>
);

/** One person: the mark of their tier, or the sign of danger, and the name. */
function PersonChip({
  person,
  twin,
  isSelected,
  isShown,
  pressAgain,
}: {
  person: Person;
  /** Somebody else of the same name: the addresses tell them apart. */
  twin: Person | undefined;
  isSelected: boolean;
  isShown: boolean;
  /** Called when the chip of who is shown already is pressed. */
  pressAgain(): void;
}) {
  const { t, commands } = useTools();
  const address = shownAddress(person);
  const name = displayName(person);
  const isAddress = twin !== undefined || name === address;
  const tier = person.card === null ? undefined : shownTier(person.card.scores.tier);
  const isDoubted = person.cautions.length > 0;
  const other = twin === undefined ? null : shownAddress(twin);
  const parts = useMemo(() => {
    if (!isAddress) return [];
    const telling = other === null ? [] : differingSpans(address, other);
    return cutParts(address, columns, [...doubtedSpans(address, person.cautions), ...telling]);
  }, [isAddress, address, other, person.cautions]);
  return (
    <button
      type="button"
      class={`chip${isAddress ? " long" : ""}${isShown ? "" : " away"}`}
      data-chip="person"
      aria-pressed={isSelected}
      title={tier === undefined ? address : `${address} · ${t(`codes.tier.${tier}`)}`}
      onClick={act(() => (isSelected ? pressAgain() : commands.select(person.address)))}
    >
      {isDoubted && <Icon name="danger" size={14} />}
      {!isDoubted && tier !== undefined && <span class={`mark ${tier}`} aria-hidden="true" />}
      {isAddress ? (
        <bdi>
          {/* Who is genuine is told from whom poses, and bears no mark of danger. */}
          <Letters parts={isDoubted ? parts : parts.map((one) => ({ ...one, isMarked: false }))} />
          <span class="hidden">{address}</span>
        </bdi>
      ) : (
        <bdi>{name}</bdi>
      )}
    </button>
  );
}

/** Names of people whose address the page does not show: they are neither looked up nor logged. */
export function WithoutAddress({ names }: { names: string[] }) {
  const { t } = useTools();
  return names.length === 0 ? null : (
    <div class="proof pending" title={names.join(", ")}>
      <span class="text">
        <span>{t("panel.people.withoutAddress", { count: names.length })}</span>
      </span>
    </div>
  );
}
