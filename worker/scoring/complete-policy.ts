/** Policies stored before a setting was invented, or before it had bounds. */
import { z } from "zod";
import type { Policy } from "../../shared/scoring/index.ts";
import { policySchema } from "../../shared/scoring/policy.ts";

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Returns what is stored, with the default's value for every setting it lacks, however deep. What
 * is stored is never changed.
 */
function filled(stored: unknown, fallback: unknown): unknown {
  if (!isObject(stored) || !isObject(fallback)) return stored === undefined ? fallback : stored;
  return {
    ...stored,
    ...Object.fromEntries(
      Object.entries(fallback).map(([key, value]) => [key, filled(stored[key], value)]),
    ),
  };
}

/** The default margin of tiers, points, when two reviews on the other side of a cut moved them. */
const OLD_MARGIN = 2;

/**
 * Leaves out the margin that a policy of before `settleDays` had by default: two reviews flapped.
 */
function withoutOldMargin(stored: unknown): unknown {
  if (!isObject(stored) || !isObject(stored["tier"])) return stored;
  const { margin, ...tier } = stored["tier"];
  const isOld = margin === OLD_MARGIN && !("settleDays" in tier);
  return isOld ? { ...stored, tier } : stored;
}

/** The default weights of tiers when last year's spend was not one of them. */
const OLD_WEIGHTS = { value: 50, loyalty: 20, potential: 15, engagement: 15 };

/**
 * Gives a policy of before tiers weighed recent spend a weight for it: half of what worth had, or
 * the new default weights where it had the old ones.
 */
function withSpendWeight(stored: unknown): unknown {
  if (!isObject(stored) || !isObject(stored["tier"])) return stored;
  const { weights, ...tier } = stored["tier"];
  if (!isObject(weights) || "spend" in weights || typeof weights["value"] !== "number")
    return stored;
  const half = weights["value"] / 2;
  const isOld = Object.entries(OLD_WEIGHTS).every(([input, weight]) => weights[input] === weight);
  return {
    ...stored,
    tier: isOld ? tier : { ...tier, weights: { ...weights, value: half, spend: half } },
  };
}

/** Turns asking on in a policy of before there were surveys to ask by. */
function withAsking(stored: unknown): unknown {
  if (!isObject(stored) || !isObject(stored["actions"]) || "surveys" in stored) return stored;
  return { ...stored, actions: { ...stored["actions"], canAsk: true } };
}

/**
 * A stored policy as today's scoring takes it: new sections and settings as the default policy has
 * them, without settings that are no more. An action that was taken out of the catalogue stays out;
 * those in it get what is new of the default's entry of their key.
 */
export function completed(stored: unknown, fallback: Policy): Policy {
  const whole = filled(withAsking(withSpendWeight(withoutOldMargin(stored))), fallback) as Policy;
  const entries = new Map<string, unknown>(
    fallback.actions.catalogue.map((entry) => [entry.key, entry]),
  );
  const catalogue = whole.actions.catalogue.map(
    (entry) => filled(entry, entries.get(entry.key)) as typeof entry,
  );
  return bounded(
    policySchema,
    { ...whole, actions: { ...whole.actions, catalogue } },
    "",
    [],
  ) as Policy;
}

/** Paths of the settings of a stored policy that `completed` brings within their bounds. */
export function settingsOutOfBounds(stored: unknown): string[] {
  const found: string[] = [];
  bounded(policySchema, stored, "", found);
  return found;
}

/**
 * A value with every number in it within the bounds that the schema gives it; `found` gets the
 * paths of those that were not.
 */
function bounded(schema: unknown, value: unknown, path: string, found: string[]): unknown {
  if (schema instanceof z.ZodNumber && typeof value === "number") {
    const within = Math.min(Math.max(value, schema.minValue ?? value), schema.maxValue ?? value);
    if (within !== value) found.push(path);
    return within;
  }
  const inner = (of: unknown, key: string, part: unknown) =>
    bounded(of, part, path === "" ? key : `${path}.${key}`, found);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((part, at) => inner(schema.element, String(at), part));
  if (!isObject(value)) return value;
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Json;
    // A setting that scoring no longer has would make the whole policy invalid.
    const known = Object.entries(value).filter(([key]) => key in shape);
    return Object.fromEntries(known.map(([key, part]) => [key, inner(shape[key], key, part)]));
  }
  if (schema instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, inner(schema.valueType, key, part)]),
    );
  // Cuts: the bounds of a share and of a score differ by their method; own conditions alike.
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const option = schema.options.find(
      (one) =>
        one instanceof z.ZodObject &&
        (one.shape[discriminator] as z.ZodType).safeParse(value[discriminator]).success,
    );
    return bounded(option, value, path, found);
  }
  return value;
}
