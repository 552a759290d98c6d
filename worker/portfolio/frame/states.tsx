/** Looks of a page without its data: on its way, failed, nothing there. */
import type { ComponentChildren } from "preact";
import type { CallFailed } from "../api.ts";
import { failureWords } from "../failure-words.ts";
import { useTools } from "../tools.ts";

/** Grey bars in the place of what is on its way. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTools();
  return (
    <div class="loading" role="status">
      <span class="hidden">{t("portfolio.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} class="bar" aria-hidden="true" />
      ))}
    </div>
  );
}

/** Says what went wrong, and tries again. */
export function Failed({ error, again }: { error: CallFailed; again?: () => void }) {
  const { t } = useTools();
  return (
    <div class="blank" role="alert">
      <h2>{t("portfolio.failed.title")}</h2>
      <p>{failureWords(error, t)}</p>
      {again && (
        <button type="button" class="button" onClick={again}>
          {t("portfolio.failed.again")}
        </button>
      )}
    </div>
  );
}

/** A page or part with nothing to show, and what to do about it. */
export function Blank({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="blank">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
