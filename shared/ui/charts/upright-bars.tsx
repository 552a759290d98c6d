/** Upright bars over an axis of names, such as months. */
import { useId } from "preact/hooks";
import { useWording } from "../wording.ts";
import { axisRoom, NameAxis, ValueAxis } from "./axes.tsx";
import type { BarChartProps } from "./bar-chart-props.ts";
import { barSummary } from "./bar-summary.ts";
import type { Datum, Format } from "./chart-data.ts";
import { ChartSvg, Mark } from "./chart-svg.tsx";
import { datumLines } from "./datum-text.ts";
import { Legend, placeLegend, SeriesArea, SeriesPatterns } from "./legend.tsx";
import { linearScale, spreadBands } from "./scales.ts";
import { Whisker } from "./whisker.tsx";

const plotHeight = 200;

export function UprightBars(props: BarChartProps & { width: number }) {
  const { bars, series, format, tick = format, width } = props;
  const wording = useWording();
  const patterns = useId();
  const legend = placeLegend(series.length > 1 ? series : [], width);
  const top = legend.height + 10;
  const ends = bars.flatMap(({ data }) =>
    data.flatMap(({ value, low, high }) => [value ?? 0, low ?? 0, high ?? 0]),
  );
  const y = linearScale(
    [Math.min(0, ...ends), Math.max(...ends, 1e-9)],
    [top + plotHeight, top],
    4,
  );
  // Counts have no halves.
  const isCount = ends.every(Number.isInteger);
  const ticks = y.ticks(4).filter((one) => !isCount || Number.isInteger(one));
  const left = axisRoom(ticks, tick);
  const names = bars.map(({ label }) => label);
  const bands = spreadBands(bars.length, [left, width], 0.24);
  const each = bands.width / series.length;
  return (
    <ChartSvg
      width={width}
      height={top + plotHeight + 28}
      summary={barSummary(props, wording)}
      hasLinks={bars.some(({ data }) => data.some(({ href }) => href !== undefined))}
    >
      <SeriesPatterns id={patterns} />
      <Legend placed={legend.placed} patterns={patterns} />
      <ValueAxis scale={y} ticks={ticks} format={tick} left={left} right={width} />
      {bars.map(({ label, data }, index) =>
        series.map((name, at) => (
          <UprightBar
            key={`${index} ${at}`}
            name={series.length > 1 ? `${label} · ${name}` : label}
            datum={data[at] ?? { value: null }}
            series={at}
            x={bands.start(index) + at * each}
            width={each}
            y={y}
            format={format}
            patterns={patterns}
          />
        )),
      )}
      <NameAxis
        labels={names}
        at={(index) => bands.start(index) + bands.width / 2}
        y={top + plotHeight + 20}
        pixelsEach={bands.step}
      />
    </ChartSvg>
  );
}

type UprightBarProps = {
  name: string;
  datum: Datum;
  series: number;
  x: number;
  width: number;
  y: (value: number) => number;
  format: Format;
  patterns: string;
};

function UprightBar({ name, datum, series, x, width, y, format, patterns }: UprightBarProps) {
  const wording = useWording();
  const { value, low, high, href } = datum;
  if (value === null && (datum.n ?? 0) === 0) return null;
  const [zero, end] = [y(0), y(value ?? 0)];
  const [from, to] = [Math.min(zero, end), Math.max(zero, end)];
  return (
    <Mark href={href} tip={{ title: name, lines: datumLines(datum, format, wording) }}>
      <rect class="hit" x={x} y={from - 12} width={width} height={to - from + 12} />
      {value === null ? (
        <path class="too-few" d={`M${x + width / 2 - 3},${zero - 9} l6,6 m0,-6 l-6,6`} />
      ) : (
        <SeriesArea
          patterns={patterns}
          series={series}
          x={x}
          y={from}
          width={Math.max(width - 1, 1)}
          height={to - from}
        />
      )}
      {value !== null && low != null && high != null && (
        <Whisker upright from={y(low)} to={y(high)} at={x + width / 2} />
      )}
    </Mark>
  );
}
