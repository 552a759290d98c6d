/** Signs that a program, not a person, sent an answer. */
import type { Opening } from "../store/survey-answers.ts";
import type { Press } from "./press.ts";

/** The time for which a visitor's deeds with a link count as one visit. */
export const VISIT_MS = 600_000;
/** Nobody reads a question and answers it faster. */
export const FASTEST_MS = 2_000;
/** Nobody finds the one button of a page and presses it faster. */
export const FASTEST_BUTTON_MS = 1_000;
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

/** Returns the flags of a press by itself: what its page says, and how soon it came. */
function pressFlags({ served, signs }: Press, now: number, fastestMs: number): string[] {
  return [...signs, ...(served === null || now - served < fastestMs ? ["too_fast"] : [])];
}

/** Returns the flags of what a visitor did with a link before. */
function openingFlags(openings: readonly Opening[]): string[] {
  const has = (kind: Opening["kind"]) => openings.some((one) => one.kind === kind);
  return [
    ...(has("trap") ? ["trap"] : []),
    ...(has("head") ? ["head"] : []),
    ...(openedScoresAtOnce(openings) ? ["two_scores"] : []),
  ];
}

/**
 * Returns the flags of a press by what its visitor did with the link in the same visit, by its
 * page's script, and by when the page was served; times in milliseconds.
 */
export const scannerFlags = (
  openings: readonly Opening[],
  press: Press,
  now: number,
  fastestMs = FASTEST_MS,
): string[] => [...openingFlags(openings), ...pressFlags(press, now, fastestMs)];

/**
 * Returns true for a press that counts as a program's. Whoever is asked to press once more is heard
 * whatever they did before, so that nobody is shut out by a scanner beside them.
 */
export function isByProgram(
  openings: readonly Opening[],
  press: Press,
  now: number,
  fastestMs = FASTEST_MS,
): boolean {
  const since = press.isAgain ? (press.served ?? 0) : 0;
  const later = openings.filter(({ at }) => at >= since);
  return scannerFlags(later, press, now, fastestMs).length > 0;
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
