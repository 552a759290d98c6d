/** Sections of "Measures explained" on the metrics of satisfaction. */
import type { Metric } from "../../../../shared/contract/fields.ts";

export const anchors: Record<Metric, string> = {
  nps: "net-promoter-score-nps",
  csat: "customer-satisfaction-csat",
  ces: "customer-satisfaction-csat",
};
