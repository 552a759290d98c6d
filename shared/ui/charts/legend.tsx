/** Names of series beside what they look like, in lines as wide as the chart. */
import { textWidth } from "./text-width.ts";

const size = 12;
const sample = 22;
const gap = 18;
const lineHeight = 20;

type Placed = { label: string; series: number; x: number; y: number };

/** Places the names from left to right, as many a line as there is room for. */
export function placeLegend(labels: readonly string[], width: number) {
  let x = 0;
  let y = 0;
  const placed = labels.map((label, series): Placed => {
    const room = sample + 6 + textWidth(label, size);
    if (x > 0 && x + room > width) {
      x = 0;
      y += lineHeight;
    }
    const at = { label, series, x, y };
    x += room + gap;
    return at;
  });
  return { placed, height: labels.length === 0 ? 0 : y + lineHeight + 6 };
}

/** A legend of lines or of filled areas. */
export function Legend({
  placed,
  patterns,
}: {
  placed: readonly Placed[];
  /** The chart's own patterns, where its series are areas and not lines. */
  patterns?: string;
}) {
  return (
    <g aria-hidden="true">
      {placed.map(({ label, series, x, y }) => (
        <g key={series} class={`s${series}`} transform={`translate(${x},${y})`}>
          {patterns === undefined ? (
            <line class="line" x1={0} x2={sample} y1={9} y2={9} />
          ) : (
            <SeriesArea patterns={patterns} series={series} x={4} y={3} width={14} height={12} />
          )}
          <text class="label" x={sample + 6} y={13}>
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

/** A rectangle in the colour and the pattern of a series. */
export function SeriesArea({
  patterns,
  series,
  x,
  y,
  width,
  height,
}: {
  patterns: string;
  series: number;
  x: number;
  y: number;
  width: number;
  height: number;
}) {
  const box = { x, y, width: Math.max(0, width), height: Math.max(0, height) };
  return (
    <g class={`s${series}`}>
      <rect class="area datum" {...box} />
      {series % 4 !== 0 && <rect {...box} fill={`url(#${patterns}-${series % 4})`} />}
    </g>
  );
}

/** Patterns that tell series apart without colour; in the SVG that uses them. */
export function SeriesPatterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-1`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path class="hatch" d="M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5" />
      </pattern>
      <pattern id={`${id}-2`} width="5" height="5" patternUnits="userSpaceOnUse">
        <circle class="dots" cx="2.5" cy="2.5" r="1.2" />
      </pattern>
      <pattern id={`${id}-3`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path class="hatch" d="M0,3 H6" />
      </pattern>
    </defs>
  );
}
