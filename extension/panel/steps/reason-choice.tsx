/** The reasons for "Not useful". */
import type { RefObject } from "preact";
import { act, onEscape } from "../../../shared/ui/guard.ts";
import type { Suggestions } from "./suggestions.ts";
import { useTools } from "../tools.ts";

/** Reasons why a suggestion was no use, as sent; each has its words in the locales. */
export const reasons = [
  "already_done",
  "wrong_time",
  "not_for_them",
  "wrong_facts",
  "other",
] as const;

/** The choice; Escape closes it and returns to the button that opened it. */
export function ReasonChoice({
  suggestions: { answer, setAsking },
  asker,
}: {
  suggestions: Pick<Suggestions, "answer" | "setAsking">;
  asker: RefObject<HTMLButtonElement | null>;
}) {
  const { t } = useTools();
  return (
    <div
      class="reasons"
      role="group"
      aria-label={t("panel.next.ask")}
      onKeyDown={onEscape(() => {
        setAsking(false);
        asker.current?.focus();
      })}
    >
      <p class="small muted">{t("panel.next.ask")}</p>
      {reasons.map((reason) => (
        <button
          type="button"
          key={reason}
          class="button"
          onClick={act(() => answer("not_useful", reason))}
        >
          {t(`panel.next.reasons.${reason}`)}
        </button>
      ))}
    </div>
  );
}
