/** Segments by k-means: what each of them bought, and what sets them apart. */
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { useTools } from "../../tools.ts";
import type { ViewProps } from "../dashboards/dashboard.tsx";
import { useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";

function useName() {
  const { t } = useTools();
  return (name: string | null) =>
    name === null ? t("dashboards.rfm.noSegment") : t(`codes.cluster.${name}`);
}

export function ClusterSales({ snapshot: { body }, listOf }: ViewProps<"rfm">) {
  const { t, number } = useTools();
  const { major, shortMoney } = useFigures();
  const nameOf = useName();
  const { clusters } = body;
  if (clusters.length === 0)
    return (
      <NoChart
        title={t("dashboards.rfm.noClusters")}
        text={t("dashboards.rfm.noClustersWhy")}
        isWide
      />
    );
  return (
    <Card isWide={body.flows === null}>
      <BarChart
        title={t("dashboards.rfm.clusterSales")}
        unit={t("dashboards.rfm.salesSoFar")}
        n={clusters.reduce((sum, one) => sum + one.customers, 0)}
        nameLabel={t("dashboards.rfm.cluster")}
        series={[t("dashboards.value.sales")]}
        bars={clusters.map((one) => ({
          label: `${nameOf(one.name)} (${number(one.customers)})`,
          data: [{ value: major(one.total), href: listOf(one.filter) }],
        }))}
        format={shortMoney}
        help={<HowComputed anchor="segments" />}
      />
    </Card>
  );
}

/** The centres of the groups, feature by feature. */
export function Centres({ snapshot: { body } }: ViewProps<"rfm">) {
  const { t, signed } = useTools();
  const nameOf = useName();
  const described = body.clusters.filter(({ centre }) => centre.length > 0);
  const [first] = described;
  if (first === undefined) return null;
  return (
    <Card isWide>
      <BarChart
        title={t("dashboards.rfm.centres")}
        unit={t("dashboards.rfm.deviations")}
        n={described.reduce((sum, one) => sum + one.customers, 0)}
        nameLabel={t("dashboards.rfm.cluster")}
        series={first.centre.map(({ feature }) => t(`dashboards.rfm.features.${feature}`))}
        bars={described.map((one) => ({
          label: nameOf(one.name),
          data: one.centre.map(({ deviations }) => ({ value: deviations })),
        }))}
        format={(value) => signed(value, 1)}
        note={t("dashboards.rfm.centresNote")}
        help={<HowComputed anchor="segments" />}
      />
    </Card>
  );
}
