/** Customers in a grid of fifths, such as recency by frequency; two dates beside each other. */
import { useWording, type Wording } from "../wording.ts";
import { nameCell, type ChartProps, type TableData } from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { ChartSvg, Mark } from "./chart-svg.tsx";
import { fitText } from "./text-width.ts";
import { useRoving } from "./use-roving.ts";

/** Customers of one cell; rows and columns count from 1, the best is the highest. */
export type GridCell = {
  row: number;
  column: number;
  count: number;
  /** Name of the segment that the cell belongs to. */
  name: string;
  href?: string;
};
export type Grid = { label: string; cells: GridCell[] };
export type GridChartProps = ChartProps & {
  /** One, or two dates. */
  grids: Grid[];
  rowLabel: string;
  columnLabel: string;
  nameLabel: string;
};

const size = 5;
const cellHeight = 52;
const labels = 24;
const gap = 28;

export function GridChart(props: GridChartProps) {
  const wording = useWording();
  return (
    <ChartFrame {...props} table={gridTable(props, wording)}>
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

/** Returns a row for each cell, with the count at every date. */
function gridTable(props: GridChartProps, { number }: Wording): TableData {
  const { grids, rowLabel, columnLabel, nameLabel } = props;
  const cells = (grids[0]?.cells ?? []).toSorted((a, b) => b.row - a.row || a.column - b.column);
  return {
    columns: [rowLabel, columnLabel, nameLabel, ...grids.map(({ label }) => label)],
    rows: cells.map(({ row, column, name }) => [
      { value: row, text: String(row) },
      { value: column, text: String(column) },
      nameCell(name),
      ...grids.map(({ cells }) => {
        const cell = cells.find((one) => one.row === row && one.column === column);
        return { value: cell?.count ?? null, text: number(cell?.count ?? 0), href: cell?.href };
      }),
    ]),
  };
}

function Picture(props: GridChartProps & { width: number }) {
  const { title, grids, width } = props;
  const { t, number } = useWording();
  const isBeside = grids.length === 1 || width >= 620;
  const each = isBeside ? (width - gap * (grids.length - 1)) / grids.length : width;
  const height = labels + size * cellHeight + 2 * labels;
  const most = Math.max(...grids.flatMap(({ cells }) => cells.map(({ count }) => count)), 1);
  const last = grids[0]?.cells ?? [];
  const fullest = last.toSorted((a, b) => b.count - a.count)[0];
  return (
    <ChartSvg
      width={width}
      height={isBeside ? height : height * grids.length}
      summary={t("charts.largest", {
        title,
        what: fullest?.name ?? "–",
        figure: number(fullest?.count ?? 0),
      })}
      hasLinks={grids.some(({ cells }) => cells.some(({ href }) => href !== undefined))}
    >
      {grids.map((grid, index) => (
        <g
          key={grid.label}
          transform={
            isBeside ? `translate(${index * (each + gap)},0)` : `translate(0,${index * height})`
          }
        >
          <OneGrid {...props} grid={grid} width={each} most={most} />
        </g>
      ))}
    </ChartSvg>
  );
}

type OneGridProps = GridChartProps & { grid: Grid; width: number; most: number };

function OneGrid({ grid, width, most, rowLabel, columnLabel }: OneGridProps) {
  const { onGrid, onMark } = useRoving();
  const left = labels + 14;
  const cellWidth = (width - left) / size;
  const bottom = labels + size * cellHeight;
  const middle = labels + (size * cellHeight) / 2;
  return (
    <g {...onGrid}>
      <text class="label end" aria-hidden="true" x={left} y={14}>
        {grid.label}
      </text>
      <text
        class="tick"
        aria-hidden="true"
        transform={`translate(10,${middle}) rotate(-90)`}
        text-anchor="middle"
      >
        {rowLabel}
      </text>
      <text
        class="tick"
        aria-hidden="true"
        x={left + (width - left) / 2}
        y={bottom + 38}
        text-anchor="middle"
      >
        {columnLabel}
      </text>
      {Array.from({ length: size }, (_, at) => (
        <g key={at} aria-hidden="true">
          <text
            class="tick"
            x={left - 8}
            y={labels + (at + 0.5) * cellHeight}
            dy="0.35em"
            text-anchor="end"
          >
            {size - at}
          </text>
          <text class="tick" x={left + (at + 0.5) * cellWidth} y={bottom + 18} text-anchor="middle">
            {at + 1}
          </text>
        </g>
      ))}
      {grid.cells.map((cell) => (
        <Cell
          key={`${cell.row} ${cell.column}`}
          cell={cell}
          x={left + (cell.column - 1) * cellWidth}
          y={labels + (size - cell.row) * cellHeight}
          width={cellWidth}
          most={most}
          at={onMark(size - cell.row, cell.column - 1)}
          words={`${rowLabel} ${cell.row} · ${columnLabel} ${cell.column}`}
        />
      ))}
    </g>
  );
}

type CellProps = {
  cell: GridCell;
  x: number;
  y: number;
  width: number;
  most: number;
  at: { [name: `data-${string}`]: number; tabIndex: number };
  words: string;
};

/** A cell whose shade grows with the root of its count, so that few are told from none. */
function Cell({ cell, x, y, width, most, at, words }: CellProps) {
  const { number } = useWording();
  const { count, name, href } = cell;
  const box = { x: x + 1, y: y + 1, width: width - 2, height: cellHeight - 2, rx: 3 };
  const inner = width - 12;
  return (
    <g>
      <Mark href={href} tip={{ title: name, lines: [words, number(count)] }} {...at}>
        <rect class="cell" {...box} />
        <rect class="shade datum" style={{ "--shade": Math.sqrt(count / most) }} {...box} />
        <text
          class="figure"
          x={x + width / 2}
          y={y + cellHeight / 2 + (inner > 60 ? -7 : 0)}
          dy="0.35em"
          text-anchor="middle"
        >
          {number(count)}
        </text>
      </Mark>
      {/* Beside the link, whose name holds it in full: here it may be cut. */}
      {inner > 60 && (
        <text
          class="small"
          aria-hidden="true"
          x={x + width / 2}
          y={y + cellHeight / 2 + 10}
          dy="0.35em"
          text-anchor="middle"
        >
          {fitText(name, inner, 11)}
        </text>
      )}
    </g>
  );
}
