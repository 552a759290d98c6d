/** Figures with their intervals on one axis: drivers, effects. */
import { useWording, type Wording } from "../wording.ts";
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
import { linearScale, type LinearScale } from "./scales.ts";
import { Whisker } from "./whisker.tsx";
import { fitText, textWidth } from "./text-width.ts";

/** `isWeak` figures, such as associations, are hollow; `kind` says in words what a figure is. */
export type DotRow = Datum & { label: string; isWeak?: boolean; kind?: string };
export type DotIntervalProps = ChartProps & {
  nameLabel: string;
  valueLabel: string;
  /** Heading of `kind`, where rows have one. */
  kindLabel?: string;
  rows: DotRow[];
  format: Format;
  tick?: Format;
  /** True for scores, whose axis need not begin at zero. */
  isZoomed?: boolean;
  /** A dashed line with its name: less than this is not to be told from chance. */
  mark?: { value: number; label: string };
};

const rowHeight = 30;
const nameHeight = 18;

export function DotInterval(props: DotIntervalProps) {
  const wording = useWording();
  return (
    <ChartFrame
      {...props}
      table={dotTable(props, wording)}
      isEmpty={props.rows.every(({ value }) => value === null)}
    >
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

function dotTable(props: DotIntervalProps, wording: Wording): TableData {
  const { rows, nameLabel, valueLabel, kindLabel, format } = props;
  const columns = columnsFor(rows);
  return {
    columns: [
      nameLabel,
      ...datumHeads(valueLabel, columns, wording),
      ...(kindLabel === undefined ? [] : [kindLabel]),
    ],
    rows: rows.map((row) => [
      nameCell(row.label),
      ...datumCells(row, columns, format, wording),
      ...(kindLabel === undefined ? [] : [nameCell(row.kind ?? "–")]),
    ]),
  };
}

type Layout = {
  isNameAbove: boolean;
  left: number;
  right: number;
  rowHeight: number;
  top: number;
  x: LinearScale;
};

function layoutOf(
  { rows, mark, isZoomed = false }: DotIntervalProps,
  width: number,
  texts: string[],
): Layout {
  const names = Math.max(...rows.map(({ label }) => textWidth(label, 12)), 0);
  const isNameAbove = width < 520 && names > width * 0.3;
  const left = isNameAbove ? 8 : Math.min(names, width * 0.4) + 16;
  const figures = Math.max(...texts.map((text) => textWidth(text, 12)), 30);
  const right = width - figures - 14;
  const ends = rows.flatMap(({ value, low, high }) =>
    [value, low, high].filter((one) => one != null),
  );
  const all = [...(isZoomed && ends.length > 0 ? [] : [0]), mark?.value ?? ends[0] ?? 0, ...ends];
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const x = linearScale([from, to === from ? from + 1 : to], [left, right], 4);
  // The name of the mark stands over the rows.
  const top = mark === undefined ? 8 : 24;
  return {
    isNameAbove,
    left,
    right,
    rowHeight: rowHeight + (isNameAbove ? nameHeight : 0),
    top,
    x,
  };
}

function Picture(props: DotIntervalProps & { width: number }) {
  const { title, rows, format, tick = format, mark, width } = props;
  const wording = useWording();
  const texts = rows.map((row) => valueText(row, format, wording));
  const layout = layoutOf(props, width, texts);
  const bottom = layout.top + rows.length * layout.rowHeight;
  const largest = rows.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))[0];
  return (
    <ChartSvg
      width={width}
      height={bottom + 26}
      summary={wording.t("charts.largest", {
        title,
        what: largest?.label ?? "–",
        figure: largest === undefined ? "–" : valueText(largest, format, wording),
      })}
      hasLinks={rows.some(({ href }) => href !== undefined)}
    >
      <Axis layout={layout} bottom={bottom} tick={tick} mark={mark} count={width < 520 ? 3 : 5} />
      {rows.map((row, index) => (
        <Row
          key={index}
          row={row}
          index={index}
          text={texts[index] ?? ""}
          layout={layout}
          width={width}
          format={format}
        />
      ))}
    </ChartSvg>
  );
}

type AxisProps = {
  layout: Layout;
  bottom: number;
  tick: Format;
  mark: DotIntervalProps["mark"];
  count: number;
};

function Axis({ layout: { x, top }, bottom, tick, mark, count }: AxisProps) {
  return (
    <g aria-hidden="true">
      {x.ticks(count).map((one) => (
        <g key={one}>
          <line class={one === 0 ? "zero" : "grid"} x1={x(one)} x2={x(one)} y1={top} y2={bottom} />
          <text class="tick" x={x(one)} y={bottom + 18} text-anchor="middle">
            {tick(one)}
          </text>
        </g>
      ))}
      {mark !== undefined && (
        <>
          <line class="reference" x1={x(mark.value)} x2={x(mark.value)} y1={top - 6} y2={bottom} />
          <text class="tick" x={x(mark.value) + 4} y={top - 10}>
            {mark.label}
          </text>
        </>
      )}
    </g>
  );
}

type RowProps = {
  row: DotRow;
  index: number;
  text: string;
  layout: Layout;
  width: number;
  format: Format;
};

function Row({ row, index, text, layout, width, format }: RowProps) {
  const wording = useWording();
  const { isNameAbove, left, x, top } = layout;
  const { label, value, low, high, href, kind, isWeak } = row;
  const y = top + index * layout.rowHeight;
  const middle = y + layout.rowHeight - rowHeight / 2;
  const lines = [...datumLines(row, format, wording), ...(kind === undefined ? [] : [kind])];
  return (
    <Mark href={href} tip={{ title: label, lines }}>
      <rect class="hit" x={0} y={y} width={width} height={layout.rowHeight} />
      <text
        class="name"
        x={isNameAbove ? 0 : left - 16}
        y={isNameAbove ? y + 12 : middle}
        dy="0.35em"
        text-anchor={isNameAbove ? "start" : "end"}
      >
        {fitText(label, isNameAbove ? width : left - 12, 12)}
      </text>
      {value !== null && low != null && high != null && (
        <Whisker from={x(low)} to={x(high)} at={middle} />
      )}
      {value !== null && (
        <circle
          class={isWeak ? "dot-mark weak s0 datum" : "dot-mark s0 datum"}
          cx={x(value)}
          cy={middle}
          r={5.5}
        />
      )}
      <text
        class={value === null ? "figure none" : "figure"}
        x={width}
        y={middle}
        dy="0.35em"
        text-anchor="end"
      >
        {text}
      </text>
    </Mark>
  );
}
