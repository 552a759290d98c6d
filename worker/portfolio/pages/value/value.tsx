/** Value (80/20): what the book will bring, from whom, and how unevenly. */
import type { ValueBody } from "../../../../shared/contract/snapshot.ts";
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { Histogram } from "../../../../shared/ui/charts/histogram.tsx";
import { LorenzChart } from "../../../../shared/ui/charts/lorenz-chart.tsx";
import { useTools } from "../../tools.ts";
import { Dashboard, type ViewProps } from "../dashboards/dashboard.tsx";
import { useFigures } from "../dashboards/figures.ts";
import { Card, HowComputed, KeyFigures, NoChart, type KeyFigure } from "../dashboards/parts.tsx";

type View = ViewProps<"value">;

export default function Value() {
  return <Dashboard page="value">{(view) => <ValueView {...view} />}</Dashboard>;
}

function ValueView(view: View) {
  const { t } = useTools();
  if (view.snapshot.body.known === 0)
    return (
      <NoChart
        title={t("dashboards.value.unknown")}
        text={t("dashboards.value.unknownWhy")}
        isWide
      />
    );
  return (
    <>
      <KeyFigures figures={useKeyFigures(view)} />
      <Lorenz {...view} />
      <Distribution {...view} />
      <Classes {...view} />
      <Groups {...view} by="segments" />
      <Groups {...view} by="owners" />
    </>
  );
}

function useKeyFigures({ snapshot: { body }, listOf }: View): KeyFigure[] {
  const { t, number, percent } = useTools();
  const { major, shortMoney, money } = useFigures();
  const { expected, pareto, median, gini, known, customers, horizonMonths } = body;
  const amount = (minor: number) => shortMoney(major(minor));
  return [
    {
      label: t("dashboards.value.expected", { months: horizonMonths }),
      figure: amount(expected?.value ?? body.total),
      detail:
        expected === null
          ? undefined
          : t(expected.tested ? "dashboards.value.rangeTested" : "dashboards.value.range", {
              low: amount(expected.low),
              high: amount(expected.high),
            }),
    },
    ...(pareto === null
      ? []
      : [
          {
            label: t("dashboards.value.bring", { share: percent(pareto.share) }),
            figure: number(pareto.customers),
            detail: t("dashboards.value.ofCustomers", {
              count: pareto.of,
              share: percent(pareto.customers / Math.max(pareto.of, 1)),
            }),
            href: listOf(pareto.filter),
          },
        ]),
    {
      label: t("dashboards.value.median"),
      figure: median === null ? "–" : money(major(median)),
      detail: t("dashboards.value.known", { known, count: customers }),
    },
    ...(gini === null
      ? []
      : [
          {
            label: t("dashboards.value.gini"),
            figure: number(gini, 2),
            detail: t("dashboards.value.giniWhat"),
          },
        ]),
  ];
}

function Lorenz({ snapshot: { body }, listOf }: View) {
  const { t, number, percent } = useTools();
  const { pareto, lorenz, known, horizonMonths } = body;
  return (
    <Card>
      <LorenzChart
        title={t("dashboards.value.lorenz")}
        unit={t("dashboards.value.horizon", { months: horizonMonths })}
        n={known}
        points={lorenz}
        xLabel={t("dashboards.value.shareOfCustomers")}
        yLabel={t("dashboards.value.shareOfValue")}
        equalLabel={t("dashboards.value.equal")}
        mark={
          pareto === null
            ? undefined
            : {
                customers: 1 - pareto.customers / Math.max(pareto.of, 1),
                value: 1 - pareto.share,
                label: t("dashboards.value.paretoMark", {
                  count: number(pareto.customers),
                  share: percent(pareto.share),
                }),
                href: listOf(pareto.filter),
              }
        }
        format={percent}
        help={<HowComputed anchor="gini-and-lorenz" />}
      />
    </Card>
  );
}

function Distribution({ snapshot: { body }, listOf }: View) {
  const { t } = useTools();
  const { major, shortMoney, money } = useFigures();
  const { histogram, median, known, horizonMonths } = body;
  const [first, ...others] = histogram;
  const isNone = first !== undefined && first.from <= 0;
  const bins = (isNone ? others : histogram).map(({ from, below, customers, filter }) => ({
    from: major(from),
    below: major(below),
    count: customers,
    href: listOf(filter),
  }));
  return (
    <Card>
      <Histogram
        title={t("dashboards.value.distribution")}
        unit={t("dashboards.customers")}
        n={known}
        xLabel={t("dashboards.value.horizon", { months: horizonMonths })}
        countLabel={t("dashboards.customers")}
        bins={bins}
        none={
          isNone && first.customers > 0
            ? {
                label: t("dashboards.value.none"),
                count: first.customers,
                href: listOf(first.filter),
              }
            : undefined
        }
        format={shortMoney}
        mark={
          median === null || median <= 0
            ? undefined
            : {
                value: major(median),
                label: t("dashboards.value.medianMark", { median: money(major(median)) }),
              }
        }
        help={<HowComputed anchor="customer-lifetime-value-clv" />}
      />
    </Card>
  );
}

function Classes({ snapshot: { body }, listOf }: View) {
  const { t, percent, number } = useTools();
  const customers = body.abc.reduce((sum, one) => sum + one.customers, 0);
  return (
    <Card isWide>
      <BarChart
        title={t("dashboards.value.abc")}
        unit={
          body.abcDays === null
            ? t("dashboards.value.abcAll")
            : t("dashboards.value.abcDays", { days: body.abcDays })
        }
        n={customers}
        nameLabel={t("dashboards.value.class")}
        series={[t("dashboards.customers"), t("dashboards.value.sales")]}
        bars={body.abc.map((one) => ({
          label: t("dashboards.value.className", {
            name: one.class.toUpperCase(),
            count: number(one.customers),
          }),
          data: [
            { value: customers === 0 ? 0 : one.customers / customers, href: listOf(one.filter) },
            { value: one.share },
          ],
        }))}
        format={percent}
        help={<HowComputed anchor="abc" />}
      />
    </Card>
  );
}

const mostGroups = 15;

function Groups({ snapshot, listOf, by }: View & { by: "segments" | "owners" }) {
  const { t, number } = useTools();
  const { major, shortMoney } = useFigures();
  const { body, names } = snapshot;
  const groups: ValueBody["segments"] = body[by];
  const label = (key: string | null) =>
    key === null ? t(`dashboards.value.no.${by}`) : (names[by][key] ?? t("dashboards.removed"));
  const total = groups.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <Card>
      <BarChart
        title={t(`dashboards.value.by.${by}`)}
        unit={t("dashboards.value.horizon", { months: body.horizonMonths })}
        n={total}
        nameLabel={t(`dashboards.value.name.${by}`)}
        series={[t("dashboards.value.worth")]}
        bars={groups.slice(0, mostGroups).map((one) => ({
          label: `${label(one.key)} (${number(one.customers)})`,
          data: [{ value: major(one.total), href: listOf(one.filter) }],
        }))}
        note={
          groups.length > mostGroups
            ? t("dashboards.firstOf", { shown: mostGroups, count: groups.length })
            : undefined
        }
        format={shortMoney}
        help={<HowComputed anchor="a-whole-book-at-once" />}
      />
    </Card>
  );
}
