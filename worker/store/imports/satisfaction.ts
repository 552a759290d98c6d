/** Satisfaction responses as an import adds them. */
import type { Metric } from "../../../shared/contract/fields.ts";
import { factTable, type ImportedFact } from "./facts.ts";

export type ImportedSatisfaction = ImportedFact & {
  metric: Metric;
  value: number;
  source: "customer" | "rep";
  commentSealed: string | null;
};

export const importedSatisfaction = factTable<ImportedSatisfaction>("satisfaction_responses", {
  metric: "metric",
  value: "value",
  source: "source",
  comment_sealed: "commentSealed",
});
