/** Early warnings by their leading sign: how many customers, and what they would bring. */
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { useTools } from "../../tools.ts";
import type { ViewProps } from "../dashboards/dashboard.tsx";
import { useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, KeyFigures } from "../dashboards/parts.tsx";

export function Warnings({ snapshot: { body }, listOf }: ViewProps<"loyalty">) {
  const { t, number } = useTools();
  const { major, expectedMoney } = useFigures();
  const bars = body.warnings.flatMap(({ level, signs }) =>
    signs.map(({ sign, customers, value, filter }) => ({
      label: t("dashboards.loyalty.signOf", {
        level: t(`dashboards.loyalty.levels.${level}`),
        what: t(`dashboards.loyalty.signs.${sign}`),
        count: number(customers),
      }),
      data: [{ value: major(value), href: filter && listOf(filter) }],
    })),
  );
  return (
    <>
      <KeyFigures
        figures={body.warnings.map(({ level, customers, value, filter }) => ({
          label: t(`dashboards.loyalty.levels.${level}`),
          figure: number(customers),
          detail: t("dashboards.loyalty.atStake", { value: expectedMoney(major(value)) }),
          href: listOf(filter),
        }))}
      />
      {bars.length > 0 && (
        <Card isWide>
          <BarChart
            title={t("dashboards.loyalty.warnings.title")}
            unit={t("dashboards.loyalty.warnings.unit")}
            n={body.warnings.reduce((sum, { customers }) => sum + customers, 0)}
            nameLabel={t("dashboards.loyalty.warnings.sign")}
            series={[t("dashboards.loyalty.warnings.worth")]}
            bars={bars}
            format={expectedMoney}
            help={<HowComputed anchor="early-warning" />}
          />
        </Card>
      )}
    </>
  );
}
