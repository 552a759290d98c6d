/** Figures of follow-ups, from how far each case has come and from pairs of answers. Pure. */
import type { ScoreChange, ShareOf } from "../contract/cases.ts";
import type { CaseState, Metric } from "../contract/fields.ts";
import { wilson } from "../scoring/numerics/proportion.ts";
import { studentQuantile } from "../scoring/numerics/student.ts";

const HOUR_MS = 3_600_000;
/** People below which a mean change says nothing yet. */
export const FEWEST_PEOPLE = 5;

export type Times = {
  state: CaseState;
  openedAt: number;
  dueAt: number;
  contactedAt: number | null;
};

/** Returns the share of cases whose time has come in which somebody was in touch by then. */
export function inTimeShare(cases: readonly Times[], now: number): ShareOf {
  const due = cases.filter(({ dueAt }) => dueAt <= now);
  const count = due.filter(({ contactedAt, dueAt }) => (contactedAt ?? Infinity) <= dueAt).length;
  const of = due.length;
  if (of === 0) return { count, of, share: null, low: null, high: null };
  return { count, of, share: count / of, ...wilson(count, of) };
}

/**
 * Returns the median of hours from opening to the first contact, of cases whose time has come; those
 * without one count as longer than any. Null where that is the median, or no time has come.
 */
export function medianHours(cases: readonly Times[], now: number): number | null {
  const hours = cases
    .filter(({ dueAt }) => dueAt <= now)
    .map(({ openedAt, contactedAt }) =>
      contactedAt === null ? Infinity : Math.max(0, contactedAt - openedAt) / HOUR_MS,
    )
    .sort((a, b) => a - b);
  const middle = hours.length / 2;
  const [low, high] = [hours[Math.ceil(middle) - 1], hours[Math.floor(middle)]];
  if (low === undefined || high === undefined || high === Infinity) return null;
  return (low + high) / 2;
}

/** An unhappy answer and the next one of the same person in the same metric. */
export type Pair = {
  contactId: string;
  metric: Metric;
  before: number;
  after: number;
  at: number;
};

/**
 * Returns the mean of after − before with its 95 % interval by Student's t. Each person counts once,
 * with their first pair: several of one person are not several witnesses.
 */
export function scoreChange(pairs: readonly Pair[]): ScoreChange {
  const first = new Map<string, Pair>();
  for (const pair of pairs)
    if (pair.at < (first.get(pair.contactId)?.at ?? Infinity)) first.set(pair.contactId, pair);
  const changes = [...first.values()].map(({ before, after }) => after - before);
  const people = changes.length;
  if (people < FEWEST_PEOPLE) return { people, mean: null, low: null, high: null };
  const mean = changes.reduce((sum, one) => sum + one, 0) / people;
  const squares = changes.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  // Where all moved alike, nothing tells how far others would be from them.
  if (squares === 0) return { people, mean, low: null, high: null };
  const half = studentQuantile(0.975, people - 1) * Math.sqrt(squares / (people - 1) / people);
  return { people, mean, low: mean - half, high: mean + half };
}
