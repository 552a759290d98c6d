/** Axes: few ticks, a hairline each, labels that never touch. */
import type { Format } from "./chart-data.ts";
import type { Scale } from "./scales.ts";
import { textWidth } from "./text-width.ts";

/** Returns the room that the labels of a vertical axis take, with their gap. */
export const axisRoom = (ticks: number[], format: Format): number =>
  Math.ceil(Math.max(0, ...ticks.map((tick) => textWidth(format(tick), 11)))) + 10;

/** Hairlines across the plot, with their figures before it; zero is stronger. */
export function ValueAxis({
  scale,
  ticks,
  format,
  left,
  right,
}: {
  scale: Scale;
  ticks: number[];
  format: Format;
  left: number;
  right: number;
}) {
  return (
    <g aria-hidden="true" class="axis">
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? "zero" : "grid"}
            x1={left}
            x2={right}
            y1={Math.round(scale(tick)) + 0.5}
            y2={Math.round(scale(tick)) + 0.5}
          />
          <text class="tick" x={left - 8} y={scale(tick)} dy="0.35em" text-anchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Returns which of evenly spaced labels stand: every so-manieth, counted from the last. */
export function labelStep(labels: readonly string[], pixelsEach: number): number {
  const room = Math.max(...labels.map((label) => textWidth(label, 11)), 1) + 12;
  return Math.max(1, Math.ceil(room / Math.max(pixelsEach, 1)));
}

/** Names under the plot, at their places; those that would touch are left out. */
export function NameAxis({
  labels,
  at,
  y,
  pixelsEach,
}: {
  labels: readonly string[];
  at: (index: number) => number;
  y: number;
  pixelsEach: number;
}) {
  const step = labelStep(labels, pixelsEach);
  return (
    <g aria-hidden="true" class="axis">
      {labels.map((label, index) =>
        (labels.length - 1 - index) % step === 0 ? (
          <text key={index} class="tick" x={at(index)} y={y} text-anchor="middle">
            {label}
          </text>
        ) : null,
      )}
    </g>
  );
}
