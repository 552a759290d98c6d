/** Effects by the hold-out, and associations where nobody was held out: two charts, two units. */
import { DotInterval } from "../../../../shared/ui/charts/dot-interval.tsx";
import { useTools } from "../../tools.ts";
import { enough, useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";
import type { ActionRow, ActionsProps } from "./action-row.ts";

type Result = NonNullable<ActionRow["result"]>;
const resultsOf = (rows: readonly ActionRow[], kind: Result["kind"]) =>
  rows.flatMap((row) => (row.result?.kind === kind ? [{ row, result: row.result }] : []));

/** Net revenue that an action adds each time it is shown. */
export function Effects({ rows, nameOf, snapshot: { body } }: ActionsProps) {
  const { t } = useTools();
  const { major, signedMoney } = useFigures();
  const known = resultsOf(rows, "effect");
  const title = t("dashboards.actions.effects.title");
  if (known.length === 0)
    return <NoChart title={title} text={t("dashboards.actions.effects.none")} isWide />;
  return (
    <Card>
      <DotInterval
        title={title}
        unit={t("dashboards.actions.effects.unit", { days: body.effectDays })}
        n={known.reduce((sum, { result }) => sum + result.n, 0)}
        nameLabel={t("dashboards.actions.action")}
        valueLabel={t("dashboards.actions.effects.effect")}
        rows={known.map(({ row, result }) => ({
          label: nameOf(row),
          ...enough({
            value: major(result.value),
            low: major(result.low),
            high: major(result.high),
            n: result.n,
          }),
        }))}
        format={signedMoney}
        note={t("dashboards.actions.effects.note")}
        help={<HowComputed anchor="next-best-action" />}
      />
    </Card>
  );
}

/** By how much more often those bought whom a rep did it for; it says nothing of a cause. */
export function Associations({ rows, nameOf, snapshot: { body } }: ActionsProps) {
  const { t } = useTools();
  const { signedPoints } = useFigures();
  const known = resultsOf(rows, "association");
  if (known.length === 0) return null;
  return (
    <Card>
      <DotInterval
        title={t("dashboards.actions.associations.title")}
        unit={t("dashboards.actions.associations.unit", { days: body.effectDays })}
        n={known.reduce((sum, { result }) => sum + result.n, 0)}
        nameLabel={t("dashboards.actions.action")}
        valueLabel={t("dashboards.actions.associations.difference")}
        rows={known.map(({ row, result }) => ({
          label: nameOf(row),
          ...enough(result),
          isWeak: true,
        }))}
        format={signedPoints}
        note={t("dashboards.actions.associations.note")}
        help={<HowComputed anchor="next-best-action" />}
      />
    </Card>
  );
}
