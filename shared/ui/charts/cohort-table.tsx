/** Cohorts by period: shaded figures, unfinished periods hatched, the interval on hover and focus. */
import { useId } from "preact/hooks";
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
import { textWidth } from "./text-width.ts";
import { useTip } from "./tip.tsx";
import { useRoving } from "./use-roving.ts";

/** The figure of the k-th period; of one that is not over it may still change. */
export type CohortCell = Datum & { isUnfinished?: boolean };
export type Cohort = { label: string; size: number; href?: string; cells: CohortCell[] };
export type CohortTableProps = ChartProps & {
  /** "Cohort" and "Customers", over the first columns. */
  cohortLabel: string;
  sizeLabel: string;
  /** "Quarters after the first purchase", over the others. */
  periodLabel: string;
  cohorts: Cohort[];
  /** Weighted means of finished periods. */
  means: { label: string; cells: Datum[] };
  format: Format;
};

const rowHeight = 30;
const headHeight = 46;
const least = 46;

export function CohortTable(props: CohortTableProps) {
  const wording = useWording();
  return (
    <ChartFrame {...props} table={cohortTable(props, wording)}>
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

/** Returns a row for each cohort and period, so that every interval has its place. */
function cohortTable(props: CohortTableProps, wording: Wording): TableData {
  const { cohorts, means, cohortLabel, sizeLabel, periodLabel, unit, title, format } = props;
  const columns = columnsFor([...cohorts.flatMap(({ cells }) => cells), ...means.cells]);
  const rows = [...cohorts, { ...means, size: null, href: undefined }];
  return {
    columns: [
      cohortLabel,
      sizeLabel,
      periodLabel,
      ...datumHeads(unit ?? title, columns, wording),
      wording.t("charts.unfinished"),
    ],
    rows: rows.flatMap(({ label, size, href, cells }) =>
      cells.map((cell, period) => [
        { ...nameCell(label), href: period === 0 ? href : undefined },
        { value: size, text: size === null ? "–" : wording.number(size) },
        { value: period, text: String(period) },
        ...datumCells(cell, columns, format, wording),
        isUnfinished(cell) ? nameCell(wording.t("charts.yes")) : { value: null, text: "" },
      ]),
    ),
  };
}

const isUnfinished = (cell: CohortCell): boolean => cell.isUnfinished === true;

/** Places and the figure of the darkest shade. */
type Layout = {
  left: number;
  sizeAt: number | null;
  cellWidth: number;
  most: number;
  patterns: string;
};

function layoutOf(
  props: CohortTableProps,
  width: number,
  patterns: string,
): Layout & { full: number } {
  const { cohorts, means, cohortLabel, sizeLabel, format } = props;
  const { number } = useWording();
  const cells = cohorts.flatMap(({ cells }) => cells);
  const periods = Math.max(...cohorts.map(({ cells }) => cells.length), means.cells.length, 1);
  const names = [cohortLabel, means.label, ...cohorts.map(({ label }) => label)];
  const nameRoom = Math.max(...names.map((one) => textWidth(one, 12)));
  const sizes = [sizeLabel, ...cohorts.map(({ size }) => number(size))];
  const sizeRoom = 14 + Math.max(...sizes.map((one) => textWidth(one, 12)));
  // On a telephone sizes stand in tips and the table alone.
  const sizeAt = width < 480 ? null : Math.ceil(nameRoom + sizeRoom);
  const left = (sizeAt ?? Math.ceil(nameRoom)) + 12;
  const widest = Math.max(...cells.map(({ value }) => textWidth(format(value ?? 0), 12)), 0);
  const cellWidth = Math.max((width - left) / periods, Math.min(least, widest + 12));
  // The first period is that of the first purchase, as a rule everybody: it sets no shade.
  const later = cohorts.flatMap(({ cells }) => cells.slice(1).map(({ value }) => value ?? 0));
  return {
    left,
    sizeAt,
    cellWidth,
    most: Math.max(...later, 1e-9),
    patterns,
    full: left + periods * cellWidth,
  };
}

function Picture(props: CohortTableProps & { width: number }) {
  const { title, cohorts, means, format, width } = props;
  const { t } = useWording();
  const patterns = useId();
  const { full, ...layout } = layoutOf(props, width, patterns);
  const { onGrid, onMark } = useRoving();
  const periods = Math.max(...cohorts.map(({ cells }) => cells.length), means.cells.length);
  const end = means.cells.findLast(({ value }) => value !== null)?.value;
  return (
    <div class="chart-scroll">
      <ChartSvg
        width={Math.floor(full)}
        height={headHeight + (cohorts.length + 1) * rowHeight + 8}
        summary={t("charts.largest", {
          title,
          what: means.label,
          figure: end === null || end === undefined ? "–" : format(end),
        })}
        hasLinks
      >
        <UnfinishedPattern id={patterns} />
        <Heads {...props} layout={layout} periods={periods} />
        <g {...onGrid}>
          {cohorts.map((cohort, row) => (
            <Row
              key={cohort.label}
              {...cohort}
              row={row}
              layout={layout}
              format={format}
              onMark={onMark}
            />
          ))}
          <Row
            {...means}
            size={null}
            row={cohorts.length}
            layout={layout}
            format={format}
            onMark={onMark}
          />
        </g>
      </ChartSvg>
    </div>
  );
}

type HeadsProps = CohortTableProps & { layout: Layout; periods: number };

function Heads({ cohortLabel, sizeLabel, periodLabel, layout, periods }: HeadsProps) {
  const { left, sizeAt, cellWidth } = layout;
  const y = headHeight - 8;
  return (
    <g aria-hidden="true">
      <text class="tick" x={0} y={y}>
        {cohortLabel}
      </text>
      {sizeAt !== null && (
        <text class="tick" x={sizeAt} y={y} text-anchor="end">
          {sizeLabel}
        </text>
      )}
      <text class="tick" x={left} y={14}>
        {periodLabel}
      </text>
      {Array.from({ length: periods }, (_, period) => (
        <text
          key={period}
          class="tick"
          x={left + (period + 0.5) * cellWidth}
          y={y}
          text-anchor="middle"
        >
          {period}
        </text>
      ))}
    </g>
  );
}

/** Stripes over what may still change. */
const UnfinishedPattern = ({ id }: { id: string }) => (
  <defs>
    <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse">
      <path class="unfinished" d="M-1,8 L8,-1 M-1,1 L1,-1 M6,8 L8,6" />
    </pattern>
  </defs>
);

type RowProps = {
  label: string;
  size: number | null;
  href?: string;
  cells: CohortCell[];
  row: number;
  layout: Layout;
  format: Format;
  onMark: ReturnType<typeof useRoving>["onMark"];
};

function Row({ label, size, href, cells, row, layout, format, onMark }: RowProps) {
  const wording = useWording();
  const y = headHeight + row * rowHeight + (size === null ? 8 : 0);
  const middle = y + rowHeight / 2;
  const tip = {
    title: label,
    lines: size === null ? [] : [wording.t("charts.n", { count: size })],
  };
  return (
    <g>
      <Mark href={href} tip={tip}>
        <text class={href === undefined ? "name" : "name to-list"} x={0} y={middle} dy="0.35em">
          {label}
        </text>
      </Mark>
      {size !== null && layout.sizeAt !== null && (
        <text aria-hidden="true" x={layout.sizeAt} y={middle} dy="0.35em" text-anchor="end">
          {wording.number(size)}
        </text>
      )}
      {cells.map((cell, period) => (
        <CellMark
          key={period}
          cell={cell}
          title={`${label} · ${period}`}
          x={layout.left + period * layout.cellWidth}
          y={y}
          layout={layout}
          format={format}
          at={onMark(row, period)}
        />
      ))}
    </g>
  );
}

type CellMarkProps = {
  cell: CohortCell;
  title: string;
  x: number;
  y: number;
  layout: Layout;
  format: Format;
  at: ReturnType<RowProps["onMark"]>;
};

function CellMark({ cell, title, x, y, layout, format, at }: CellMarkProps) {
  const wording = useWording();
  const { cellWidth, most, patterns } = layout;
  const lines = datumLines(cell, format, wording);
  if (isUnfinished(cell)) lines.push(wording.t("charts.unfinished"));
  const on = useTip()({ title, lines });
  const box = { x: x + 1, y: y + 1, width: cellWidth - 2, height: rowHeight - 2, rx: 2 };
  const shade = Math.max(0, Math.min(1, (cell.value ?? 0) / most));
  const content = (
    <>
      <rect class="cell" {...box} />
      <rect class="shade datum" style={{ "--shade": shade }} {...box} />
      {isUnfinished(cell) && <rect {...box} fill={`url(#${patterns})`} />}
      <text x={x + cellWidth / 2} y={y + rowHeight / 2} dy="0.35em" text-anchor="middle">
        {cell.value === null ? "–" : valueText(cell, format, wording)}
      </text>
    </>
  );
  if (cell.href !== undefined)
    return (
      <Mark href={cell.href} tip={{ title, lines }} {...at}>
        {content}
      </Mark>
    );
  return (
    <g role="img" aria-label={[title, ...lines].join(", ")} {...on} {...at}>
      {content}
    </g>
  );
}
