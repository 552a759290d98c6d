/** Finds a customer by what is typed of a name; "/" goes there from anywhere on the page. */
import { useLocation } from "preact-iso";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { plain } from "../../../../shared/locales/translate.ts";
import { useTools } from "../../tools.ts";
import { useFound } from "./use-found.ts";

/** A combo box (ARIA 1.2): arrows choose, Enter opens, Escape closes. */
export function Search() {
  const { t } = useTools();
  const { route } = useLocation();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const answer = useFound(typed);
  const found = answer === null || answer === "failed" ? [] : answer.found;
  useLayoutEffect(() => setAt(0), [answer]);
  useEffect(() => {
    const seek = (event: KeyboardEvent) => {
      const isTyping = (event.target as Element | null)?.closest("input, textarea, select");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", seek);
    return () => removeEventListener("keydown", seek);
  }, []);
  const open = (id: string | undefined) => {
    if (id !== undefined) route(`/customers/${id}`);
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) setAt((at + step + found.length) % found.length);
    else if (event.key === "Enter") open(found[at]?.id);
    else if (event.key === "Escape") setTyped("");
    else return;
    event.preventDefault();
  };
  const isOpen = typed.trim() !== "" && answer !== null;
  return (
    <div class="search">
      <input
        ref={field}
        class="input"
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found.length > 0 ? `found-${at}` : undefined}
        aria-label={t("customers.search.label")}
        placeholder={t("customers.search.label")}
        title={t("customers.search.hint")}
        maxLength={200}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={press}
      />
      {isOpen && (
        <div class="menu-sheet sheet">
          <ul id="found" role="listbox" aria-label={t("customers.search.found")}>
            {found.map(({ id, name }, index) => (
              <li
                key={id}
                id={`found-${index}`}
                role="option"
                aria-selected={index === at}
                onMouseDown={(event) => {
                  event.preventDefault();
                  open(id);
                }}
              >
                <bdi>{plain(name)}</bdi>
              </li>
            ))}
          </ul>
          {found.length === 0 && (
            <p class="muted" role="status">
              {t(answer === "failed" ? "customers.search.failed" : "customers.search.none")}
            </p>
          )}
          {answer !== "failed" && answer?.more && (
            <p class="muted small">{t("customers.search.more")}</p>
          )}
        </div>
      )}
    </div>
  );
}
