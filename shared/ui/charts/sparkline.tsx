/** A small history of one figure, with its table for a screen reader. */
import { curveStepAfter, line } from "d3-shape";
import { useWording } from "../wording.ts";
import type { Format } from "./chart-data.ts";
import { linearScale } from "./scales.ts";
import { textWidth } from "./text-width.ts";

/** `at`: its instant in milliseconds, where points are not evenly spaced. */
export type SparkPoint = { label: string; value: number | null; at?: number };
export type SparklineProps = {
  /** "Trust", "Value of the next 12 months". */
  title: string;
  /** Oldest first. */
  points: SparkPoint[];
  format: Format;
  /** Steps for what changes at once, such as a tier. */
  isStepped?: boolean;
  /** Ends of the axis; else those of the figures. */
  domain?: [number, number];
  width?: number;
  height?: number;
};

/** The line with its last figure beside it, and when the history begins and ends. */
export function Sparkline(props: SparklineProps) {
  const { title, points, format, width = 240, height = 44 } = props;
  const { t } = useWording();
  const told = points.filter(({ value }) => value !== null);
  const [first, last] = [told[0], told.at(-1)];
  if (first === undefined || last === undefined || first.value === null || last.value === null)
    return <p class="meta">{t("charts.tooFew")}</p>;
  const summary = t("charts.fromTo", {
    what: title,
    from: format(first.value),
    to: format(last.value),
  });
  return (
    <figure class="chart spark">
      <svg width={width} height={height + 18} role="img" aria-label={summary}>
        <Drawing {...props} width={width} height={height} />
      </svg>
      <div class="hidden">
        <table>
          <caption>{title}</caption>
          <tbody>
            {points.map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{value === null ? "–" : format(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function Drawing(props: SparklineProps & { width: number; height: number }) {
  const { points, format, isStepped = false, domain, width, height } = props;
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const last = points.findLastIndex(({ value }) => value !== null);
  const figure = format(points[last]?.value ?? 0);
  const right = width - textWidth(figure, 12) - 14;
  const [low, high] = domain ?? [Math.min(...values), Math.max(...values)];
  const flat = low === high ? Math.abs(low) * 0.1 + 1 : 0;
  const y = linearScale([low - flat, high + flat], [height - 5, 5]);
  const timeOf = (index: number) => points[index]?.at ?? index;
  const x = linearScale(
    [timeOf(0), Math.max(timeOf(points.length - 1), timeOf(0) + 1)],
    [5, right],
  );
  const at = (index: number) => x(timeOf(index));
  const path = line<SparkPoint>()
    .defined(({ value }) => value !== null)
    .x((_, index) => at(index))
    .y(({ value }) => y(value ?? 0));
  if (isStepped) path.curve(curveStepAfter);
  const end = y(points[last]?.value ?? 0);
  return (
    <>
      <path class="line s0" d={path(points) ?? ""} />
      <circle class="point s0" cx={at(last)} cy={end} r={4} />
      <text class="figure" x={at(last) + 10} y={end} dy="0.35em">
        {figure}
      </text>
      <text class="tick" x={0} y={height + 13}>
        {points[0]?.label}
      </text>
      <text class="tick" x={right} y={height + 13} text-anchor="end">
        {points.length > 1 ? points[last]?.label : ""}
      </text>
    </>
  );
}
