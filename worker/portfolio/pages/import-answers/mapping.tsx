/** Which column is what, shown and changed before anything is stored. */
import type { AnswerFile } from "../../../jobs/import/survey-files/answer-csv.ts";
import type { CallFailed } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";
import { ColumnsTable } from "./columns-table.tsx";
import { encodings, type FileEncoding } from "./read-file.ts";
import type { FileState, Mapped, Opened } from "./use-file.ts";
import { useKnown } from "./use-known.ts";

const orders = ["dmy", "mdy"] as const;

export function Mapping({
  file,
  opened,
  mapped,
  error,
  store,
}: {
  file: FileState;
  opened: Opened;
  mapped: Mapped;
  error: CallFailed | null;
  store(answers: AnswerFile): void;
}) {
  const { t } = useTools();
  const { table } = opened;
  const ignored = mapped.columns.filter(({ role }) => role === "ignored").length;
  return (
    <section class="sheet mapping" aria-labelledby="mapping">
      <div class="between">
        <div>
          <h2 id="mapping">{t("importAnswers.mapping.title")}</h2>
          <p class="muted">
            {t(`importAnswers.programs.${table.program}`)} ·{" "}
            {t("importAnswers.mapping.counts", { rows: table.rows.length, ignored })}
          </p>
        </div>
        <Encoding opened={opened} reopen={file.reopen} />
      </div>
      {opened.isGuessed && <p class="notice warn">{t("importAnswers.mapping.guessed")}</p>}
      <ColumnsTable columns={mapped.columns} choose={file.choose} />
      {mapped.isOrderOpen && (
        <fieldset class="order">
          <legend>{t("importAnswers.order.title")}</legend>
          {orders.map((order) => (
            <label key={order} class="choice">
              <input
                type="radio"
                name="order"
                checked={mapped.order === order}
                onChange={() => file.setOrder(order)}
              />
              {t(`importAnswers.order.${order}`)}
            </label>
          ))}
        </fieldset>
      )}
      <Faults mapped={mapped} />
      {error !== null && (
        <p class="notice bad" role="alert">
          {failureWords(error, t)}
        </p>
      )}
      <Confirm answers={mapped.answers} store={store} />
    </section>
  );
}

function Encoding({ opened, reopen }: { opened: Opened; reopen(encoding: FileEncoding): unknown }) {
  const { t } = useTools();
  return (
    <label class="month">
      <span class="small muted">{t("importAnswers.mapping.encoding")}</span>
      <select
        class="input"
        value={opened.encoding}
        onChange={({ currentTarget }) => reopen(currentTarget.value as FileEncoding)}
      >
        {encodings.map((encoding) => (
          <option key={encoding} value={encoding}>
            {t(`importAnswers.encodings.${encoding}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Faults({ mapped: { faults } }: { mapped: Mapped }) {
  const { t } = useTools();
  if (faults.length === 0) return null;
  return (
    <ul class="notice warn" role="status">
      {faults.map((fault) => (
        <li key={JSON.stringify(fault)}>
          {t(`importAnswers.faults.${fault.fault}`, {
            name: "name" in fault ? fault.name : "",
            what: "role" in fault ? t(`importAnswers.roles.${fault.role}`) : "",
          })}
        </li>
      ))}
    </ul>
  );
}

/** Says what will be stored and who is not found, and stores it. */
function Confirm({
  answers,
  store,
}: {
  answers: AnswerFile | null;
  store(answers: AnswerFile): void;
}) {
  const { t } = useTools();
  const known = useKnown(answers);
  const count = answers?.people.length ?? 0;
  return (
    <div class="between confirm">
      <div role="status">
        {answers !== null && (
          <p>
            {known === null && t("importAnswers.confirm.looking", { count })}
            {known === "failed" && t("importAnswers.confirm.unknown", { count })}
            {known !== null &&
              known !== "failed" &&
              t("importAnswers.confirm.known", {
                count,
                known: known.known,
                waiting: known.of - known.known,
                of: known.of,
              })}
          </p>
        )}
        {(["unanswered", "unnamed"] as const).map((why) => {
          const left = answers?.[why] ?? 0;
          if (left === 0) return null;
          return (
            <p key={why} class="muted">
              {t(`importAnswers.confirm.${why}`, { count: left })}
            </p>
          );
        })}
      </div>
      <button
        type="button"
        class="button primary"
        disabled={count === 0}
        onClick={() => answers !== null && store(answers)}
      >
        {t("importAnswers.confirm.store", { count })}
      </button>
    </div>
  );
}
