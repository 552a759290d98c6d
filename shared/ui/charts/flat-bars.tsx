/** Horizontal bars: the name before each, or over it where there is little room. */
import { useId } from "preact/hooks";
import { useWording } from "../wording.ts";
import type { BarChartProps, Bars } from "./bar-chart-props.ts";
import { barSummary } from "./bar-summary.ts";
import type { Datum, Format } from "./chart-data.ts";
import { ChartSvg, Mark } from "./chart-svg.tsx";
import { datumLines, valueText } from "./datum-text.ts";
import { Legend, placeLegend, SeriesArea, SeriesPatterns } from "./legend.tsx";
import { linearScale } from "./scales.ts";
import { fitText, textWidth } from "./text-width.ts";
import { Whisker } from "./whisker.tsx";

const thick = 16;
const between = 12;
const nameHeight = 18;

/** Places of the parts, in pixels. */
type Layout = {
  left: number;
  isNameAbove: boolean;
  nameRoom: number;
  rowHeight: number;
  top: number;
  x: (value: number) => number;
};

function layoutOf({ bars, series, format }: BarChartProps, width: number, top: number): Layout {
  const names = Math.max(...bars.map(({ label }) => textWidth(label, 12)), 0);
  const isNameAbove = width < 480 && names > width * 0.36;
  const nameRoom = isNameAbove ? width : Math.min(names, width * 0.36);
  const left = isNameAbove ? 0 : Math.ceil(nameRoom) + 12;
  const data = bars.flatMap(({ data }) => data);
  const ends = data.flatMap(({ value, low, high }) => [value ?? 0, low ?? 0, high ?? 0]);
  const figures = Math.max(
    ...data.map(({ value }) => (value === null ? 0 : textWidth(format(value), 12))),
    36,
  );
  const lowest = Math.min(0, ...ends);
  const x = linearScale(
    [lowest, Math.max(...ends, lowest + 1e-9)],
    [left + (lowest < 0 ? figures + 10 : 0), width - figures - 10],
  );
  const rowHeight = series.length * thick + between + (isNameAbove ? nameHeight : 0);
  return { left, isNameAbove, nameRoom, rowHeight, top, x };
}

export function FlatBars(props: BarChartProps & { width: number }) {
  const { bars, series, width } = props;
  const wording = useWording();
  const patterns = useId();
  const legend = placeLegend(series.length > 1 ? series : [], width);
  const layout = layoutOf(props, width, legend.height);
  const height = legend.height + bars.length * layout.rowHeight;
  return (
    <ChartSvg
      width={width}
      height={Math.max(height, 1)}
      summary={barSummary(props, wording)}
      hasLinks={bars.some(({ data }) => data.some(({ href }) => href !== undefined))}
    >
      <SeriesPatterns id={patterns} />
      <Legend placed={legend.placed} patterns={patterns} />
      {bars.map((one, index) => (
        <Row key={index} {...props} {...one} index={index} layout={layout} patterns={patterns} />
      ))}
      {!layout.isNameAbove && (
        <line
          class="zero"
          x1={Math.round(layout.x(0)) + 0.5}
          x2={Math.round(layout.x(0)) + 0.5}
          y1={legend.height}
          y2={height}
        />
      )}
    </ChartSvg>
  );
}

type RowProps = Bars & {
  series: string[];
  format: Format;
  index: number;
  layout: Layout;
  patterns: string;
};

function Row({ label, data, series, format, index, layout, patterns }: RowProps) {
  const { isNameAbove, nameRoom, rowHeight, top } = layout;
  const y = top + index * rowHeight + between / 2;
  const first = y + (isNameAbove ? nameHeight : 0);
  const middle = isNameAbove ? y + nameHeight / 2 : first + (series.length * thick) / 2;
  return (
    <g>
      <text
        aria-hidden="true"
        class="name"
        x={isNameAbove ? 0 : layout.left - 12}
        y={middle}
        dy="0.35em"
        text-anchor={isNameAbove ? "start" : "end"}
      >
        {fitText(label, nameRoom + 4, 12)}
      </text>
      {series.map((name, at) => (
        <Bar
          key={at}
          name={series.length > 1 ? `${label} · ${name}` : label}
          datum={data[at] ?? { value: null }}
          series={at}
          y={first + at * thick}
          format={format}
          layout={layout}
          patterns={patterns}
        />
      ))}
    </g>
  );
}

type BarProps = {
  name: string;
  datum: Datum;
  series: number;
  y: number;
  format: Format;
  layout: Layout;
  patterns: string;
};

function Bar({ name, datum, series, y, format, layout: { x }, patterns }: BarProps) {
  const wording = useWording();
  const { value, low, high, href } = datum;
  const [zero, end] = [x(0), x(value ?? 0)];
  const hasInterval = low != null && high != null;
  const isLess = end < zero;
  const [from, to] = [Math.min(zero, end), Math.max(zero, end)];
  const beyond = isLess
    ? Math.min(end, hasInterval ? x(low) : end)
    : Math.max(end, hasInterval ? x(high) : end);
  return (
    <Mark href={href} tip={{ title: name, lines: datumLines(datum, format, wording) }}>
      <rect class="hit" x={from} y={y} width={to - from + 40} height={thick} />
      {value !== null && (
        <SeriesArea
          patterns={patterns}
          series={series}
          x={from}
          y={y + 1}
          width={to - from}
          height={thick - 2}
        />
      )}
      {value !== null && hasInterval && <Whisker from={x(low)} to={x(high)} at={y + thick / 2} />}
      <text
        class={value === null ? "figure none" : "figure"}
        x={value === null ? zero + 6 : beyond + (isLess ? -6 : 6)}
        y={y + thick / 2}
        dy="0.35em"
        text-anchor={isLess ? "end" : "start"}
      >
        {valueText(datum, format, wording)}
      </text>
    </Mark>
  );
}
