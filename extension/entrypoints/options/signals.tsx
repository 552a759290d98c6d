/**
 * Which signals are in use, the built-in ones or the company's, and why what was offered is not.
 */
import { useEffect, useState } from "preact/hooks";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import type { SignalsState } from "../../sync/signals.ts";

export function Signals({ page }: { page: Page }) {
  const [state, setState] = useState<SignalsState | null>(null);
  const [looking, setLooking] = useState(false);
  useEffect(() => {
    void ask("signals", null).then(setState);
  }, [page]);
  if (state === null) return null;
  const { t, status } = page;
  const look = () => {
    setLooking(true);
    void ask("refreshSignals", null)
      .then(setState)
      .finally(() => setLooking(false));
  };
  return (
    <details class="panel" open={state.refused !== null}>
      <summary>{t("pages.technical")}</summary>
      <h2>{t("options.signals.title")}</h2>
      <div class="between">
        <span class="strong" role="status">
          {state.used === null
            ? t("options.signals.builtIn")
            : t("options.signals.served", state.used)}
        </span>
        {status.me !== null && (
          <button type="button" class="button" disabled={looking} onClick={look}>
            {t("options.signals.look")}
          </button>
        )}
      </div>
      {state.refused !== null && (
        <p class="notice warn">
          {t(`options.signals.refused.${state.refused.reason}`, {
            version: state.refused.version ?? 0,
          })}
        </p>
      )}
      <p class="muted">{t("options.signals.about")}</p>
    </details>
  );
}
