/** Every chart by name, with the figures of a book that could be one. */
import type { ComponentChild } from "preact";
import { BarChart } from "../../../shared/ui/charts/bar-chart.tsx";
import type { Datum } from "../../../shared/ui/charts/chart-data.ts";
import { CohortTable } from "../../../shared/ui/charts/cohort-table.tsx";
import { DotInterval } from "../../../shared/ui/charts/dot-interval.tsx";
import { FlowChart } from "../../../shared/ui/charts/flow-chart.tsx";
import { GridChart } from "../../../shared/ui/charts/grid-chart.tsx";
import { Histogram } from "../../../shared/ui/charts/histogram.tsx";
import { LorenzChart } from "../../../shared/ui/charts/lorenz-chart.tsx";
import { LineChart } from "../../../shared/ui/charts/line-chart.tsx";
import { Sparkline } from "../../../shared/ui/charts/sparkline.tsx";
import {
  cohorts,
  drawsFrom,
  gridCells,
  listOf,
  monthNames,
  npsPoints,
  shortMoney,
  valueBins,
} from "./figures.ts";

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

const nothingKnown = (look: Look) => (
  <LineChart
    title={say(look, "Ease", "省力程度")}
    n={73}
    xLabel={say(look, "Month", "月份")}
    x={monthNames(look.locale, 18)}
    series={[{ label: "CES", points: npsPoints().map(({ n }) => ({ value: null, n: n ?? 0 })) }]}
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

const lorenz = (look: Look) => (
  <LorenzChart
    title={say(look, "Who brings the value", "价值来自哪些客户")}
    unit={say(look, "expected value of the next 12 months", "未来 12 个月的预期价值")}
    n={3204}
    points={Array.from({ length: 101 }, (_, at) => ({
      customers: at / 100,
      value: (at / 100) ** 4.2 * 0.94 + (at / 100) * 0.06,
    }))}
    xLabel={say(look, "Share of customers, least value first", "客户占比，价值由低到高")}
    yLabel={say(look, "Share of value", "价值占比")}
    equalLabel={say(look, "if all were equal", "若价值均等")}
    mark={{
      customers: 0.69,
      value: 0.69 ** 4.2 * 0.94 + 0.69 * 0.06,
      label: say(look, "993 customers bring 76% of the value", "993 位客户带来 76% 的价值"),
      href: listOf({ field: "value", from: 42_000 }),
    }}
    format={percent}
  />
);

const grid = (look: Look) => (
  <GridChart
    title={say(look, "Recency and frequency", "最近购买与购买频率")}
    unit={say(look, "customers", "客户数")}
    n={3204}
    grids={[
      { label: say(look, "November 2026", "2026年11月"), cells: gridCells(look.locale, 3) },
      { label: say(look, "May 2026", "2026年5月"), cells: gridCells(look.locale, 5) },
    ]}
    rowLabel={say(look, "Recency", "最近购买")}
    columnLabel={say(look, "Frequency", "购买频率")}
    nameLabel={say(look, "Segment", "客户组")}
  />
);

const retention = (look: Look) => {
  const rows = cohorts();
  return (
    <CohortTable
      title={say(look, "Retention by cohort", "各批客户的留存")}
      unit={say(look, "share that bought again", "再次购买的比例")}
      n={1702}
      cohortLabel={say(look, "First purchase", "首次购买")}
      sizeLabel={say(look, "Customers", "客户数")}
      periodLabel={say(look, "Quarters after the first purchase", "首次购买后的季度")}
      cohorts={rows}
      means={{
        label: say(look, "Weighted mean", "加权平均"),
        cells: rows[0]!.cells.map(({ value, low, high }, period) => ({
          value: value === null ? null : value * (period === 0 ? 1 : 0.97),
          low,
          high,
          n: 1702 - period * 150,
        })),
      }}
      format={percent}
      note={say(
        look,
        "Hatched quarters are not over yet and not in the mean.",
        "带斜线的季度尚未结束，不计入平均。",
      )}
    />
  );
};

const moves = (look: Look) => (
  <FlowChart
    title={say(look, "Moves between tiers", "各级之间的变动")}
    unit={say(look, "customers, since the last review", "客户数，与上次回顾相比")}
    n={3204}
    groups={[
      { key: "high", label: say(look, "High value", "高价值") },
      { key: "mid", label: say(look, "Medium value", "中价值") },
      { key: "potential", label: say(look, "Potential", "潜力") },
      { key: "low", label: say(look, "Low value", "低价值") },
    ]}
    flows={(
      [
        ["high", "high", 231],
        ["high", "mid", 22],
        ["high", "low", 4],
        ["mid", "high", 31],
        ["mid", "mid", 590],
        ["mid", "low", 74],
        ["potential", "mid", 40],
        ["potential", "potential", 322],
        ["potential", "low", 18],
        ["low", "mid", 28],
        ["low", "low", 1844],
      ] as const
    ).map(([from, to, count]) => ({ from, to, count, href: listOf({ from, to }) }))}
    fromLabel={say(look, "August", "8月")}
    toLabel={say(look, "November", "11月")}
    countLabel={say(look, "Customers", "客户数")}
    isRanked
  />
);

const drivers = (look: Look) => (
  <DotInterval
    title={say(look, "What moves satisfaction", "满意度受什么影响")}
    unit={say(look, "share of what can be explained", "在可解释部分中的占比")}
    n={412}
    nameLabel={say(look, "Driver", "因素")}
    valueLabel={say(look, "Share", "占比")}
    rows={[
      { label: say(look, "Expertise", "专业信任"), value: 0.37, low: 0.28, high: 0.46 },
      { label: say(look, "Professionalism", "职业信任"), value: 0.29, low: 0.2, high: 0.38 },
      { label: say(look, "Days to an answer", "回复所需天数"), value: 0.19, low: 0.11, high: 0.29 },
      { label: say(look, "Rapport", "关系信任"), value: 0.1, low: 0.04, high: 0.19 },
      { label: say(look, "Contacts", "联系次数"), value: 0.05, low: 0.01, high: 0.13 },
    ]}
    format={percent}
    mark={{ value: 0.09, label: say(look, "chance alone", "纯属偶然") }}
  />
);

const actionEffects = (look: Look) => {
  const [effect, association] = [
    say(look, "effect, from the hold-out", "效果，由对照组得出"),
    say(look, "association, not effect", "相关，并非效果"),
  ];
  const signedMoney = (value: number) =>
    ["−", "", "+"][Math.sign(value) + 1] + shortMoney(Math.abs(value));
  return (
    <DotInterval
      title={say(look, "What an action brings", "行动带来多少")}
      unit={say(look, "£ each time it is shown, within 90 days", "英镑，每次显示后 90 天内")}
      n={2811}
      nameLabel={say(look, "Action", "行动")}
      valueLabel={say(look, "Effect", "效果")}
      kindLabel={say(look, "Kind", "性质")}
      rows={[
        {
          label: say(look, "Win back with a call", "电话赢回"),
          value: 61,
          low: 24,
          high: 99,
          n: 812,
          kind: effect,
        },
        {
          label: say(look, "Offer a bundle", "推荐组合"),
          value: 18,
          low: -7,
          high: 43,
          n: 640,
          kind: effect,
        },
        {
          label: say(look, "Ask for a review", "邀请评价"),
          value: 9,
          low: -21,
          high: 38,
          n: 120,
          isWeak: true,
          kind: association,
        },
        {
          label: say(look, "Say thank you", "致谢"),
          value: -6,
          low: -19,
          high: 8,
          n: 1_233,
          kind: effect,
        },
        { label: say(look, "Invite to a visit", "邀请来访"), value: null, n: 6 },
      ]}
      format={signedMoney}
      note={say(
        look,
        "Hollow dots are associations: nobody was held out.",
        "空心点只是相关：没有对照组。",
      )}
    />
  );
};

const sparks = (look: Look) => {
  const months = monthNames(look.locale, 18);
  const draw = drawsFrom(21);
  return (
    <Sparkline
      title={say(look, "Trust", "信任")}
      points={months.map((label, at) => ({ label, value: 58 + at * 0.9 + (draw() - 0.5) * 8 }))}
      format={whole}
      domain={[0, 100]}
    />
  );
};

/** A customer's tier, at the moments when it moved. */
const tierHistory = (look: Look) => (
  <Sparkline
    title={say(look, "Tier", "分级")}
    points={[
      { label: say(look, "2 Jan 2025", "2025年1月2日"), at: Date.UTC(2025, 0, 2), value: 1 },
      { label: say(look, "10 Mar 2025", "2025年3月10日"), at: Date.UTC(2025, 2, 10), value: 2 },
      { label: say(look, "20 Aug 2026", "2026年8月20日"), at: Date.UTC(2026, 7, 20), value: 3 },
    ]}
    format={(rank) => say(look, `Tier ${rank}`, `第 ${rank} 级`)}
    domain={[0, 3]}
    isStepped
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
  lorenz,
  grid,
  retention,
  moves,
  drivers,
  actionEffects,
  nothingKnown,
  sparks,
  tierHistory,
};
