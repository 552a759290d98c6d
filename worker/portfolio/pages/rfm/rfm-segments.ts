import { codeMeasures } from "../../../../shared/scoring/actions/own/own-measures.ts";

/** Segments of RFM from the best down, as flows and choices stand under each other. */
export const rfmSegments: readonly string[] = codeMeasures.rfmSegment;
