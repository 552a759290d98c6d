/** Answers of customers in the last twelve months, by tier and by segment. */
import type { Metric } from "../../../../shared/contract/fields.ts";
import { DotInterval } from "../../../../shared/ui/charts/dot-interval.tsx";
import { useTools } from "../../tools.ts";
import type { ViewProps } from "../dashboards/dashboard.tsx";
import { enough, fewest, useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";
import { anchors } from "./metric-anchors.ts";

type View = ViewProps<"satisfaction">;
const mostGroups = 15;

/** A chart for each metric and grouping that has answers; reps' notes stay out of it. */
export function Groups(view: View) {
  const { groups } = view.snapshot.body;
  const metrics = [...new Set(groups.filter(isSaid).map(({ metric }) => metric))];
  return (
    <>
      {metrics.flatMap((metric) =>
        (["tier", "segment"] as const).map((by) => (
          <Grouped key={`${metric} ${by}`} {...view} metric={metric} by={by} />
        )),
      )}
    </>
  );
}

type Group = View["snapshot"]["body"]["groups"][number];
const isSaid = ({ source, n }: Group) => source === "customer" && n > 0;

function Grouped({
  snapshot: { body, names },
  listOf,
  metric,
  by,
}: View & { metric: Metric; by: "tier" | "segment" }) {
  const { t, number } = useTools();
  const { oneDigit } = useFigures();
  const own = body.groups.filter((one) => one.metric === metric && one.by === by && isSaid(one));
  if (own.length === 0) return null;
  const label = (key: string | null) => {
    if (key === null) return t("dashboards.value.no.segments");
    return by === "tier"
      ? t(`codes.tier.${key}`)
      : (names.segments[key] ?? t("dashboards.removed"));
  };
  const title = t(`dashboards.satisfaction.by.${by}`, {
    what: t(`dashboards.satisfaction.metrics.${metric}.short`),
  });
  const answers = own.reduce((sum, { n }) => sum + n, 0);
  if (own.every(({ n }) => n < fewest))
    return (
      <NoChart title={title} text={t("dashboards.satisfaction.tooFewBy", { fewest, answers })} />
    );
  return (
    <Card>
      <DotInterval
        title={title}
        unit={t("dashboards.satisfaction.lastYear")}
        n={answers}
        nameLabel={t(by === "tier" ? "dashboards.tier" : "dashboards.value.name.segments")}
        valueLabel={t(`dashboards.satisfaction.metrics.${metric}.short`)}
        rows={own.slice(0, mostGroups).map((one) => ({
          label: `${label(one.key)} (${number(one.size)})`,
          ...enough(one),
          href: listOf(one.filter),
        }))}
        format={oneDigit}
        note={
          own.length > mostGroups
            ? t("dashboards.firstOf", { shown: mostGroups, count: own.length })
            : t("dashboards.satisfaction.sizes")
        }
        help={<HowComputed anchor={anchors[metric]} />}
      />
    </Card>
  );
}
