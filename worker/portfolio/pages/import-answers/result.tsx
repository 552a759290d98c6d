/** Progress of storing, and what it came to, with its undo. */
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";
import type { NotStored, Report, Storing } from "./use-store.ts";

export function StoringBar({ done, of }: { done: number; of: number }) {
  const { t } = useTools();
  return (
    <div class="sheet storing" role="status">
      <p>{t("importAnswers.storing", { done, count: of })}</p>
      <progress aria-label={t("importAnswers.progress")} max={Math.max(1, of)} value={done} />
    </div>
  );
}

type Ended = Exclude<Storing, { step: "mapping" | "storing" }>;

export function Result({
  storing,
  undo,
  again,
}: {
  storing: Ended;
  undo(report: Report, rows: NotStored[]): Promise<void>;
  again(): void;
}) {
  const { t } = useTools();
  return (
    <section class="sheet result" aria-labelledby="result" aria-live="polite">
      <h2 id="result">
        {storing.step === "undone"
          ? t("importAnswers.result.undone", { count: storing.answers })
          : t(`importAnswers.result.${storing.step}`)}
      </h2>
      {storing.step !== "undone" && <Figures report={storing.report} />}
      {storing.step === "stored" && <Rows rows={storing.rows} />}
      {storing.step === "stored" && storing.error !== null && (
        <p class="notice bad" role="alert">
          {failureWords(storing.error, t)}
        </p>
      )}
      <div class="row">
        <button type="button" class="button primary" onClick={again}>
          {t("importAnswers.result.again")}
        </button>
        {storing.step === "stored" && (
          <button
            type="button"
            class="button"
            onClick={() => void undo(storing.report, storing.rows)}
          >
            {t("importAnswers.result.undo")}
          </button>
        )}
      </div>
    </section>
  );
}

function Figures({ report }: { report: Report }) {
  const { t } = useTools();
  const { stored, unchanged, waiting = 0, refused, leftOut, isScored } = report;
  return (
    <ul class="figures">
      <li>{t("importAnswers.result.facts", { count: stored })}</li>
      {unchanged > 0 && <li>{t("importAnswers.result.unchanged", { count: unchanged })}</li>}
      {waiting > 0 && <li>{t("importAnswers.result.waiting", { count: waiting })}</li>}
      {refused + leftOut > 0 && (
        <li>{t("importAnswers.result.refused", { count: refused + leftOut })}</li>
      )}
      {!isScored && <li>{t("importAnswers.result.notScored")}</li>}
    </ul>
  );
}

const shownAtFirst = 10;
/** Fields of the import that have another name here. */
const roles: Readonly<Record<string, string>> = { externalId: "id", date: "time" };

function Rows({ rows }: { rows: NotStored[] }) {
  const { t } = useTools();
  if (rows.length === 0) return null;
  return (
    <details open={rows.length <= shownAtFirst}>
      <summary>{t("importAnswers.result.rows")}</summary>
      <ul class="not-stored">
        {rows.map(({ line, field, reason }) => (
          <li key={`${line} ${field}`}>
            {t("importAnswers.result.row", {
              line,
              what: field === null ? "" : t(`importAnswers.roles.${roles[field] ?? field}`),
              reason,
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
