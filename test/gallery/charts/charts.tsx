/** Every chart by name, with the figures of a book that could be one. */
import type { ComponentChild } from "preact";
import { BarChart } from "../../../shared/ui/charts/bar-chart.tsx";
import type { Datum } from "../../../shared/ui/charts/chart-data.ts";
import { Histogram } from "../../../shared/ui/charts/histogram.tsx";
import { LineChart } from "../../../shared/ui/charts/line-chart.tsx";
import { drawsFrom, listOf, monthNames, npsPoints, shortMoney, valueBins } from "./figures.ts";

/** A look of the page: its language decides the names. */
export type Look = { locale: "en" | "zh_CN" };
const say = ({ locale }: Look, en: string, zh: string) => (locale === "en" ? en : zh);
const percent = (value: number) => `${Math.round(value * 100)}%`;
const whole = (value: number) => String(Math.round(value)).replace("-", "−");

const tierPoints = (start: number, step: number, seed: number): Datum[] => {
  const draw = drawsFrom(seed);
  return Array.from({ length: 18 }, (_, month) => ({
    value: start + step * month + (draw() - 0.5) * 6,
    n: 20 + Math.round(draw() * 20),
    href: listOf({ field: "lastAskedAt", from: `month ${month}` }),
  }));
};

const nps = (look: Look) => (
  <LineChart
    title={say(look, "Net promoter score", "净推荐值")}
    unit={say(look, "points, −100 to 100", "分，−100 至 100")}
    n={1184}
    xLabel={say(look, "Month", "月份")}
    x={monthNames(look.locale, 18)}
    series={[{ label: "NPS", points: npsPoints() }]}
    format={whole}
  />
);

const trustByTier = (look: Look) => (
  <LineChart
    title={say(look, "Trust by tier", "各级客户的信任")}
    unit={say(look, "score, 0 to 100", "得分，0 至 100")}
    n={2310}
    xLabel={say(look, "Month", "月份")}
    x={monthNames(look.locale, 18)}
    series={[
      { label: say(look, "High value", "高价值"), points: tierPoints(71, 0.2, 1) },
      { label: say(look, "Medium value", "中价值"), points: tierPoints(64, 0.1, 2) },
      { label: say(look, "Potential", "潜力"), points: tierPoints(60, -0.1, 3) },
      { label: say(look, "Low value", "低价值"), points: tierPoints(52, -0.5, 4) },
    ]}
    format={whole}
    note={say(
      look,
      "Two reviews had no answers of low-value customers.",
      "有两次回顾没有低价值客户的答卷。",
    )}
  />
);

const segments: [string, string, number][] = [
  ["Shipyards and boat builders", "造船与船艇", 412_300],
  ["Restaurants", "餐饮", 288_940],
  ["Hotels and holiday parks", "酒店与度假村", 190_210],
  ["Schools", "学校", 88_020],
  ["Not assigned", "未分组", 23_450],
];

const valueBySegment = (look: Look) => (
  <BarChart
    title={say(look, "Expected value by segment", "各组客户的预期价值")}
    unit={say(look, "£ in the next 12 months", "英镑，未来 12 个月")}
    n={3204}
    nameLabel={say(look, "Segment", "客户组")}
    series={[say(look, "Expected value", "预期价值")]}
    bars={segments.map(([en, zh, value]) => ({
      label: say(look, en, zh),
      data: [
        {
          value,
          low: value * 0.86,
          high: value * 1.17,
          href: listOf({ field: "segment", in: [en] }),
        },
      ],
    }))}
    format={shortMoney}
  />
);

const shares = (look: Look) => (
  <BarChart
    title={say(look, "Time against value", "时间与价值")}
    unit={say(look, "share of the whole book", "占全部客户的比例")}
    n={3204}
    nameLabel={say(look, "Tier", "分级")}
    series={[
      say(look, "Customers", "客户"),
      say(look, "Minutes", "投入时间"),
      say(look, "Value", "价值"),
    ]}
    bars={(
      [
        ["High value", "高价值", 0.08, 0.22, 0.61],
        ["Medium value", "中价值", 0.21, 0.24, 0.26],
        ["Potential", "潜力", 0.12, 0.09, 0.08],
        ["Low value", "低价值", 0.59, 0.45, 0.05],
      ] as const
    ).map(([en, zh, ...data]) => ({
      label: say(look, en, zh),
      data: data.map((value) => ({ value, href: listOf({ field: "tier", in: [en] }) })),
    }))}
    format={percent}
  />
);

const churn = (look: Look) => {
  const draw = drawsFrom(11);
  return (
    <BarChart
      title={say(look, "Lost and won back", "流失与赢回")}
      unit={say(look, "customers a month", "每月客户数")}
      n={211}
      nameLabel={say(look, "Month", "月份")}
      series={[say(look, "Lost", "流失"), say(look, "Won back", "赢回")]}
      direction="upright"
      bars={monthNames(look.locale, 18).map((label, month) => ({
        label,
        data: [
          { value: Math.round(6 + draw() * 9), href: listOf({ month }) },
          { value: Math.round(1 + draw() * 5), href: listOf({ month }) },
        ],
      }))}
      format={whole}
    />
  );
};

const effects = (look: Look) => (
  <BarChart
    title={say(look, "Change in value by owner", "各负责人的价值变化")}
    unit={say(look, "£ since the last review", "英镑，与上次回顾相比")}
    nameLabel={say(look, "Owner", "负责人")}
    series={[say(look, "Change", "变化")]}
    bars={[
      { label: "Robin Okafor", data: [{ value: 18_200 }] },
      { label: "Wen Li", data: [{ value: 4_100 }] },
      { label: "Sam Duarte", data: [{ value: -9_800 }] },
      { label: "Ida Holm", data: [{ value: null, n: 4 }] },
    ]}
    format={(value) => shortMoney(value).replace("-", "−")}
  />
);

const distribution = (look: Look) => (
  <Histogram
    title={say(look, "How the value is spread", "价值分布")}
    unit={say(look, "customers, by expected value", "客户数，按预期价值")}
    n={3204}
    xLabel={say(look, "Expected value in 12 months", "未来 12 个月的预期价值")}
    countLabel={say(look, "Customers", "客户数")}
    bins={valueBins()}
    none={{
      label: say(look, "Nothing expected", "没有预期价值"),
      count: 244,
      href: listOf({ none: 1 }),
    }}
    format={shortMoney}
    mark={{ value: 690, label: say(look, "median £690", "中位数 £690") }}
  />
);

export const charts: Record<string, (look: Look) => ComponentChild> = {
  nps,
  trustByTier,
  valueBySegment,
  shares,
  churn,
  effects,
  distribution,
};
