/**
 * Finding a customer of the book by typing: a combobox after the ARIA practices, with a list below
 * its field.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FoundCustomer, FoundCustomers } from "../../shared/contract/answers.ts";
import { shownTier } from "../../shared/contract/shown-tier.ts";
import { plain, type Translate } from "../../shared/locales/translate.ts";
import { act, change, onKeys } from "../../shared/ui/guard.ts";
import { seen } from "../../shared/ui/seen.ts";
import { useTools } from "./tools.ts";

/** Typing is over when nothing was typed for this long. */
const debounceMs = 200;
/** Returns true where the text is long enough to narrow the search; Chinese names are short. */
const isEnough = (typed: string) => Array.from(typed.trim()).length >= 2;

type State =
  | { state: "idle" | "short" | "busy" }
  | { state: "found"; found: FoundCustomers }
  | { state: "failed"; code: string };

/** Searches while it is typed; an answer to what is no longer typed is dropped. */
function useSearch(typed: string): State {
  const { commands } = useTools();
  const [state, setState] = useState<State>({ state: "idle" });
  useEffect(() => {
    const left = new AbortController();
    if (!isEnough(typed)) {
      setState({ state: typed.trim() === "" ? "idle" : "short" });
      return undefined;
    }
    setState((now) => (now.state === "found" ? now : { state: "busy" }));
    const timer = setTimeout(() => {
      void commands.findCustomers(typed.trim(), left.signal).then((answer) => {
        if (!left.signal.aborted)
          setState(
            answer.ok
              ? { state: "found", found: answer.value }
              : { state: "failed", code: answer.failure.code },
          );
      });
    }, debounceMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [typed, commands]);
  return state;
}

/** Moves through so many options by arrow keys, round the ends; none is active while typing. */
function useActiveOption(count: number, typed: string) {
  const [active, setActive] = useState(-1);
  useLayoutEffect(() => setActive(-1), [typed]);
  const move = (by: number) => () => {
    if (count > 0) setActive((now) => (now + by + count + (now < 0 && by < 0 ? 1 : 0)) % count);
    return count > 0;
  };
  return { active, move };
}

const isAddress = (typed: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim());

/**
 * The field and its list. `choose` hears who was chosen; `close` that the person gave up. With
 * `lookUp` an address can be typed as well, and Enter takes the first one found.
 */
export function CustomerSearch({ busy, takesFocus = true, choose, lookUp, close }: SearchProps) {
  const { t } = useTools();
  const [typed, setTyped] = useState("");
  const address = lookUp !== undefined && isAddress(typed) ? typed.trim() : null;
  const state = useSearch(address === null ? typed : "");
  const customers = state.state === "found" ? state.found.customers : [];
  const { active, move } = useActiveOption(customers.length, typed);
  const pick = (customer: FoundCustomer | undefined) => {
    if (customer !== undefined && !busy) choose(customer);
  };
  const keys = onKeys({
    ArrowDown: move(1),
    ArrowUp: move(-1),
    Enter: () => {
      if (address !== null) lookUp?.(address);
      else pick(customers[lookUp !== undefined && active < 0 ? 0 : active]);
      return true;
    },
    Escape: () => {
      if (typed === "") close();
      else setTyped("");
      return true;
    },
  });
  return (
    <div class="search" role="search" aria-label={t("panel.search.title")}>
      <SearchField
        typed={typed}
        isExpanded={customers.length > 0}
        active={active}
        type={setTyped}
        keys={keys}
        takesFocus={takesFocus}
        placeholder={t(
          lookUp === undefined ? "panel.search.placeholder" : "panel.home.placeholder",
        )}
      />
      {address !== null && <LookUp address={address} busy={busy} lookUp={lookUp} />}
      <FoundList customers={customers} active={active} busy={busy} pick={pick} />
      <p class={state.state === "failed" ? "small bad" : "small muted"} role="status">
        {statusOf(state, t)}
      </p>
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(close)}>
          {t("panel.cancel")}
        </button>
      </div>
    </div>
  );
}

function LookUp({
  address,
  busy,
  lookUp,
}: {
  address: string;
  busy: boolean;
  lookUp: ((address: string) => void) | undefined;
}) {
  const { t } = useTools();
  return (
    <button type="button" class="button" disabled={busy} onClick={act(() => lookUp?.(address))}>
      {t("panel.home.lookUp", { address })}
    </button>
  );
}

type SearchProps = {
  busy: boolean;
  takesFocus?: boolean;
  choose(customer: FoundCustomer): void;
  lookUp?(address: string): void;
  close(): void;
};

/** The combobox; it keeps the focus while the arrow keys move through the list. */
function SearchField({
  typed,
  isExpanded,
  active,
  type,
  keys,
  takesFocus,
  placeholder,
}: {
  typed: string;
  isExpanded: boolean;
  active: number;
  type(text: string): void;
  keys(event: KeyboardEvent): void;
  takesFocus: boolean;
  placeholder: string;
}) {
  const { t } = useTools();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) field.current?.focus();
  }, []);
  return (
    <label class="field">
      {t("panel.search.title")}
      <input
        ref={field}
        class="input"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        maxLength={200}
        value={typed}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-expanded={isExpanded}
        aria-controls="found-customers"
        aria-activedescendant={active < 0 ? undefined : `found-${active}`}
        onInput={change(type)}
        onKeyDown={keys}
      />
    </label>
  );
}

function FoundList({
  customers,
  active,
  busy,
  pick,
}: {
  customers: FoundCustomer[];
  active: number;
  busy: boolean;
  pick(customer: FoundCustomer): void;
}) {
  const { t } = useTools();
  return (
    <ul
      id="found-customers"
      role="listbox"
      aria-label={t("panel.search.title")}
      hidden={customers.length === 0}
    >
      {customers.map((customer, index) => (
        <li
          key={customer.id}
          id={`found-${index}`}
          ref={index === active ? seen : undefined}
          role="option"
          aria-selected={index === active}
          aria-disabled={busy}
          onClick={act(() => pick(customer))}
        >
          <bdi class="called">{plain(customer.name)}</bdi>
          <span class="at">{describeCustomer(customer, t)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Returns tier and number of a customer, as far as they are known: "Formerly high · no. C-31". */
function describeCustomer({ tier, former, externalId }: FoundCustomer, t: Translate): string {
  const parts = [
    tier === null ? null : t(`codes.tier.${shownTier({ tier, ...(former && { former }) })}`),
    externalId === null ? null : t("panel.number", { number: externalId }),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

/** Says how the search stands, for eyes and screen readers. */
function statusOf(state: State, t: Translate): string {
  switch (state.state) {
    case "idle":
      return "";
    case "short":
      return t("panel.search.short");
    case "busy":
      return t("panel.search.busy");
    case "failed":
      return t(`codes.error.${state.code}`);
    case "found": {
      if (state.found.customers.length === 0) return t("panel.search.none");
      return state.found.more
        ? t("panel.search.more")
        : t("panel.search.found", { count: state.found.customers.length });
    }
  }
}
