/** Trust responses as an import adds them. */
import { factTable, type ImportedFact } from "./facts.ts";

export type ImportedTrust = ImportedFact & {
  source: "customer" | "rep";
  /** JSON: 1 to 7 by dimension. */
  answers: string;
};

export const importedTrust = factTable<ImportedTrust>("trust_responses", {
  source: "source",
  answers: "answers",
});
