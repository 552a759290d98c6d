/** The last back-test beside the plain rules, for a manager to judge the scores by. */
import type { z } from "zod";
import type { backTest } from "../../../../shared/contract/model-answers.ts";
import { BarChart } from "../../../../shared/ui/charts/bar-chart.tsx";
import { answered, api } from "../../api.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { enough, useFigures } from "../dashboards/figures.ts";
import {
  Card,
  Heading,
  HowComputed,
  KeyFigures,
  NoChart,
  type KeyFigure,
} from "../dashboards/parts.tsx";

type Test = z.infer<typeof backTest>;
const reviews = 10;

/** The newest model that was tested against what followed. */
export function BackTests() {
  const { t } = useTools();
  const { data, error, again } = useAnswer(
    (signal) =>
      answered(api.v1.models.$get({ query: { limit: String(reviews) } }, { init: { signal } })),
    "models",
  );
  const test = data?.models.find((one) => one.backTest !== null)?.backTest ?? null;
  return (
    <>
      <Heading title={t("dashboards.tests.title")} lead={t("dashboards.tests.lead")} />
      {error !== null && <Failed error={error} again={again} />}
      {data === null && error === null && <Loading rows={4} />}
      {data !== null && test === null && (
        <NoChart title={t("dashboards.tests.none")} text={t("dashboards.tests.noneWhy")} />
      )}
      {test !== null && (
        <>
          <Judgement test={test} />
          <Calibration test={test} />
          <TopFifth test={test} />
          <Misses test={test} />
        </>
      )}
    </>
  );
}

/** Figures foretold, beside those that came. */
function Judgement({ test }: { test: Test }) {
  const { t, number, percent, day } = useTools();
  const { major, shortMoney } = useFigures();
  const { purchases, spend, covered, chance } = test;
  const figures: KeyFigure[] = [
    {
      label: t("dashboards.tests.period"),
      figure: number(chance.customers),
      detail: t("dashboards.tests.between", { from: day(test.at), to: day(test.to) }),
    },
    ...(purchases === null
      ? []
      : [
          {
            label: t("dashboards.tests.orders"),
            figure: number(purchases.actual),
            detail: t("dashboards.tests.foretold", { figure: number(purchases.expected) }),
          },
        ]),
    ...(spend === null
      ? []
      : [
          {
            label: t("dashboards.tests.spend"),
            figure: shortMoney(major(spend.actual)),
            detail: t("dashboards.tests.foretold", { figure: shortMoney(major(spend.expected)) }),
          },
        ]),
    ...(covered === null
      ? []
      : [
          {
            label: t("dashboards.tests.covered"),
            figure: percent(covered),
            detail: t("dashboards.tests.coveredAim"),
          },
        ]),
  ];
  return <KeyFigures figures={figures} />;
}

/** Tenths of customers by their stated chance: what was stated, what came. */
function Calibration({ test: { chance } }: { test: Test }) {
  const { t, percent } = useTools();
  return (
    <Card isWide>
      <BarChart
        title={t("dashboards.tests.calibration.title")}
        unit={t("dashboards.tests.calibration.unit")}
        n={chance.customers}
        nameLabel={t("dashboards.tests.calibration.group")}
        direction="upright"
        series={[t("dashboards.tests.calibration.stated"), t("dashboards.tests.calibration.came")]}
        bars={chance.tenths.map(({ from, stated, came, customers }) => ({
          label: percent(from),
          data: [
            enough({ value: stated, low: null, high: null, n: customers }),
            enough({ value: came, low: null, high: null, n: customers }),
          ],
        }))}
        format={percent}
        note={t("dashboards.tests.calibration.note")}
        help={<HowComputed anchor="chance-to-buy" />}
      />
    </Card>
  );
}

/** The share of what was spent that each rule would have put into its best fifth. */
function TopFifth({ test: { topFifth, chance } }: { test: Test }) {
  const { t, percent } = useTools();
  const rows = topFifth.toSorted((a, b) => b.share - a.share);
  if (rows.length === 0) return null;
  return (
    <Card>
      <BarChart
        title={t("dashboards.tests.topFifth.title")}
        unit={t("dashboards.tests.topFifth.unit")}
        n={chance.customers}
        nameLabel={t("dashboards.tests.topFifth.rule")}
        series={[t("dashboards.tests.topFifth.share")]}
        bars={rows.map(({ name, share }) => ({
          label: t(`dashboards.tests.rules.${name}`),
          data: [{ value: share }],
        }))}
        format={percent}
        help={<HowComputed anchor="which-model-to-believe" />}
      />
    </Card>
  );
}

/** Brier scores of the chance to buy, ours beside the plain rules; less is better. */
function Misses({ test: { chance, plain } }: { test: Test }) {
  const { t, number } = useTools();
  const rows = [
    { name: t("dashboards.tests.misses.ours"), brier: chance.brier },
    ...plain.map(({ name, brier }) => ({ name: t(`dashboards.tests.rules.${name}`), brier })),
  ].toSorted((a, b) => a.brier - b.brier);
  return (
    <Card>
      <BarChart
        title={t("dashboards.tests.misses.title")}
        unit={t("dashboards.tests.misses.unit")}
        n={chance.customers}
        nameLabel={t("dashboards.tests.topFifth.rule")}
        series={[t("dashboards.tests.misses.brier")]}
        bars={rows.map(({ name, brier }) => ({ label: name, data: [{ value: brier }] }))}
        format={(value) => number(value, 3)}
        note={t("dashboards.tests.misses.note")}
        help={<HowComputed anchor="chance-to-buy" />}
      />
    </Card>
  );
}
