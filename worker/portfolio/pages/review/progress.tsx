/** Progress of a running review, or the reason why the last one failed. */
import type { Review } from "../../../../shared/contract/answers.ts";
import { useTools } from "../../tools.ts";
import { isRunning, type Running } from "./use-running.ts";

export function Progress({ latest, error, start }: Running) {
  const { t, moment } = useTools();
  if (error !== null)
    return (
      <p class="notice bad" role="alert">
        {error.message === "" ? t(`portfolio.failed.${error.code}`) : error.message}
      </p>
    );
  if (latest?.status === "failed")
    return (
      <div class="notice bad between" role="alert">
        <p>
          {t("review.failed", { at: moment(latest.startedAt) })} <span>{latest.message}</span>
        </p>
        <button type="button" class="button" onClick={() => void start()}>
          {t("review.again")}
        </button>
      </div>
    );
  if (latest === null || !isRunning(latest)) return null;
  return <Bar review={latest} />;
}

function Bar({ review: { status, customers, measured, scored } }: { review: Review }) {
  const { t } = useTools();
  const isFitting = status === "fitting";
  const step = !isFitting ? "scoring" : measured < customers ? "measuring" : "fitting";
  const done = isFitting ? measured : scored;
  return (
    <div class="sheet review-progress" role="status">
      <p>{t(`review.progress.${step}`, { done, customers })}</p>
      <progress
        aria-label={t("review.progress.label")}
        max={Math.max(1, 2 * customers)}
        value={isFitting ? measured : customers + scored}
      />
    </div>
  );
}
