/** Scales of the metrics, apart from the schemas: pages read them without carrying zod along. */
import type { Metric } from "./fields.ts";

export const range = { nps: [0, 10], csat: [1, 5], ces: [1, 7] } as const satisfies Record<
  Metric,
  readonly [number, number]
>;
