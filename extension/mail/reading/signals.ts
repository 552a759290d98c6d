/** Signals: several ways to one fact, tried in order, because webmail changes under our feet. */

/**
 * One way to a fact. Its name says where on the page and since when ("2025-08 span.gD"), never what
 * stands there.
 */
export type Signal<T> = { name: string; read(root: Document): T | null };
export type Answer<T> = { value: T; signal: string };

/**
 * Returns what a reading gives, or the fallback when it throws: a page can be anything, and must
 * not break us.
 */
export function safely<T>(reading: () => T, fallback: T): T {
  try {
    return reading();
  } catch {
    return fallback;
  }
}

/** The first signal that answers, and its answer; null when none does. */
export function first<T>(root: Document, signals: readonly Signal<T>[]): Answer<T> | null {
  for (const signal of signals) {
    const value = safely(() => signal.read(root), null);
    if (value !== null) return { value, signal: signal.name };
  }
  return null;
}

/** The answer alone. */
export function ask<T>(root: Document, signals: readonly Signal<T>[]): T | null {
  return first(root, signals)?.value ?? null;
}

/**
 * Returns which signal answered each fact, and for which facts it was not the first: structure
 * only, for a health report.
 */
export function healthOf(
  root: Document,
  facts: Record<string, readonly Signal<unknown>[]>,
): { facts: Record<string, string | null>; later: string[] } {
  const answers = Object.entries(facts).map(
    ([fact, signals]) => [fact, first(root, signals)?.signal ?? null] as const,
  );
  const later = answers
    .filter(([fact, signal]) => signal !== null && signal !== facts[fact]?.[0]?.name)
    .map(([fact]) => fact);
  return { facts: Object.fromEntries(answers), later };
}
