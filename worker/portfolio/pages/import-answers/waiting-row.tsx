/** One waiting answer: who, when, what they said, and what can be done. */
import type { WaitingAnswer } from "../../../../shared/contract/waiting-answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { useTools } from "../../tools.ts";

export function WaitingRow({
  answer,
  isBusy,
  join,
  choose,
  dismiss,
}: {
  answer: WaitingAnswer;
  isBusy: boolean;
  join(owner: { id: string; name: string; contactId: string | null }): void;
  choose(): void;
  dismiss(): void;
}) {
  const { t, day } = useTools();
  const { address, customer, occurredAt, comment, found, reason } = answer;
  const who = address ?? customer ?? "";
  return (
    <li>
      <div class="grow">
        <p>
          <strong>
            <bdi>{who}</bdi>
          </strong>{" "}
          <span class="muted">{day(occurredAt)}</span>
        </p>
        <p class="scores">
          <Scores answer={answer} />
        </p>
        {comment !== null && <blockquote>{plain(comment)}</blockquote>}
        <p class="muted small">
          {t(`importAnswers.waiting.reasons.${reason}`, { number: customer ?? "" })}
        </p>
      </div>
      <div class="row">
        {found !== null && (
          <button
            type="button"
            class="button primary"
            disabled={isBusy}
            onClick={() =>
              join({ id: found.customerId, name: found.name ?? "", contactId: found.contactId })
            }
          >
            {t("importAnswers.waiting.join", { name: plain(found.name ?? "") })}
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={isBusy}
          aria-label={t("importAnswers.waiting.chooseFor", { who })}
          onClick={choose}
        >
          {t("importAnswers.waiting.choose")}
        </button>
        <button
          type="button"
          class="button quiet"
          disabled={isBusy}
          aria-label={t("importAnswers.waiting.dismissOf", { who })}
          onClick={dismiss}
        >
          {t("importAnswers.waiting.dismiss")}
        </button>
      </div>
    </li>
  );
}

function Scores({ answer: { scores, trust } }: { answer: WaitingAnswer }) {
  const { t, number } = useTools();
  return (
    <>
      {scores.map(({ metric, value }) => (
        <span key={metric} class="chip">
          {t(`dashboards.satisfaction.metrics.${metric}.short`)} {number(value)}
        </span>
      ))}
      {trust.map(({ dimension, value }) => (
        <span key={dimension} class="chip">
          {t(`codes.dimension.${dimension}`)} {number(value, 1)}
        </span>
      ))}
    </>
  );
}
