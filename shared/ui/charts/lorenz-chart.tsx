/** Lorenz curve: the share that those bring together who bring least (Lorenz 1905). */
import { area, line } from "d3-shape";
import { useWording, type Wording } from "../wording.ts";
import { ValueAxis, axisRoom } from "./axes.tsx";
import type { ChartProps, Format, TableData } from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { ChartSvg, Mark } from "./chart-svg.tsx";
import { linearScale, type Scale } from "./scales.ts";
import { textWidth } from "./text-width.ts";

/** Shares in [0, 1], those who bring least first. */
export type LorenzPoint = { customers: number; value: number };
export type LorenzChartProps = ChartProps & {
  points: LorenzPoint[];
  /** Names of the axes: "Share of customers", "Share of value". */
  xLabel: string;
  yLabel: string;
  /** Name of the diagonal: "if all were equal". */
  equalLabel: string;
  /** A point that is worth a sentence, with the list of those above it. */
  mark?: LorenzPoint & { label: string; href?: string };
  format: Format;
};

export function LorenzChart(props: LorenzChartProps) {
  return (
    <ChartFrame {...props} table={lorenzTable(props)}>
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

function lorenzTable({ points, mark, xLabel, yLabel, format }: LorenzChartProps): TableData {
  const all = mark === undefined ? points : [...points, mark];
  const sorted: (LorenzPoint & { href?: string })[] = all.toSorted(
    (a, b) => a.customers - b.customers,
  );
  return {
    columns: [xLabel, yLabel],
    rows: sorted.map(({ customers, value, href }) => [
      { value: customers, text: format(customers) },
      { value, text: format(value), href },
    ]),
  };
}

const plotHeight = 280;
const ticks = [0, 0.25, 0.5, 0.75, 1];

function Picture(props: LorenzChartProps & { width: number }) {
  const { title, points, xLabel, yLabel, equalLabel, mark, format, width } = props;
  const wording = useWording();
  const top = 22;
  const bottom = top + plotHeight;
  const left = axisRoom(ticks, format);
  const y = linearScale([0, 1], [bottom, top]);
  const x = linearScale([0, 1], [left, width - 16]);
  const curve = line<LorenzPoint>()
    .x(({ customers }) => x(customers))
    .y(({ value }) => y(value));
  const gap = area<LorenzPoint>()
    .x(({ customers }) => x(customers))
    .y0(({ customers }) => y(customers))
    .y1(({ value }) => y(value));
  return (
    <ChartSvg
      width={width}
      height={bottom + 46}
      summary={`${title}: ${mark?.label ?? equalText(props, wording)}`}
      hasLinks={mark?.href !== undefined}
    >
      <text class="tick" aria-hidden="true" x={0} y={10}>
        {yLabel}
      </text>
      <ValueAxis scale={y} ticks={ticks} format={format} left={left} right={width - 16} />
      {ticks.map((tick) => (
        <text
          key={tick}
          class="tick"
          aria-hidden="true"
          x={x(tick)}
          y={bottom + 20}
          text-anchor="middle"
        >
          {format(tick)}
        </text>
      ))}
      <text
        class="tick"
        aria-hidden="true"
        x={(left + width) / 2}
        y={bottom + 40}
        text-anchor="middle"
      >
        {xLabel}
      </text>
      <path class="ribbon s0" aria-hidden="true" d={gap(points) ?? ""} />
      <Diagonal x={x} y={y} label={equalLabel} />
      <path class="line s0" aria-hidden="true" d={curve(points) ?? ""} />
      {mark !== undefined && <MarkedPoint {...mark} x={x} y={y} format={format} />}
    </ChartSvg>
  );
}

/** Returns the value share of the lower half, where no point is marked. */
function equalText({ points, format, xLabel }: LorenzChartProps, { t }: Wording): string {
  const half = points.toSorted(
    (a, b) => Math.abs(a.customers - 0.5) - Math.abs(b.customers - 0.5),
  )[0];
  return half === undefined
    ? t("charts.tooFew")
    : `${xLabel} ${format(half.customers)}, ${format(half.value)}`;
}

type Scales = { x: Scale; y: Scale };

function Diagonal({ x, y, label }: Scales & { label: string }) {
  return (
    <g aria-hidden="true">
      <line class="reference" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <text class="tick" x={x(0.44) - 8} y={y(0.44) - 8} text-anchor="end">
        {label}
      </text>
    </g>
  );
}

type MarkedProps = Scales & NonNullable<LorenzChartProps["mark"]> & { format: Format };

/** The marked point with guides to both axes; its sentence stands where the curve leaves room. */
function MarkedPoint({ x, y, customers, value, label, href, format }: MarkedProps) {
  const [at, height] = [x(customers), y(value)];
  const [left, right] = x.range;
  const room = at - left - 18;
  const lines = label.length > 0 ? linesOf(label, Math.max(room, 90)) : [];
  return (
    <Mark href={href} tip={{ title: label, lines: [`${format(customers)} → ${format(value)}`] }}>
      <path class="reference" d={`M${at},${y(0)} V${height} H${right}`} fill="none" />
      <circle class="hit" cx={at} cy={height} r={12} />
      <circle class="point datum s0" cx={at} cy={height} r={6} />
      {lines.map((one, index) => (
        <text
          key={one}
          class="figure"
          x={at - 14}
          y={height - 10 - (lines.length - 1 - index) * 16}
          text-anchor="end"
        >
          {one}
        </text>
      ))}
    </Mark>
  );
}

/** Breaks a sentence into lines of `room` pixels; Chinese anywhere, other texts between words. */
function linesOf(label: string, room: number): string[] {
  const parts = label.split(/(?<=\s)|(?<=\p{Script=Han})/u);
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    if (line !== "" && textWidth(line + part.trimEnd(), 12) > room) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += part;
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
}
