/** Moves between groups of two dates; who stayed is grey, who rose or fell stands out. */
import { useId } from "preact/hooks";
import { useWording, type Wording } from "../wording.ts";
import { nameCell, type ChartProps, type TableData } from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { ChartSvg, Mark } from "./chart-svg.tsx";
import { flowLayout, type Flow, type FlowNode, type FlowRibbon } from "./flow-layout.ts";
import { Legend, placeLegend, SeriesPatterns } from "./legend.tsx";
import { spread } from "./spread.ts";
import { fitText, textWidth } from "./text-width.ts";

export type FlowChartProps = ChartProps & {
  flows: Flow[];
  /** Groups, best first, with their names. */
  groups: { key: string; label: string }[];
  /** Names of the two dates, and of what moves. */
  fromLabel: string;
  toLabel: string;
  countLabel: string;
  /** True where the order of the groups says which is better. */
  isRanked?: boolean;
};

const nodeWidth = 10;
const top = 26;

export function FlowChart(props: FlowChartProps) {
  const wording = useWording();
  return (
    <ChartFrame {...props} table={flowTable(props, wording)}>
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

function flowTable(props: FlowChartProps, { number }: Wording): TableData {
  const { flows, groups, fromLabel, toLabel, countLabel } = props;
  const rank = (key: string) => groups.findIndex((group) => group.key === key);
  const name = (key: string) => nameCell(groups[rank(key)]?.label ?? key);
  return {
    columns: [fromLabel, toLabel, countLabel],
    rows: flows
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to))
      .map(({ from, to, count, href }) => [
        name(from),
        name(to),
        { value: count, text: number(count), href },
      ]),
  };
}

function Picture(props: FlowChartProps & { width: number }) {
  const { title, flows, groups, fromLabel, toLabel, isRanked = false, width } = props;
  const { t } = useWording();
  const patterns = useId();
  const keys = groups.map(({ key }) => key);
  const kindOf = kindsBy(keys, isRanked);
  const named = isRanked ? rankedKinds.filter((kind) => flows.some(isOf(kind, kindOf))) : [];
  const legend = placeLegend(
    named.map((kind) => t(`charts.${kind}`)),
    width,
  );
  const placed = legend.placed.map((one, at) => ({ ...one, series: seriesOf[named[at]!] }));
  const first = legend.height + top;
  const height = Math.max(220, keys.length * 34);
  const { from, to, ribbons } = flowLayout(flows, keys, height, 8);
  const labelOf = (key: string) => groups.find((group) => group.key === key)?.label ?? key;
  const room = Math.min(
    width * 0.3,
    Math.max(...groups.map(({ label }) => textWidth(`${label} 88,888`, 12))) + 10,
  );
  const [left, right] = [room, width - room];
  const moved = flows.reduce((sum, one) => sum + (one.from === one.to ? 0 : one.count), 0);
  return (
    <ChartSvg
      width={width}
      height={first + height + 12}
      summary={`${title}: ${t("charts.moved", { count: moved })}`}
      hasLinks={flows.some(({ href }) => href !== undefined)}
    >
      <SeriesPatterns id={patterns} />
      <g class="flow-legend">
        <Legend placed={placed} patterns={patterns} />
      </g>
      <g aria-hidden="true">
        <text class="tick" x={left} y={first - 10} text-anchor="end">
          {fromLabel}
        </text>
        <text class="tick" x={right} y={first - 10}>
          {toLabel}
        </text>
      </g>
      <g transform={`translate(0,${first})`}>
        {ribbons.map((one) => (
          <Ribbon
            key={`${one.from} ${one.to}`}
            {...one}
            kind={kindOf(one)}
            patterns={patterns}
            title={`${labelOf(one.from)} → ${labelOf(one.to)}`}
            x0={left + nodeWidth}
            x1={right - nodeWidth}
          />
        ))}
        <Nodes nodes={from} x={left} side="from" labelOf={labelOf} room={room} />
        <Nodes nodes={to} x={right} side="to" labelOf={labelOf} room={room} />
      </g>
    </ChartSvg>
  );
}

type Kind = "stayed" | "rose" | "fell" | "moved";
const seriesOf: Record<Kind, number> = { stayed: 0, rose: 1, fell: 2, moved: 1 };

const rankedKinds = ["stayed", "rose", "fell"] as const;

/** Returns true for flows of a kind that somebody took. */
const isOf = (kind: Kind, kindOf: (flow: Flow) => Kind) => (flow: Flow) =>
  flow.count > 0 && kindOf(flow) === kind;

const kindsBy =
  (keys: readonly string[], isRanked: boolean) =>
  ({ from, to }: Flow): Kind => {
    if (from === to) return "stayed";
    if (!isRanked) return "moved";
    return keys.indexOf(to) < keys.indexOf(from) ? "rose" : "fell";
  };

type RibbonProps = FlowRibbon & {
  kind: Kind;
  patterns: string;
  title: string;
  x0: number;
  x1: number;
};

function Ribbon({ y0, y1, height, count, href, kind, patterns, title, x0, x1 }: RibbonProps) {
  const { number } = useWording();
  const thick = Math.max(height, 1.5);
  const middle = (x0 + x1) / 2;
  const path = [
    `M${x0},${y0}`,
    `C${middle},${y0} ${middle},${y1} ${x1},${y1}`,
    `V${y1 + thick}`,
    `C${middle},${y1 + thick} ${middle},${y0 + thick} ${x0},${y0 + thick}`,
    "Z",
  ].join(" ");
  const series = seriesOf[kind];
  return (
    <Mark href={href} tip={{ title, lines: [number(count)] }}>
      <path class={`flow ${kind} datum`} d={path} />
      {series !== 0 && <path d={path} fill={`url(#${patterns}-${series})`} class="flow-pattern" />}
    </Mark>
  );
}

type NodesProps = {
  nodes: FlowNode[];
  x: number;
  side: "from" | "to";
  labelOf: (key: string) => string;
  room: number;
};

/** The groups of one date, with their counts; names of thin ones are moved apart. */
function Nodes({ nodes, x, side, labelOf, room }: NodesProps) {
  const { number } = useWording();
  const isFrom = side === "from";
  const textRoom = room - 12;
  // Where a name and its count do not fit beside each other, the count goes below.
  const isTall = nodes.some(
    ({ key, count }) => textWidth(`${labelOf(key)} ${number(count)}`, 12) > textRoom,
  );
  const places = spread(
    nodes.map(({ y, height }) => y + height / 2),
    isTall ? 31 : 16,
  );
  const at = { x: isFrom ? x - 8 : x + 8, "text-anchor": isFrom ? "end" : "start" } as const;
  return (
    <g aria-hidden="true">
      {nodes.map(({ key, count, y, height }, index) => (
        <g key={key}>
          <rect
            class="flow-node"
            x={isFrom ? x : x - nodeWidth}
            y={y}
            width={nodeWidth}
            height={Math.max(height, 1)}
          />
          <text {...at} y={(places[index] ?? 0) - (isTall ? 7 : 0)} dy="0.35em">
            {fitText(labelOf(key), textRoom, 12)}
            {!isTall && <tspan class="figure"> {number(count)}</tspan>}
          </text>
          {isTall && (
            <text {...at} class="figure" y={(places[index] ?? 0) + 7} dy="0.35em">
              {number(count)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
