/**
 * Finding a customer of the book by typing: a combobox after the ARIA practices, with a list below
 * its field.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { FoundCustomer, FoundCustomers } from "../../shared/contract/answers.ts";
import { plain } from "../locales/translate.ts";
import { act, change, onKeys } from "./guard.ts";
import { seen } from "./seen.ts";
import { useTools } from "./tools.ts";

/** Typing is over when nothing was typed for so long, milliseconds. */
const debounceMs = 200;
/** So many letters find somebody; one character of a Chinese name says more than one letter. */
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

/** The field and its list. `choose` hears who was chosen; `close` that the person gave up. */
export function CustomerSearch({
  busy,
  choose,
  close,
}: {
  busy: boolean;
  choose(customer: FoundCustomer): void;
  close(): void;
}) {
  const { t } = useTools();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const state = useSearch(typed);
  const customers = state.state === "found" ? state.found.customers : [];
  useEffect(() => field.current?.focus(), []);
  useEffect(() => setAt(-1), [typed]);

  const move = (by: number) => () => {
    if (customers.length > 0)
      setAt(
        (now) => (now + by + customers.length + (now < 0 && by < 0 ? 1 : 0)) % customers.length,
      );
    return customers.length > 0;
  };
  const pick = (customer: FoundCustomer | undefined) => {
    if (customer !== undefined && !busy) choose(customer);
  };
  const keys = onKeys({
    ArrowDown: move(1),
    ArrowUp: move(-1),
    Enter: () => {
      pick(customers[at]);
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
          placeholder={t("panel.search.placeholder")}
          aria-autocomplete="list"
          aria-expanded={customers.length > 0}
          aria-controls="found-customers"
          aria-activedescendant={at < 0 ? undefined : `found-${at}`}
          onInput={change(setTyped)}
          onKeyDown={keys}
        />
      </label>
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
            ref={index === at ? seen : undefined}
            role="option"
            aria-selected={index === at}
            aria-disabled={busy}
            onClick={act(() => pick(customer))}
          >
            <bdi class="called">{plain(customer.name)}</bdi>
            <span class="at">
              {[
                customer.tier === null ? null : t(`codes.tier.${customer.tier}`),
                customer.externalId === null
                  ? null
                  : t("panel.number", { number: customer.externalId }),
              ]
                .filter((part) => part !== null)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      <p class={state.state === "failed" ? "small bad" : "small muted"} role="status">
        {said(state, t)}
      </p>
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(close)}>
          {t("panel.cancel")}
        </button>
      </div>
    </div>
  );
}

function said(state: State, t: ReturnType<typeof useTools>["t"]): string {
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
