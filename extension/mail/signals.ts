/** Signals: several ways to one fact, tried in order, because webmail changes under our feet. */

/** One way to a fact. Its name says where on the page and since when ("2025-08 span.gD"), never what stands there. */
export type Signal<T> = { name: string; read(root: Document): T | null };
export type Answer<T> = { value: T; signal: string };

/** What a reading gives, or the fallback when it throws: a page can be anything, and must not break us. */
export function safely<T>(reading: () => T, fallback: T): T {
  try { return reading(); } catch { return fallback; }
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

/** Which signal answered each fact, for a health report: structure only. */
export function report(root: Document, facts: Record<string, readonly Signal<unknown>[]>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(facts).map(([fact, signals]) => [fact, first(root, signals)?.signal ?? null]));
}
