/** The columns to choose from. */
import { useRef, useState } from "preact/hooks";
import { useTools } from "../../tools.ts";
import { useAway } from "../../use-away.ts";
import { columns, usualColumns } from "./columns.tsx";

/** `choose` gets the keys of the columns to show, in their order. */
export function ColumnMenu({
  chosen,
  choose,
}: {
  chosen: readonly string[];
  choose(keys: string[]): void;
}) {
  const { t } = useTools();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useAway(place, isOpen, () => setOpen(false));
  const toggle = (key: string) =>
    choose(
      columns
        .map((column) => column.key)
        .filter((one) => (one === key ? !chosen.includes(one) : chosen.includes(one))),
    );
  return (
    <div
      class="menu"
      ref={place}
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
    >
      <button type="button" class="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t("customers.columns")}
      </button>
      {isOpen && (
        <fieldset class="menu-sheet sheet">
          <legend class="hidden">{t("customers.columns")}</legend>
          {columns.map(({ key }) => (
            <label key={key} class="choice">
              <input type="checkbox" checked={chosen.includes(key)} onChange={() => toggle(key)} />
              {t(`customers.column.${key}`)}
            </label>
          ))}
          <button type="button" class="link" onClick={() => choose([...usualColumns])}>
            {t("customers.usualColumns")}
          </button>
        </fieldset>
      )}
    </div>
  );
}
