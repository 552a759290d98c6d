/** The frame of every chart: title, unit, basis, its table, and both as files. */
import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { useWording } from "../wording.ts";
import type { ChartProps, TableData } from "./chart-data.ts";
import { ChartTable } from "./chart-table.tsx";
import { csvOf } from "./csv-of.ts";
import { pngOf } from "./png-of.ts";
import { saveFile } from "./save-file.ts";
import { TipPlace } from "./tip.tsx";
import { useWidth } from "./use-width.ts";

type FrameProps = ChartProps & {
  table: TableData;
  /** True where no figure is known: a sentence says so, for axes without a point say nothing. */
  isEmpty?: boolean;
  /** Draws the chart, an SVG, as wide as there is room. */
  children: (width: number) => ComponentChildren;
};

/** A chart with its title, and its table behind a switch. */
export function ChartFrame({ table, isEmpty = false, children, ...props }: FrameProps) {
  const { t } = useWording();
  const { title, note, help } = props;
  const [isTable, setTable] = useState(false);
  const [place, width] = useWidth<HTMLDivElement>();
  const id = useId();
  const subtitle = useSubtitle(props);
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>{title}</h3>
        {subtitle !== "" && <p class="meta num">{subtitle}</p>}
      </figcaption>
      <Tools {...props} {...{ table, isEmpty, subtitle, isTable, setTable }} />
      <div class="chart-body" ref={place}>
        {isEmpty ? (
          !isTable && <p class="muted chart-empty">{t("charts.nothingKnown")}</p>
        ) : (
          <div hidden={isTable}>{width > 0 && <TipPlace>{children(width)}</TipPlace>}</div>
        )}
        {isTable && (
          <div class="chart-scroll" tabIndex={0} role="region" aria-label={title}>
            <ChartTable caption={title} table={table} />
          </div>
        )}
      </div>
      {(note !== undefined || help !== undefined) && (
        <div class="chart-foot">
          {note !== undefined && <p class="meta">{note}</p>}
          {help}
        </div>
      )}
    </figure>
  );
}

/** Returns unit and basis as one line. */
function useSubtitle({ unit, n }: ChartProps): string {
  const { t } = useWording();
  const basis = n === undefined || n === null ? [] : [t("charts.n", { count: n })];
  return [...(unit === undefined ? [] : [unit]), ...basis].join(" · ");
}

type ToolsProps = ChartProps & {
  table: TableData;
  isEmpty: boolean;
  subtitle: string;
  isTable: boolean;
  setTable: (isTable: boolean) => void;
};

/** The switch to the table, and the files. */
function Tools(props: ToolsProps) {
  const { title, fileName = title, table, isEmpty, subtitle, isTable, setTable } = props;
  const { t } = useWording();
  const tools = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const saveCsv = () =>
    saveFile(new Blob([csvOf(table)], { type: "text/csv;charset=utf-8" }), `${fileName}.csv`);
  const savePng = () => {
    const svg = tools.current?.parentElement?.querySelector<SVGSVGElement>(".chart-body svg");
    setFailed(false);
    if (svg)
      pngOf(svg, title, subtitle)
        .then((blob) => saveFile(blob, `${fileName}.png`))
        .catch(() => setFailed(true));
  };
  return (
    <div class="chart-tools" ref={tools}>
      <button
        type="button"
        class="button quiet"
        aria-pressed={isTable}
        onClick={() => setTable(!isTable)}
      >
        {t("charts.table")}
      </button>
      <button type="button" class="button quiet" aria-label={t("charts.csv")} onClick={saveCsv}>
        CSV
      </button>
      {!isEmpty && (
        <button type="button" class="button quiet" aria-label={t("charts.png")} onClick={savePng}>
          PNG
        </button>
      )}
      {failed && (
        <span class="meta" role="alert">
          {t("charts.notSaved")}
        </span>
      )}
    </div>
  );
}
