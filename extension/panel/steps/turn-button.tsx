/** The button that goes on to the next suggestion, and says which one this is. */
import { Icon } from "../../../shared/ui/icons.tsx";
import { act } from "../../../shared/ui/guard.ts";
import { useTools } from "../tools.ts";
import type { Suggestions } from "./suggestions.ts";

export function TurnButton({
  suggestions: { place, count, turnOn },
}: {
  suggestions: Suggestions;
}) {
  const { t } = useTools();
  return (
    <button
      type="button"
      class="turn num"
      aria-label={t("panel.next.turn", { at: place + 1, of: count })}
      onClick={act(turnOn)}
    >
      {t("panel.next.place", { at: place + 1, of: count })} <Icon name="fold" size={10} />
    </button>
  );
}
