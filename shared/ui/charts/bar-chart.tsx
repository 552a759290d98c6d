/** Amounts beside each other, as horizontal or upright bars, one or several a name. */
import { useWording, type Wording } from "../wording.ts";
import type { BarChartProps } from "./bar-chart-props.ts";
import { nameCell, type TableData } from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { columnsFor, datumCells, datumHeads } from "./datum-text.ts";
import { FlatBars } from "./flat-bars.tsx";
import { UprightBars } from "./upright-bars.tsx";

export function BarChart(props: BarChartProps) {
  const wording = useWording();
  const Picture = props.direction === "upright" ? UprightBars : FlatBars;
  return (
    <ChartFrame
      {...props}
      table={barTable(props, wording)}
      isEmpty={props.bars.every(({ data }) => data.every(({ value }) => value === null))}
    >
      {(width) => <Picture {...props} width={width} />}
    </ChartFrame>
  );
}

/** Returns a row for each name, with the figure of every series. */
function barTable(props: BarChartProps, wording: Wording): TableData {
  const { nameLabel, bars, series, format } = props;
  const columns = series.map((_, at) => columnsFor(bars.flatMap(({ data }) => data[at] ?? [])));
  return {
    columns: [
      nameLabel,
      ...series.flatMap((label, at) => datumHeads(label, columns[at]!, wording)),
    ],
    rows: bars.map(({ label, data }) => [
      nameCell(label),
      ...series.flatMap((_, at) =>
        datumCells(data[at] ?? { value: null }, columns[at]!, format, wording),
      ),
    ]),
  };
}
