/** Bars of the results page: each names the answers that it counts, and no other set of them. */
import type { DimensionName } from "../../contract/fields.ts";
import { DIMENSIONS } from "../../scoring/trust/questionnaires.ts";
import { metricKinds } from "../survey-faults.ts";
import type { MetricKind } from "./metric-figures.ts";

export const barStates = ["counted", "held", "withdrawn", "flagged"] as const;
export const bands = ["high", "middle", "low"] as const;
export const breakdownNames = ["month", "tier", "segment", "owner"] as const;
export type BarState = (typeof barStates)[number];
export type Band = (typeof bands)[number];
export type BreakdownName = (typeof breakdownNames)[number];

/** Answers that a figure counts. Two groups cannot be crossed: that would tell of few people. */
export type Bar =
  | { kind: "state"; state: BarState }
  | { kind: "metric"; metric: MetricKind }
  | { kind: "band"; metric: MetricKind; band: Band }
  /** `key`: empty for those without a group. */
  | { kind: "group"; metric: MetricKind; by: BreakdownName; key: string }
  | { kind: "driver"; key: string }
  | { kind: "trust"; dimension: DimensionName }
  | { kind: "theme"; term: string };

/** Longest text of a bar. */
export const LONGEST_BAR = 200;

/** Returns a bar as the text that stands in an address. */
export function barText(bar: Bar): string {
  switch (bar.kind) {
    case "state":
      return bar.state;
    case "metric":
      return `metric.${bar.metric}`;
    case "band":
      return `band.${bar.metric}.${bar.band}`;
    case "group":
      return `group.${bar.metric}.${bar.by}.${bar.key}`;
    case "driver":
      return `driver.${bar.key}`;
    case "trust":
      return `trust.${bar.dimension}`;
    case "theme":
      return `theme.${bar.term}`;
  }
}

const among = <T extends string>(list: readonly T[], text: string | undefined): T | undefined =>
  list.find((one) => one === text);

/** Returns the bar that a text names, or null. */
export function readBar(text: string): Bar | null {
  const state = among(barStates, text);
  if (state !== undefined) return { kind: "state", state };
  const [kind, first, second, ...rest] = text.split(".");
  const whole = text.slice((kind ?? "").length + 1);
  const metric = among(metricKinds, first);
  const dimension = among(DIMENSIONS, whole);
  const band = among(bands, second);
  const by = among(breakdownNames, second);
  if (kind === "metric" && metric && second === undefined) return { kind, metric };
  if (kind === "band" && metric && band && rest.length === 0) return { kind, metric, band };
  if (kind === "group" && metric && by && rest.length > 0)
    return { kind, metric, by, key: rest.join(".") };
  if (kind === "driver" && whole !== "") return { kind, key: whole };
  if (kind === "trust" && dimension) return { kind, dimension };
  if (kind === "theme" && whole !== "") return { kind, term: whole };
  return null;
}
