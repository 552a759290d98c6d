/** A sheet in which somebody says whose an answer is: typed, found, chosen. */
import { useLayoutEffect, useState } from "preact/hooks";
import { plain } from "../../../../shared/locales/translate.ts";
import { Dialog } from "../../frame/dialog.tsx";
import { useTools } from "../../tools.ts";
import { useFound } from "../customers/use-found.ts";

/** A combo box (ARIA 1.2): arrows choose, Enter takes, Escape closes the sheet. */
export function ChooseCustomer({
  who,
  close,
  choose,
}: {
  who: string;
  close(): void;
  choose(id: string, name: string): void;
}) {
  const { t } = useTools();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const answer = useFound(typed);
  const found = answer === null || answer === "failed" ? [] : answer.found;
  useLayoutEffect(() => setAt(0), [answer]);
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const one = found[at];
    if (step !== undefined && found.length > 0) setAt((at + step + found.length) % found.length);
    else if (event.key === "Enter" && one !== undefined) choose(one.id, one.name);
    else return;
    event.preventDefault();
  };
  const isOpen = typed.trim() !== "" && answer !== null;
  return (
    <Dialog title={t("importAnswers.waiting.chooseTitle")} close={close}>
      <p class="muted">{t("importAnswers.waiting.chooseLead", { who })}</p>
      <input
        class="input"
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls="owners"
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found.length > 0 ? `owner-${at}` : undefined}
        aria-label={t("customers.search.label")}
        placeholder={t("customers.search.label")}
        maxLength={200}
        autoFocus
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={press}
      />
      <ul id="owners" class="owners" role="listbox" aria-label={t("customers.search.found")}>
        {found.map(({ id, name }, index) => (
          <li
            key={id}
            id={`owner-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => choose(id, name)}
          >
            <bdi>{plain(name)}</bdi>
          </li>
        ))}
      </ul>
      {isOpen && found.length === 0 && (
        <p class="muted" role="status">
          {t(answer === "failed" ? "customers.search.failed" : "customers.search.none")}
        </p>
      )}
      <div class="row">
        <button type="button" class="button" onClick={close}>
          {t("importAnswers.waiting.cancel")}
        </button>
      </div>
    </Dialog>
  );
}
