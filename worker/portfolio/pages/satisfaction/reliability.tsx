/** Reliability of the trust questionnaire: Cronbach's alpha with n. */
import { useTools } from "../../tools.ts";
import type { ViewProps } from "../dashboards/dashboard.tsx";
import { Card, HowComputed, NoChart } from "../dashboards/parts.tsx";

type Scale = NonNullable<ViewProps<"satisfaction">["snapshot"]["body"]["reliability"]>[number];
const heads = ["scale", "items", "n", "alpha", "interval", "two"] as const;
const base = "dashboards.satisfaction.reliability";

export function Reliability({ snapshot: { body } }: ViewProps<"satisfaction">) {
  const { t } = useTools();
  const scales = body.reliability ?? [];
  if (scales.every(({ n }) => n === 0)) return null;
  if (scales.every(({ alpha }) => alpha === null))
    return (
      <NoChart
        title={t(`${base}.title`)}
        text={t(`${base}.unknown`, { count: Math.max(...scales.map(({ n }) => n)) })}
      />
    );
  return (
    <Card>
      <h3>{t(`${base}.title`)}</h3>
      <p class="muted">{t(`${base}.lead`)}</p>
      <div class="scroll-x" tabIndex={0} role="group" aria-label={t(`${base}.title`)}>
        <table class="plain-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" class={head === "scale" ? undefined : "figure"}>
                  {t(`${base}.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scales.map((one) => (
              <Row key={one.scale} scale={one} />
            ))}
          </tbody>
        </table>
      </div>
      <HowComputed anchor="trust" />
    </Card>
  );
}

function Row({ scale }: { scale: Scale }) {
  const { t, number } = useTools();
  const { scale: name, items, n, alpha, low, high, spearmanBrown, unknownBecause } = scale;
  const figure = (value: number | null) => (value === null ? "–" : number(value, 2));
  return (
    <tr>
      <th scope="row">
        {name === "overall"
          ? t("dashboards.satisfaction.trust.overall")
          : t(`codes.dimension.${name}`)}
      </th>
      <td class="figure">{number(items)}</td>
      <td class="figure">{number(n)}</td>
      {alpha === null ? (
        <td colSpan={3} class="muted figure">
          {t(`${base}.because.${unknownBecause ?? "no_variance"}`)}
        </td>
      ) : (
        <>
          <td class="figure">{figure(alpha)}</td>
          <td class="figure">
            {figure(low)} – {figure(high)}
          </td>
          <td class="figure">{figure(spearmanBrown)}</td>
        </>
      )}
    </tr>
  );
}
