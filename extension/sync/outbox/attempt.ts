/** Decides which entries may be sent, and what follows a try. Pure. */
import { triedFor } from "../../../shared/contract/retries.ts";
import type { StoredEntry } from "../database.ts";
import { mayHeal } from "../failure.ts";
import type { Failure } from "../failure.ts";

type Tries = Pick<StoredEntry, "attempts" | "triedAt" | "createdAt">;

/** An entry that the Worker breaks on this often is set aside and holds up the rest no longer. */
export const maxAttempts = 8;
const dayMs = 86_400_000;
const longestDelayMs = 900_000;

/** Failures that heal by themselves or never: the Worker may break on this very entry. */
const doubtful: ReadonlySet<Failure["code"]> = new Set(["internal", "strange_answer"]);

/** Returns true for an entry that certainly never reached the Worker, or was refused by it. */
export function isUnsent({
  attempts,
  state,
  reason,
}: Pick<StoredEntry, "attempts" | "state" | "reason">): boolean {
  return attempts === 0 || (state === "failed" && reason !== "too_old");
}

/** Returns true where a repeat may come so late that the Worker would take it for a new write. */
export function isTooOld({ attempts, triedAt, createdAt }: Tries, now: number): boolean {
  const age = now - (triedAt ?? createdAt);
  // A first try in the future was made under a wrong clock.
  return attempts > 0 && (age > triedFor || age < -dayMs);
}

/** Counts one more try; entries of older versions do not know when they were tried first. */
export function countTry({ attempts, triedAt, createdAt }: Tries, now: number) {
  return { attempts: attempts + 1, triedAt: triedAt ?? (attempts > 0 ? createdAt : now) };
}

/** Returns the waiting entries that need no answer of another in the box, oldest first. */
export function entriesInTurn<Entry extends Pick<StoredEntry, "id" | "state" | "after">>(
  box: readonly Entry[],
): Entry[] {
  const inBox = new Set(box.map(({ id }) => id));
  return box.filter(
    ({ state, after }) => state === "waiting" && (after === null || !inBox.has(after)),
  );
}

/** An entry's place after a failed try. */
export type Fate = {
  state: StoredEntry["state"];
  /** True where time alone may heal it; a user who is signed out has to sign in. */
  isRetried: boolean;
};

/** Returns what becomes of an entry whose try number `attempts` failed. */
export function fateAfter(failure: Failure, attempts: number): Fate {
  const isGivenUp = doubtful.has(failure.code) && attempts >= maxAttempts;
  if (!mayHeal(failure) || isGivenUp) return { state: "failed", isRetried: false };
  return { state: "waiting", isRetried: failure.code !== "unauthorised" };
}

/**
 * Returns the backoff: 1 s, 2 s, 4 s … at most 15 minutes, each up to a quarter longer so that many
 * browsers do not return at once.
 */
export function retryDelayMs(attempts: number, random = Math.random()): number {
  return Math.min(longestDelayMs, 1000 * 2 ** Math.max(0, attempts - 1)) * (1 + random / 4);
}
