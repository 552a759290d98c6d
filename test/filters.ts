/** Filters of customers, made at random for property tests. */
import fc from "fast-check";
import {
  type Condition,
  type Filter,
  type InstantField,
  instantFields,
  numberFields,
  type NumberField,
} from "../shared/contract/customer-filter.ts";

/** Codes that the fields of random filters take; the ids are of no user in particular. */
export const codeSamples = {
  kind: ["company", "person"],
  tier: ["high", "mid", "low", "potential"],
  stage: ["prospect", "new", "growing", "mature", "at_risk", "churned", "won_back"],
  abc: ["a", "b", "c"],
  warning: ["watch", "act"],
  owner: ["0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1c"],
  segment: ["Retail", "Marine", "批发"],
  rfmSegment: ["champions", "loyal", "hibernating"],
  cluster: ["recency_low", "frequency_high monetary_high"],
  action: ["call", "ask_referral"],
  warningSign: ["complaint_unsolved", "silent"],
  rfmBefore: ["loyal", "at_risk", "-"],
  clusterBefore: ["recency_low", "-"],
  moved: [
    "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1d:mid:high",
    "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1d:low:mid",
  ],
} as const;

/** The scale of each number, from and to. */
export const scales: Record<NumberField, readonly [number, number]> = {
  tierScore: [0, 100],
  trust: [0, 100],
  value: [0, 50_000],
  alive: [0, 1],
  chance: [0, 1],
  recency: [1, 5],
  frequency: [1, 5],
  monetary: [1, 5],
  relationship: [0, 100],
};
/** The days that random instants lie in. */
export const days = [Date.UTC(2026, 0, 1), Date.UTC(2026, 10, 1)] as const;
const day = 86_400_000;

const iso = fc
  .integer({ min: days[0] / day, max: days[1] / day })
  .map((at) => new Date(at * day).toISOString());

/** One or both bounds of a half-open range that something can lie in. */
function range<F extends string, B extends string | number>(
  field: F,
  bound: fc.Arbitrary<B>,
): fc.Arbitrary<{ field: F; from?: B; below?: B }> {
  return fc
    .tuple(bound, bound, fc.constantFrom("from", "below", "both"))
    .filter(([a, b, kind]) => kind !== "both" || a !== b)
    .map(([a, b, kind]) => {
      const ordered: [B, B] = a < b ? [a, b] : [b, a];
      if (kind === "both") return { field, from: ordered[0], below: ordered[1] };
      return kind === "from" ? { field, from: a } : { field, below: b };
    });
}

const inCodes = fc
  .constantFrom(...(Object.keys(codeSamples) as (keyof typeof codeSamples)[]))
  .chain((field) =>
    fc
      .uniqueArray(fc.constantFrom<string>(...codeSamples[field]), { minLength: 1 })
      .map((codes): Condition => ({ field, in: codes })),
  );
const inNumbers = fc.constantFrom(...numberFields).chain((field): fc.Arbitrary<Condition> => {
  const [min, max] = scales[field];
  const whole = max > 1;
  return range(
    field,
    whole ? fc.integer({ min, max }) : fc.integer({ min: 0, max: 100 }).map((part) => part / 100),
  );
});
const inInstants = fc
  .constantFrom(...instantFields)
  .chain((field: InstantField): fc.Arbitrary<Condition> => range(field, iso));
const known = fc.record({
  field: fc.constantFrom(
    ...(Object.keys(codeSamples) as (keyof typeof codeSamples)[]).filter((of) => of !== "moved"),
    ...numberFields,
    ...instantFields,
  ),
  known: fc.boolean(),
});
export const conditions: fc.Arbitrary<Condition> = fc.oneof(inCodes, inNumbers, inInstants, known);

/** Filters of up to three groups within each other. */
export const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    conditions,
    fc.array(tie("filter"), { maxLength: 3 }).map((all): Filter => ({ all })),
    fc.array(tie("filter"), { maxLength: 3 }).map((any): Filter => ({ any })),
  ),
})).filter;
