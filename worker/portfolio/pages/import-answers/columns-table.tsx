/** The columns of a file: name, first values, what each is taken for, and why. */
import {
  type ColumnChoice,
  type ColumnRole,
  columnRoles,
  dimensions,
  type MappedColumn,
} from "../../../jobs/import/survey-files/propose-columns.ts";
import { useTools } from "../../tools.ts";

type Choose = (at: number, choice: ColumnChoice) => void;

export function ColumnsTable({ columns, choose }: { columns: MappedColumn[]; choose: Choose }) {
  const { t } = useTools();
  const heads = ["column", "values", "role", "reason"] as const;
  return (
    <table class="plain-table columns-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(`importAnswers.columns.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <Row key={column.at} column={column} choose={choose} />
        ))}
      </tbody>
    </table>
  );
}

const isItem = (role: ColumnRole) => (dimensions as readonly string[]).includes(role);

function Row({ column, choose }: { column: MappedColumn; choose: Choose }) {
  const { t } = useTools();
  const { at, name, role, isReversed, isWrong, values } = column;
  return (
    <tr data-ignored={role === "ignored" || undefined} data-wrong={isWrong || undefined}>
      <th scope="row">
        <bdi>{name === "" ? t("importAnswers.columns.nameless", { at: at + 1 }) : name}</bdi>
      </th>
      <td class="samples muted">
        {values.samples.map((sample) => (
          <bdi key={sample}>{sample.length > 40 ? `${sample.slice(0, 40)}…` : sample}</bdi>
        ))}
      </td>
      <td>
        <select
          class="input"
          aria-label={t("importAnswers.columns.roleOf", { name })}
          value={role}
          onChange={({ currentTarget }) =>
            choose(at, { role: currentTarget.value as ColumnRole, isReversed })
          }
        >
          {columnRoles.map((one) => (
            <option key={one} value={one}>
              {t(`importAnswers.roles.${one}`)}
            </option>
          ))}
        </select>
        {isItem(role) && (
          <label class="choice small">
            <input
              type="checkbox"
              checked={isReversed}
              onChange={({ currentTarget }) =>
                choose(at, { role, isReversed: currentTarget.checked })
              }
            />
            {t("importAnswers.columns.reversed")}
          </label>
        )}
      </td>
      <td class={isWrong ? "bad" : "muted"}>
        <Reason column={column} />
      </td>
    </tr>
  );
}

function Reason({ column: { reason, role, likely, values } }: { column: MappedColumn }) {
  const { t } = useTools();
  const meant = role === "ignored" ? likely : role;
  return (
    <>
      {t(`importAnswers.reasons.${reason}`, {
        what: meant === null ? "" : t(`importAnswers.roles.${meant}`),
        low: values.low ?? 0,
        high: values.high ?? 0,
        word: (values.word ?? "").slice(0, 40),
      })}
    </>
  );
}
