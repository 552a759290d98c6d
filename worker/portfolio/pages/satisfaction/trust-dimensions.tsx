/** Trust by dimension: the customers' own figures, or ours. */
import { DotInterval } from "../../../../shared/ui/charts/dot-interval.tsx";
import { useTools } from "../../tools.ts";
import type { ViewProps } from "../dashboards/dashboard.tsx";
import { enough, fewest, useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";

export function TrustDimensions({
  snapshot: { body },
  side,
}: ViewProps<"satisfaction"> & { side: "customer" | "ours" }) {
  const { t } = useTools();
  const { oneDigit } = useFigures();
  const { overall, dimensions } = body.trust[side];
  const title = t(`dashboards.satisfaction.trust.${side}`);
  if (overall.n < fewest) {
    const why = overall.n === 0 ? `no.${side}` : "tooFew";
    return (
      <NoChart
        title={title}
        text={t(`dashboards.satisfaction.trust.${why}`, { count: overall.n })}
      />
    );
  }
  return (
    <Card>
      <DotInterval
        title={title}
        unit={t("dashboards.satisfaction.trust.unit")}
        n={overall.n}
        nameLabel={t("dashboards.satisfaction.trust.dimension")}
        valueLabel={t("dashboards.satisfaction.trust.score")}
        rows={[
          { label: t("dashboards.satisfaction.trust.overall"), ...enough(overall) },
          ...dimensions.map((one) => ({
            label: t(`codes.dimension.${one.dimension}`),
            ...enough(one),
          })),
        ]}
        format={oneDigit}
        isZoomed
        help={<HowComputed anchor="trust" />}
      />
    </Card>
  );
}
