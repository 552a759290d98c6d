/** Loyalty: who comes back, who leaves, who was won back, and who is about to leave. */
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { CohortTable, type Cohort } from "../../../../shared/ui/charts/cohort-table.tsx";
import { LineChart } from "../../../../shared/ui/charts/line-chart.tsx";
import { useTools } from "../../tools.ts";
import { Dashboard, type ViewProps } from "../dashboards/dashboard.tsx";
import { enough, rateDatum, useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";
import { Warnings } from "./warnings.tsx";

type View = ViewProps<"loyalty">;
type Period = View["snapshot"]["body"]["cohorts"][number]["periods"][number];

export default function Loyalty() {
  return <Dashboard page="loyalty">{(view) => <LoyaltyView {...view} />}</Dashboard>;
}

function LoyaltyView(view: View) {
  const { t, percent } = useTools();
  const { major, shortMoney } = useFigures();
  if (view.snapshot.body.cohorts.length === 0)
    return (
      <NoChart title={t("dashboards.loyalty.none")} text={t("dashboards.loyalty.noneWhy")} isWide />
    );
  return (
    <>
      <Warnings {...view} />
      <Rates {...view} />
      <Counts {...view} />
      <Cohorts
        {...view}
        of="retention"
        cell={({ retention }) => rateDatum(retention)}
        mean={({ retention }) => rateDatum(retention)}
        format={percent}
      />
      <Cohorts
        {...view}
        of="revenue"
        cell={({ revenuePerCustomer, retention }) =>
          perCustomer(major(revenuePerCustomer), retention.of)
        }
        mean={({ revenuePerCustomer, retention }) =>
          perCustomer(major(revenuePerCustomer), retention.of)
        }
        format={shortMoney}
      />
    </>
  );
}

/** Revenue for each customer; without an interval, and none of fewer than ten. */
const perCustomer = (value: number, n: number) => enough({ value, low: null, high: null, n });

type CohortsProps = View & {
  of: "retention" | "revenue";
  cell(period: Period): Cohort["cells"][number];
  mean(mean: View["snapshot"]["body"]["means"][number]): Cohort["cells"][number];
  format(value: number): string;
};

function Cohorts({ snapshot: { body }, listOf, of, cell, mean, format }: CohortsProps) {
  const { t } = useTools();
  const { quarter } = useFigures();
  return (
    <Card isWide>
      <CohortTable
        title={t(`dashboards.loyalty.${of}.title`)}
        unit={t(`dashboards.loyalty.${of}.unit`)}
        n={body.cohorts.reduce((sum, { customers }) => sum + customers, 0)}
        cohortLabel={t("dashboards.loyalty.first")}
        sizeLabel={t("dashboards.customers")}
        periodLabel={t("dashboards.loyalty.after")}
        cohorts={body.cohorts.map(({ name, customers, filter, periods }) => ({
          label: quarter(name),
          size: customers,
          href: listOf(filter),
          cells: periods.map((period) => ({ ...cell(period), isUnfinished: !period.complete })),
        }))}
        means={{ label: t("dashboards.loyalty.mean"), cells: body.means.map(mean) }}
        format={format}
        note={t("dashboards.loyalty.hatched")}
        help={<HowComputed anchor="loyalty" />}
      />
    </Card>
  );
}

/** Months that are over: a rate of part of a month would only fall. */
const finished = ({ months }: View["snapshot"]["body"]) =>
  months.filter(({ complete }) => complete);

function Rates({ snapshot: { body } }: View) {
  const { t, percent } = useTools();
  const { month, smallPercent } = useFigures();
  const months = finished(body);
  return (
    <Card>
      <LineChart
        title={t("dashboards.loyalty.rates.title")}
        unit={t("dashboards.loyalty.rates.unit")}
        xLabel={t("dashboards.monthName")}
        x={months.map((one) => month(one.month))}
        series={[
          {
            label: t("dashboards.loyalty.churn"),
            points: months.map(({ churn }) => rateDatum(churn)),
          },
          {
            label: t("dashboards.loyalty.wonBack"),
            points: months.map(({ wonBack }) => rateDatum(wonBack)),
          },
        ]}
        format={smallPercent}
        tick={percent}
        note={t("dashboards.loyalty.rates.note")}
        help={<HowComputed anchor="lifecycle-stage" />}
      />
    </Card>
  );
}

function Counts({ snapshot: { body } }: View) {
  const { t } = useTools();
  const { month, whole } = useFigures();
  const months = finished(body);
  return (
    <Card>
      <BarChart
        title={t("dashboards.loyalty.counts.title")}
        unit={t("dashboards.loyalty.counts.unit")}
        nameLabel={t("dashboards.monthName")}
        direction="upright"
        series={[
          t("dashboards.loyalty.firstBuyers"),
          t("dashboards.loyalty.lost"),
          t("dashboards.loyalty.wonBack"),
        ]}
        bars={months.map((one) => ({
          label: month(one.month),
          data: [
            { value: one.firstBuyers },
            { value: one.churn.count },
            { value: one.wonBack.count },
          ],
        }))}
        format={whole}
        help={<HowComputed anchor="lifecycle-stage" />}
      />
    </Card>
  );
}
