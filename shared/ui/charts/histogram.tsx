/** Counts of customers by size, over a logarithmic axis. */
import { useId } from "preact/hooks";
import { useWording, type Wording } from "../wording.ts";
import { axisRoom, ValueAxis } from "./axes.tsx";
import type { ChartProps, Format, TableData } from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { ChartSvg, Mark } from "./chart-svg.tsx";
import { SeriesArea, SeriesPatterns } from "./legend.tsx";
import { linearScale, logScale, type Scale } from "./scales.ts";
import { textWidth } from "./text-width.ts";

/** Count of those in [from, below). */
export type Bin = { from: number; below: number; count: number; href?: string };
export type HistogramProps = ChartProps & {
  /** Name of the axis: "Expected value in 12 months". */
  xLabel: string;
  /** Counts in words: "Customers". */
  countLabel: string;
  /** In order, without gaps; all above zero. */
  bins: Bin[];
  /** Those of nothing, which a logarithmic axis has no place for. */
  none?: { label: string; count: number; href?: string };
  format: Format;
  /** A line with its name, such as the mean. */
  mark?: { value: number; label: string };
};

export function Histogram(props: HistogramProps) {
  const wording = useWording();
  return (
    <ChartFrame {...props} table={binTable(props, wording)}>
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

function binTable(props: HistogramProps, { t, number }: Wording): TableData {
  const { bins, none, format, countLabel } = props;
  const count = (one: { count: number; href?: string }) => ({
    value: one.count,
    text: number(one.count),
    href: one.href,
  });
  const bound = (value: number) => ({ value, text: format(value) });
  return {
    columns: [t("charts.from"), t("charts.below"), countLabel],
    rows: [
      ...(none === undefined
        ? []
        : [[{ value: 0, text: none.label }, { value: 0, text: "–" }, count(none)]]),
      ...bins.map((one) => [bound(one.from), bound(one.below), count(one)]),
    ],
  };
}

const plotHeight = 200;
const noneWidth = 28;

function Picture(props: HistogramProps & { width: number }) {
  const { title, xLabel, bins, none, format, mark, width } = props;
  const { t, number } = useWording();
  const patterns = useId();
  const top = mark === undefined ? 10 : 26;
  const bottom = top + plotHeight;
  const counts = [...bins.map(({ count }) => count), none?.count ?? 0];
  const y = linearScale([0, Math.max(...counts, 1)], [bottom, top], 4);
  const ticks = y.ticks(4).filter(Number.isInteger);
  const left = axisRoom(ticks, (value) => number(value));
  const first = left + (none === undefined ? 2 : noneWidth + 14);
  const [from, to] = [bins[0]?.from ?? 1, bins.at(-1)?.below ?? 10];
  const x = logScale([from, to], [first, width - 12]);
  const fullest = bins.toSorted((a, b) => b.count - a.count)[0];
  const range = (bin: Bin) => `${format(bin.from)} – ${format(bin.below)}`;
  const told = fullest === undefined ? "–" : range(fullest);
  const column = { top, bottom, y, patterns };
  return (
    <ChartSvg
      width={width}
      height={bottom + 46}
      summary={t("charts.largest", { title, what: told, figure: number(fullest?.count ?? 0) })}
      hasLinks={[...bins, none].some((one) => one?.href !== undefined)}
    >
      <SeriesPatterns id={patterns} />
      <ValueAxis scale={y} ticks={ticks} format={(v) => number(v)} left={left} right={width} />
      {none !== undefined && (
        <>
          <Column {...column} {...none} series={4} x={left + 2} width={noneWidth} />
          <Below x={left + 2 + noneWidth / 2} y={bottom + 18} text="0" />
        </>
      )}
      {bins.map((bin) => (
        <Column
          key={bin.from}
          {...column}
          {...bin}
          label={range(bin)}
          series={0}
          x={x(bin.from) + 0.5}
          width={x(bin.below) - x(bin.from) - 1}
        />
      ))}
      <PowersOfTen x={x} y={bottom + 18} format={format} />
      <Below x={(first + width) / 2} y={bottom + 38} text={xLabel} />
      {mark !== undefined && mark.value > from && mark.value < to && (
        <Reference at={x(mark.value)} top={top} bottom={bottom} label={mark.label} right={width} />
      )}
    </ChartSvg>
  );
}

/** A small text under the axis. */
const Below = ({ x, y, text }: { x: number; y: number; text: string }) => (
  <text class="tick" aria-hidden="true" x={x} y={y} text-anchor="middle">
    {text}
  </text>
);

type ColumnProps = {
  label: string;
  count: number;
  href?: string;
  series: number;
  x: number;
  width: number;
  top: number;
  bottom: number;
  y: (count: number) => number;
  patterns: string;
};

/** The customers of one bin; the whole height answers to the pointer. */
function Column(props: ColumnProps) {
  const { label, count, href, series, x, width, top, bottom, y, patterns } = props;
  const { number } = useWording();
  const area = { patterns, series, x, width, y: y(count), height: bottom - y(count) };
  return (
    <Mark href={href} tip={{ title: label, lines: [number(count)] }}>
      <rect class="hit" x={x} y={top} width={width} height={bottom - top} />
      <SeriesArea {...area} />
    </Mark>
  );
}

/** Figures at the powers of ten within the axis. */
function PowersOfTen({ x, y, format }: { x: Scale; y: number; format: Format }) {
  const [from, to] = x.domain;
  const [, end] = x.range;
  const powers = Array.from({ length: 16 }, (_, power) => 10 ** (power - 3)).filter(
    (power) => power >= from * 0.999 && power <= to * 1.001,
  );
  return (
    <g aria-hidden="true" class="axis">
      {powers.map((power) => {
        const half = textWidth(format(power), 11) / 2;
        return (
          <text
            key={power}
            class="tick"
            x={Math.min(x(power), end + 12 - half)}
            y={y}
            text-anchor="middle"
          >
            {format(power)}
          </text>
        );
      })}
    </g>
  );
}

/** An upright line with its name over it. */
function Reference(props: {
  at: number;
  top: number;
  bottom: number;
  label: string;
  right: number;
}) {
  const { at, top, bottom, label, right } = props;
  const isLeft = at + textWidth(label, 12) + 8 > right;
  return (
    <g aria-hidden="true">
      <line class="halo" x1={at} x2={at} y1={top - 14} y2={bottom} />
      <line class="reference" x1={at} x2={at} y1={top - 14} y2={bottom} />
      <text
        class="label"
        x={at + (isLeft ? -6 : 6)}
        y={top - 8}
        text-anchor={isLeft ? "end" : "start"}
      >
        {label}
      </text>
    </g>
  );
}
