/**
 * Suggestions that somebody answered and that are not offered for a while: until when, and the way
 * to have them back.
 */
import type { Silenced } from "../../shared/contract/card.ts";
import { useEnding } from "./ending.ts";
import { act } from "../../shared/ui/guard.ts";
import { EndingProof } from "./proof.tsx";
import { seen } from "../../shared/ui/seen.ts";
import type { Ended, PanelState } from "./state.ts";
import { useTools } from "./tools.ts";

/** The list, folded away until it is asked for; nothing where nothing is silenced. */
export function SilencedActions({
  silenced,
  user,
}: {
  silenced: Silenced[];
  user: PanelState["user"];
}) {
  const { t } = useTools();
  if (silenced.length === 0) return null;
  return (
    <details class="silenced" onToggle={({ currentTarget }) => seen(currentTarget)}>
      <summary>{t("panel.silenced.title", { count: silenced.length })}</summary>
      <ul>
        {silenced.map((one) => (
          <SilencedAction key={one.key} silenced={one} user={user} />
        ))}
      </ul>
    </details>
  );
}

function SilencedAction({
  silenced: { key, outcome, until, by },
  user,
}: {
  silenced: Silenced;
  user: PanelState["user"];
}) {
  const { t, day, commands, isReadOnly } = useTools();
  const { ending, undo } = useEnding();
  const name = t(`codes.action.${key}`);
  // Whoever answered takes it back, or a manager: the Worker refuses everybody else.
  const may =
    !isReadOnly &&
    by.length > 0 &&
    (user?.manages === true || by.every((one) => one.user === user?.id));
  const offer = async (): Promise<Ended> => {
    let end: Ended = { ok: true, factId: null };
    for (const { id } of by) {
      const next = await commands.undoOutcome(id);
      if (!next.ok) return next;
      if ("pending" in next) end = next;
    }
    return end;
  };
  return (
    <li>
      <span class="grow">
        <span class="strong">{name}</span>
        <span class="muted">{t(`panel.silenced.${outcome}`, { until: day(until) })}</span>
      </span>
      {may ? (
        <button
          type="button"
          class="link"
          aria-label={t("panel.silenced.offerOf", { name })}
          disabled={ending.state === "busy"}
          onClick={act(() => undo(offer))}
        >
          {t("panel.silenced.offer")}
        </button>
      ) : (
        <span class="muted">{t("panel.silenced.colleague")}</span>
      )}
      {(ending.state === "failed" || ending.state === "pending") && (
        <EndingProof ending={ending} done="" />
      )}
    </li>
  );
}
