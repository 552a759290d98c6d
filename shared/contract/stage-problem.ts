/** Stages that somebody has to act on, and that are shown so. */
import type { Scores } from "./card.ts";

/**
 * Returns true for who is about to leave and shows it by a warning. Whoever has left is no alarm
 * any more, and a long silence alone is how many customers buy.
 */
export const isStageProblem = ({ stage, warning }: Pick<Scores, "stage" | "warning">): boolean =>
  stage.stage === "at_risk" && warning !== null;
