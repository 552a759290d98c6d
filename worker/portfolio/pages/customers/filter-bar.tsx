/** The filter of the list: its conditions as chips, how they are joined, and the form for one more. */
import { useRef, useState } from "preact/hooks";
import type { Filter } from "../../../../shared/contract/customer-filter.ts";
import { Icon } from "../../../../shared/ui/icons.tsx";
import { useTools } from "../../tools.ts";
import { filterWords } from "./describe.ts";
import { FilterForm } from "./filter-form.tsx";
import { joined, partsOf, type Joined } from "./view.ts";

/** `change` gets the whole filter, null for none. */
export function FilterBar({
  filter,
  owners,
  change,
}: {
  filter: Filter | null;
  owners: ReadonlyMap<string, string>;
  change(filter: Filter | null): void;
}) {
  const tools = useTools();
  const { t } = tools;
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const parts = partsOf(filter);
  const set = (changes: Partial<Joined>) => change(joined({ ...parts, ...changes }));
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div class="filter-bar">
      {parts.parts.length > 1 && (
        <label class="how">
          <span class="hidden">{t("customers.filter.how")}</span>
          <select
            class="input"
            value={parts.how}
            onChange={({ currentTarget }) =>
              set({ how: currentTarget.value === "any" ? "any" : "all" })
            }
          >
            <option value="all">{t("customers.filter.all")}</option>
            <option value="any">{t("customers.filter.any")}</option>
          </select>
        </label>
      )}
      <ul class="chips">
        {parts.parts.map((part, index) => (
          <li key={JSON.stringify(part)} class="chip">
            <span class="clip">{filterWords(part, tools, owners)}</span>
            <button
              type="button"
              aria-label={t("customers.filter.remove", {
                filter: filterWords(part, tools, owners),
              })}
              onClick={() => set({ parts: parts.parts.filter((_, at) => at !== index) })}
            >
              <Icon name="close" size={10} />
            </button>
          </li>
        ))}
      </ul>
      <button
        ref={opener}
        type="button"
        class="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t("customers.filter.open")}
      </button>
      {parts.parts.length > 0 && (
        <button type="button" class="button quiet" onClick={() => change(null)}>
          {t("customers.filter.clear")}
        </button>
      )}
      {isOpen && (
        <FilterForm
          add={(condition) => {
            set({ parts: [...parts.parts, condition] });
            close();
          }}
          close={close}
        />
      )}
    </div>
  );
}
