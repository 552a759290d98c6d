/** Series over time, each with its 95 % band; a gap where too few stand behind a point. */
import {
  area,
  line,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
} from "d3-shape";
import { useWording, type Wording } from "../wording.ts";
import { axisRoom, NameAxis, ValueAxis } from "./axes.tsx";
import {
  nameCell,
  type ChartProps,
  type Datum,
  type Format,
  type TableData,
} from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { ChartSvg, Mark } from "./chart-svg.tsx";
import { columnsFor, datumCells, datumHeads, datumLines, valueText } from "./datum-text.ts";
import { Legend, placeLegend } from "./legend.tsx";
import { linearScale, type Scale } from "./scales.ts";
import { spread } from "./spread.ts";
import { textWidth } from "./text-width.ts";

export type LineSeries = { label: string; points: Datum[] };
export type LineChartProps = ChartProps & {
  /** Heading of the axis, such as "Month", and its names in order. */
  xLabel: string;
  x: string[];
  series: LineSeries[];
  format: Format;
  /** Shorter figures for the axis. */
  tick?: Format;
  /** Ends of the axis; else what the figures and bands take. */
  domain?: [number, number];
};

const symbols = [symbolCircle, symbolSquare, symbolDiamond, symbolTriangle];
const plotHeight = 220;

export function LineChart(props: LineChartProps) {
  const wording = useWording();
  const isEmpty = props.series.every(({ points }) => points.every(({ value }) => value === null));
  return (
    <ChartFrame {...props} table={lineTable(props, wording)} isEmpty={isEmpty}>
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

/** Returns a row for each name of the axis, with the figures of every series. */
function lineTable({ xLabel, x, series, format }: LineChartProps, wording: Wording): TableData {
  const columns = series.map(({ points }) => columnsFor(points));
  return {
    columns: [
      xLabel,
      ...series.flatMap(({ label }, at) => datumHeads(label, columns[at]!, wording)),
    ],
    rows: x.map((name, index) => [
      nameCell(name),
      ...series.flatMap(({ points }, at) =>
        datumCells(points[index] ?? { value: null }, columns[at]!, format, wording),
      ),
    ]),
  };
}

/** Returns the ends that hold every figure and band, and zero where they lie near it. */
function domainOf(series: readonly LineSeries[]): [number, number] {
  const all = series.flatMap(({ points }) =>
    points.flatMap(({ value, low, high }) => [value, low, high].filter((one) => one != null)),
  );
  const [from, to] = [Math.min(...all, Infinity), Math.max(...all, -Infinity)];
  if (from > to) return [0, 1];
  const isFar = from > (to - from) * 0.8;
  return [isFar ? from : Math.min(0, from), Math.max(to, from + 1e-9)];
}

function Picture(props: LineChartProps & { width: number }) {
  const { title, x, series, format, tick = format, width } = props;
  const wording = useWording();
  const isWide = width >= 480;
  const legend = placeLegend(
    series.length > 1 && !isWide ? series.map((one) => one.label) : [],
    width,
  );
  const top = legend.height + 10;
  const pixels = [top + plotHeight, top] as const;
  const y =
    props.domain === undefined
      ? linearScale(domainOf(series), pixels, 5)
      : linearScale(props.domain, pixels);
  const ticks = y.ticks(5);
  const left = axisRoom(ticks, tick);
  const ends = endLabels(series, format, wording, isWide);
  const right = width - Math.max(12, ...ends.map(({ text }) => textWidth(text, 12) + 14));
  const each = x.length > 1 ? (right - left) / (x.length - 1) : 0;
  const at = (index: number) => (x.length > 1 ? left + index * each : (left + right) / 2);
  const names = series.map(({ label, points }) => {
    const told = points.filter(({ value }) => value !== null);
    const [first, last] = [told[0], told.at(-1)];
    if (first === undefined || last === undefined) return `${label}: ${wording.t("charts.tooFew")}`;
    return wording.t("charts.fromTo", {
      what: label,
      from: valueText(first, format, wording),
      to: valueText(last, format, wording),
    });
  });
  return (
    <ChartSvg
      width={width}
      height={top + plotHeight + 28}
      summary={`${title}: ${names.join("; ")}`}
      hasLinks={series.some(({ points }) => points.some(({ href }) => href !== undefined))}
    >
      <Legend placed={legend.placed} />
      <ValueAxis scale={y} ticks={ticks} format={tick} left={left} right={right} />
      <NameAxis labels={x} at={at} y={top + plotHeight + 20} pixelsEach={each || width} />
      {series.map((one, index) => (
        <Band key={index} {...one} index={index} at={at} y={y} />
      ))}
      {series.map((one, index) => (
        <Line key={index} {...one} index={index} at={at} y={y} x={x} format={format} />
      ))}
      <EndLabels ends={ends} y={y} right={right} />
    </ChartSvg>
  );
}

type Drawn = LineSeries & { index: number; at: (index: number) => number; y: Scale };

/** The 95 % band of a series; interrupted where there is none. */
function Band({ points, index, at, y }: Drawn) {
  const band = area<Datum>()
    .defined(({ value, low, high }) => value !== null && low != null && high != null)
    .x((_, at_) => at(at_))
    .y0(({ low }) => y(low ?? 0))
    .y1(({ high }) => y(high ?? 0));
  return <path class={`ribbon s${index}`} d={band(points) ?? ""} />;
}

/** The line of a series, with a mark at each figure where they are few, and at lone ones. */
function Line({ label, points, index, at, y, x, format }: Drawn & { x: string[]; format: Format }) {
  const wording = useWording();
  const path = line<Datum>()
    .defined(({ value }) => value !== null)
    .x((_, at_) => at(at_))
    .y(({ value }) => y(value ?? 0));
  const isFew = points.length <= 26;
  const shape = symbol(symbols[index % symbols.length], 34)() ?? "";
  const isKnown = (one: Datum | undefined) => one !== undefined && one.value !== null;
  return (
    <g class={`s${index}`}>
      <path class="line" d={path(points) ?? ""} />
      {points.map((one, index) => {
        const isAlone = !isKnown(points[index - 1]) && !isKnown(points[index + 1]);
        const place = one.value === null ? y.range[0] : y(one.value);
        const tip = {
          title: `${x[index] ?? ""} · ${label}`,
          lines: datumLines(one, format, wording),
        };
        if (one.value === null && (one.n ?? 0) === 0) return null;
        return (
          <Mark key={index} href={one.href} tip={tip}>
            <circle class="hit" cx={at(index)} cy={place} r={10} />
            {one.value === null && (
              <path class="too-few" d={`M${at(index) - 3},${place - 3} l6,6 m0,-6 l-6,6`} />
            )}
            {one.value !== null && (
              <path
                class={isFew || isAlone || one.href !== undefined ? "point datum" : "point quiet"}
                transform={`translate(${at(index)},${place})`}
                d={shape}
              />
            )}
          </Mark>
        );
      })}
    </g>
  );
}

type End = { text: string; series: number; value: number };

/** Returns the name of each series, to stand beside its last figure. */
function endLabels(
  series: readonly LineSeries[],
  format: Format,
  wording: Wording,
  isWide: boolean,
): End[] {
  return series.flatMap(({ label, points }, index) => {
    const last = points.findLast(({ value }) => value !== null);
    if (last === undefined || last.value === null) return [];
    const figure = valueText(last, format, wording);
    const isNamed = series.length > 1 && isWide;
    return [{ text: isNamed ? `${label} ${figure}` : figure, series: index, value: last.value }];
  });
}

function EndLabels({ ends, y, right }: { ends: End[]; y: Scale; right: number }) {
  const places = spread(
    ends.map(({ value }) => y(value)),
    15,
  );
  return (
    <g aria-hidden="true">
      {ends.map(({ text, series }, index) => (
        <text
          key={series}
          class={`label end s${series}`}
          x={right + 10}
          y={places[index]}
          dy="0.35em"
        >
          {text}
        </text>
      ))}
    </g>
  );
}
