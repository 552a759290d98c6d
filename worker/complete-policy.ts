/** Policies stored before a setting was invented. */
import type { Policy } from "../shared/scoring/index.ts";

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** What is stored, with the default's value for every setting it lacks, however deep. What is stored is never changed. */
function filled(stored: unknown, fallback: unknown): unknown {
  if (!isObject(stored) || !isObject(fallback)) return stored === undefined ? fallback : stored;
  return { ...stored, ...Object.fromEntries(Object.entries(fallback).map(([key, value]) => [key, filled(stored[key], value)])) };
}

/**
 * A stored policy as today's scoring takes it: new sections and settings as the default policy has them. An action that
 * was taken out of the catalogue stays out; those in it get what is new of the default's entry of their key.
 */
export function completed(stored: unknown, fallback: Policy): Policy {
  const whole = filled(stored, fallback) as Policy;
  const entries = new Map<string, unknown>(fallback.actions.catalogue.map((entry) => [entry.key, entry]));
  const catalogue = whole.actions.catalogue.map((entry) => filled(entry, entries.get(entry.key)) as typeof entry);
  return { ...whole, actions: { ...whole.actions, catalogue } };
}
