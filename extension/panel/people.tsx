/** The top bar: everyone in the thread, and the button that folds the panel away. */
import { useState } from "preact/hooks";
import { act } from "./guard.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { displayName, shownAddress } from "./names.ts";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** Outside people beyond this many wait behind "+2 more". */
const shown = 4;

/** Chips of everyone where there are several people, else the product's name. */
export function TopBar({ state }: { state: PanelState }) {
  const { t, commands } = useTools();
  const alone = state.people.length < 2;
  return (
    <div class="top">
      {alone ? <span class="wordmark">{t("panel.name")}</span> : <People state={state} />}
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
  );
}

function People({ state }: { state: PanelState }) {
  const { t, commands } = useTools();
  const [all, setAll] = useState(false);
  const [colleagues, setColleagues] = useState(false);
  const outside = state.people.filter((person) => person.status !== "muted");
  const muted = state.people.filter((person) => person.status === "muted");
  const more = all ? 0 : Math.max(0, outside.length - shown);
  const mutedKind =
    (muted.some((one) => one.machine) ? "others" : "colleagues") +
    (outside.length > 0 ? "Too" : "");
  const twin = (person: Person) =>
    outside.some((other) => other !== person && displayName(other) === displayName(person));
  const hidden = (index: number, address: string) =>
    more > 0 && index >= shown && address !== state.selected;
  return (
    <div class="people" role="group" aria-label={t("panel.people.title")}>
      {outside.map(
        (person, index) =>
          !hidden(index, person.address) && (
            <button
              type="button"
              key={person.address}
              class="chip"
              aria-pressed={person.address === state.selected}
              title={shownAddress(person)}
              onClick={act(() => commands.select(person.address))}
            >
              {person.cautions.length > 0 && <Icon name="warn" size={12} />}
              <bdi>{twin(person) ? shownAddress(person) : displayName(person)}</bdi>
            </button>
          ),
      )}
      {more > 0 && (
        <button type="button" class="chip" aria-expanded="false" onClick={act(() => setAll(true))}>
          {t("panel.people.more", { count: more })}
        </button>
      )}
      {muted.length > 0 && (
        <button
          type="button"
          class="chip plain"
          aria-expanded={colleagues}
          onClick={act(() => setColleagues(!colleagues))}
        >
          {t(`panel.people.${mutedKind}`, { count: muted.length })}
        </button>
      )}
      {colleagues &&
        muted.map((person) => (
          <span key={person.address} class="chip plain" title={shownAddress(person)}>
            <bdi>{displayName(person)}</bdi>
          </span>
        ))}
    </div>
  );
}

/** Names of people whose address the page does not show: they are neither looked up nor logged. */
export function WithoutAddress({ names }: { names: string[] }) {
  const { t } = useTools();
  return names.length === 0 ? null : (
    <p class="strip" title={names.join(", ")}>
      {t("panel.people.withoutAddress", { count: names.length })}
    </p>
  );
}
