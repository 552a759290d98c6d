/** Interactions as an import adds them. */
import type { Direction, InteractionKind } from "../../../shared/contract/fields.ts";
import { factTable, type ImportedFact } from "./facts.ts";

export type ImportedInteraction = ImportedFact & {
  kind: InteractionKind;
  direction: Direction | null;
  subjectSealed: string | null;
  noteSealed: string | null;
  minutes: number | null;
};

export const importedInteractions = factTable<ImportedInteraction>("interactions", {
  // Each is the root of its own thread of amendments.
  root_id: "id",
  kind: "kind",
  direction: "direction",
  subject_sealed: "subjectSealed",
  note_sealed: "noteSealed",
  minutes: "minutes",
});
