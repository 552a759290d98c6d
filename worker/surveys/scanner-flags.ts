/** Signs that a program, not a person, sent an answer. */
import type { Opening } from "../store/survey-answers.ts";

/** The time for which a visitor's deeds with a link count as one visit. */
export const VISIT_MS = 600_000;
/** Nobody reads a question and answers it faster. */
export const FASTEST_MS = 2_000;
/** A person who changes their mind takes longer between two scores. */
const AT_ONCE_MS = 5_000;

/** Different scores of a link opened within seconds. */
function openedScoresAtOnce(openings: readonly Opening[]): boolean {
  const scores = openings.filter(({ kind }) => kind === "score");
  return scores.some((one, place) =>
    scores
      .slice(place + 1)
      .some((other) => other.score !== one.score && other.at - one.at <= AT_ONCE_MS),
  );
}

/**
 * Returns the flags of an answer by what its visitor did with the link in the same visit, and by
 * when its page was served (null where it never was); times in milliseconds.
 */
export function scannerFlags(
  openings: readonly Opening[],
  served: number | null,
  now: number,
): string[] {
  const has = (kind: Opening["kind"]) => openings.some((one) => one.kind === kind);
  return [
    ...(has("trap") ? ["trap"] : []),
    ...(has("head") ? ["head"] : []),
    ...(openedScoresAtOnce(openings) ? ["two_scores"] : []),
    ...(served === null || now - served < FASTEST_MS ? ["too_fast"] : []),
  ];
}

/**
 * Returns the score that a link's openings ask for: the one score that was opened, unless two were,
 * or a program gave itself away.
 */
export function unconfirmedScore(openings: readonly Opening[]): number | null {
  if (openings.some(({ kind }) => kind !== "score")) return null;
  const scores = new Set(openings.map(({ score }) => score));
  return scores.size === 1 ? ([...scores][0] ?? null) : null;
}
