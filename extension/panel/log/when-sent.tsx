/** Logging of what is being written: by itself once it is sent, or in one press. */
import { plain } from "../../../shared/locales/translate.ts";
import { act, change } from "../../../shared/ui/guard.ts";
import type { Writing } from "../state.ts";
import { useTools } from "../tools.ts";

/**
 * A choice that is kept, where the page tells of sending; else a button. Both name the customers
 * and the draft.
 */
export function WhenSent({
  writing: { subject, customers, tellsSending, logsSent, isLogged = false },
  busy,
  logNow,
}: {
  writing: Writing;
  busy: boolean;
  logNow(): void;
}) {
  const { t, commands } = useTools();
  const name = customers.map(plain).join(t("panel.written.comma"));
  const draft =
    subject === null || subject.trim() === ""
      ? t("panel.written.noSubject")
      : t("panel.quote", { text: plain(subject) });
  return (
    <div data-written="">
      {tellsSending ? (
        <label class="row">
          <input
            type="checkbox"
            checked={logsSent}
            onChange={change(() => commands.logWhenSent(!logsSent))}
          />
          <span class="grow">{t("panel.written.whenSent", { name })}</span>
        </label>
      ) : (
        !isLogged && (
          <button
            type="button"
            class="button primary large"
            data-log="email"
            disabled={busy}
            onClick={act(logNow)}
          >
            {t("panel.written.now")}
          </button>
        )
      )}
      <p class="small muted clip" title={draft}>
        {tellsSending
          ? draft
          : t(`panel.written.${isLogged ? "loggedFor" : "draftFor"}`, { name, draft })}
      </p>
    </div>
  );
}
