/** Corrections of who somebody is: no colleague, or a list or a machine. */
import { act, onEscape } from "../../shared/ui/guard.ts";
import { displayName, shownAddress } from "./names.ts";
import type { PanelState, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** Returns the person shown, then those who were corrected, then colleagues, lists and machines. */
function correctable({ people, selected }: PanelState): Person[] {
  const first = people.filter((one) => one.address === selected && one.status !== "muted");
  const decided = people.filter((one) => one.decision != null);
  const muted = people.filter((one) => one.status === "muted");
  return [...new Set([...first, ...decided, ...muted])];
}

/** The list of corrections; Escape closes it. */
export function WhoIsWho({ state, close }: { state: PanelState; close(): void }) {
  const { t } = useTools();
  return (
    <ul class="who-is-who" aria-label={t("panel.who.title")} onKeyDown={onEscape(close)}>
      {correctable(state).map((person) => (
        <Line key={person.address} person={person} />
      ))}
    </ul>
  );
}

/** Kind of somebody, and the one press that corrects it or takes the correction back. */
function Line({ person }: { person: Person }) {
  const { t, commands } = useTools();
  const { address, decision = null, machine } = person;
  const isMuted = person.status === "muted";
  const is =
    decision === null ? (isMuted ? (machine ? "machine" : "colleague") : "outside") : decision;
  const correction = isMuted ? "outside" : "machine";
  const text =
    decision !== null
      ? t("panel.proof.undo")
      : t(`panel.who.${isMuted ? (machine ? "notMachine" : "notColleague") : "machineInstead"}`);
  return (
    <li>
      <span class="grow">
        <bdi class="strong" title={shownAddress(person)}>
          {displayName(person)}
        </bdi>{" "}
        <span class="muted">
          {t(decision === null ? `panel.who.is.${is}` : `panel.who.counts.${is}`)}
        </span>
      </span>
      <button
        type="button"
        class="link"
        aria-label={t("panel.why.of", { what: displayName(person), value: text })}
        onClick={act(() => commands.decidePerson(address, decision === null ? correction : null))}
      >
        {text}
      </button>
    </li>
  );
}
