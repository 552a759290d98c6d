/** Key drivers: which dimension of trust moves satisfaction, by both methods. */
import { DotInterval } from "../../../../shared/ui/charts/dot-interval.tsx";
import { useTools } from "../../tools.ts";
import type { ViewProps } from "../dashboards/dashboard.tsx";
import { Card, Heading, HowComputed, NoChart } from "../dashboards/parts.tsx";

type View = ViewProps<"satisfaction">;
type Found = View["snapshot"]["body"]["drivers"][number];

export function Drivers({ snapshot: { body } }: View) {
  const { t } = useTools();
  if (body.drivers.length === 0) return null;
  return (
    <>
      <Heading
        title={t("dashboards.satisfaction.drivers.title")}
        lead={t("dashboards.satisfaction.drivers.lead")}
      />
      {body.drivers.map((found) => (
        <Method key={found.method} found={found} />
      ))}
    </>
  );
}

function Method({ found }: { found: Found }) {
  const { t, percent, number } = useTools();
  const { method, refused, drivers, noise, customers, rSquared } = found;
  const title = t(`dashboards.satisfaction.drivers.methods.${method}`);
  if (refused !== null)
    return <NoChart title={title} text={t(`dashboards.satisfaction.drivers.refused.${refused}`)} />;
  return (
    <Card>
      <DotInterval
        title={title}
        unit={t("dashboards.satisfaction.drivers.unit")}
        n={customers}
        nameLabel={t("dashboards.satisfaction.drivers.driver")}
        valueLabel={t("dashboards.satisfaction.drivers.share")}
        rows={drivers.map(({ driver, share, low, high }) => ({
          label: t(`codes.dimension.${driver}`),
          value: share,
          low,
          high,
        }))}
        format={percent}
        mark={
          noise === null
            ? undefined
            : { value: noise.high, label: t("dashboards.satisfaction.drivers.noise") }
        }
        note={
          rSquared === null
            ? undefined
            : t("dashboards.satisfaction.drivers.explained", {
                share: percent(rSquared),
                count: number(found.rows),
              })
        }
        help={<HowComputed anchor="key-drivers" />}
      />
    </Card>
  );
}
