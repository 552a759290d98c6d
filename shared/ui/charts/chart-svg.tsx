/** The picture of a chart, and the links and marks in it. */
import type { ComponentChildren } from "preact";
import { useTip, type TipText } from "./tip.tsx";

type PictureProps = {
  width: number;
  height: number;
  /** One sentence for a screen reader, which has the table for the figures. */
  summary: string;
  /** True where marks are links: a picture may not hold any. */
  hasLinks: boolean;
  children: ComponentChildren;
};

export function ChartSvg({ width, height, summary, hasLinks, children }: PictureProps) {
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={hasLinks ? "group" : "img"}
      aria-label={summary}
    >
      {children}
    </svg>
  );
}

/** A mark that says more on hover and focus, and leads to the list behind it where there is one. */
export function Mark({
  href,
  tip,
  children,
  ...rest
}: {
  href?: string;
  tip: TipText;
  children: ComponentChildren;
  [data: `data-${string}`]: string | number | undefined;
  tabIndex?: number;
}) {
  const on = useTip()(tip);
  const name = [tip.title, ...tip.lines].join(", ");
  if (href !== undefined)
    return (
      <a href={href} aria-label={name} {...on} {...rest}>
        {children}
      </a>
    );
  return (
    <g aria-hidden="true" {...on} {...rest}>
      {children}
    </g>
  );
}
