/** Satisfaction and trust: what customers said, what reps noted, and what moves it. */
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { LineChart } from "../../../../shared/ui/charts/line-chart.tsx";
import { useTools } from "../../tools.ts";
import { Dashboard, type ViewProps } from "../dashboards/dashboard.tsx";
import { enough, fewest, useFigures } from "../dashboards/figures.ts";
import { Card, Heading, HowComputed, NoChart } from "../dashboards/parts.tsx";
import { Drivers } from "./drivers.tsx";
import { Groups } from "./groups.tsx";
import { anchors } from "./metric-anchors.ts";
import { Reliability } from "./reliability.tsx";
import { TrustDimensions } from "./trust-dimensions.tsx";

type View = ViewProps<"satisfaction">;

export default function Satisfaction() {
  return <Dashboard page="satisfaction">{(view) => <SatisfactionView {...view} />}</Dashboard>;
}

function SatisfactionView(view: View) {
  const { t } = useTools();
  const { series, trust } = view.snapshot.body;
  const hasTrust = trust.customer.overall.n + trust.ours.overall.n > 0;
  if (series.length === 0 && !hasTrust)
    return (
      <NoChart
        title={t("dashboards.satisfaction.none")}
        text={t("dashboards.satisfaction.noneWhy")}
        isWide
      />
    );
  return (
    <>
      <Voices {...view} source="customer" />
      <Groups {...view} />
      <Drivers {...view} />
      <Voices {...view} source="rep" />
      <Heading
        title={t("dashboards.satisfaction.trust.title")}
        lead={t("dashboards.satisfaction.trust.lead")}
      />
      <TrustDimensions {...view} side="customer" />
      <TrustDimensions {...view} side="ours" />
      <Reliability {...view} />
      <TrustBands {...view} />
    </>
  );
}

/** The metrics of one source over time; what customers said and what reps noted never meet. */
function Voices({ snapshot: { body }, source }: View & { source: "customer" | "rep" }) {
  const { t } = useTools();
  const own = body.series.filter((one) => one.source === source);
  if (own.length === 0) return null;
  return (
    <>
      <Heading
        title={t(`dashboards.satisfaction.${source}.title`)}
        lead={t(`dashboards.satisfaction.${source}.lead`)}
      />
      {own.map((series) => (
        <Voice key={series.metric} {...series} />
      ))}
    </>
  );
}

/** A metric month by month; a sentence where no month has enough answers to say anything. */
function Voice({ metric, all, months }: View["snapshot"]["body"]["series"][number]) {
  const { t } = useTools();
  const { month, oneDigit } = useFigures();
  const title = t(`dashboards.satisfaction.metrics.${metric}.title`);
  const allTime =
    all.value === null || all.n < fewest
      ? undefined
      : t("dashboards.satisfaction.allTime", {
          figure: oneDigit(all.value),
          answers: all.n,
          count: all.customers,
        });
  if (months.every(({ n }) => n < fewest)) {
    const tooFew = t("dashboards.satisfaction.tooFew", { fewest, answers: all.n });
    return <NoChart title={title} text={[tooFew, allTime ?? ""].join(" ").trim()} />;
  }
  return (
    <Card>
      <LineChart
        title={title}
        unit={t(`dashboards.satisfaction.metrics.${metric}.unit`)}
        n={all.n}
        xLabel={t("dashboards.monthName")}
        x={months.map((one) => month(one.month))}
        series={[
          {
            label: t(`dashboards.satisfaction.metrics.${metric}.short`),
            points: months.map(enough),
          },
        ]}
        format={oneDigit}
        note={allTime}
        help={<HowComputed anchor={anchors[metric]} />}
      />
    </Card>
  );
}

function TrustBands({ snapshot: { body }, listOf }: View) {
  const { t, number } = useTools();
  const { whole } = useFigures();
  const customers = body.trustBands.reduce((sum, one) => sum + one.customers, 0);
  if (customers === 0) return null;
  return (
    <Card isWide>
      <BarChart
        title={t("dashboards.satisfaction.bands.title")}
        unit={t("dashboards.customers")}
        n={customers}
        nameLabel={t("dashboards.satisfaction.bands.name")}
        direction="upright"
        series={[t("dashboards.customers")]}
        bars={body.trustBands.map((one) => ({
          label: t("dashboards.satisfaction.bands.range", {
            from: number(one.from),
            to: number(Math.min(100, one.below)),
          }),
          data: [{ value: one.customers, href: listOf(one.filter) }],
        }))}
        format={whole}
        help={<HowComputed anchor="trust" />}
      />
    </Card>
  );
}
