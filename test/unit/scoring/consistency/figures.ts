/** Figures of a card that a harmless contact must not lower. */
import fc from "fast-check";
import type { Scores } from "../../../../shared/contract/card.ts";
import {
  defaultPolicy,
  type InteractionFact,
  type Policy,
} from "../../../../shared/scoring/index.ts";
import { DAY } from "../../../../shared/scoring/summarise.ts";

const TIERS: readonly Scores["tier"]["tier"][] = ["potential", "low", "mid", "high"];

/** The figures by name; null where one is not known. */
export const figuresOf = (s: Scores): Record<string, number | null> => ({
  "tier score": s.tier.score,
  tier: TIERS.indexOf(s.tier.tier),
  trust: s.trust.score,
  "our view of trust": s.trust.ours?.score ?? null,
  relationship: s.relationship.score,
  loyalty: s.loyalty?.score ?? null,
  value: s.value.lifetimeValue,
  chance: s.value.chance?.probability ?? null,
  satisfaction: s.satisfaction.customer.score,
  "noted satisfaction": s.satisfaction.rep.score,
});

/** A step of the grid that points are kept on (`explain.ts`): less is rounding. */
const ROUNDING = 2 ** -19;

/** The names of figures that fell, or are no longer known. */
export function fallenFigures(before: Scores, after: Scores): string[] {
  const [was, is] = [figuresOf(before), figuresOf(after)];
  return Object.keys(was).filter(
    (name) => was[name] !== null && (is[name] ?? -Infinity) < was[name]! - ROUNDING,
  );
}

/** A contact with nothing good or bad in it, at any moment up to `now`. */
export const harmlessContact = (now: number): fc.Arbitrary<InteractionFact> =>
  fc.record({
    id: fc.constant("contact"),
    kind: fc.constantFrom("email", "call", "meeting", "note", "chat"),
    direction: fc.constantFrom(null, "in", "out"),
    occurredAt: fc.integer({ min: 0, max: 1200 * DAY }).map((before) => now - before),
    behaviours: fc.constant([]),
  });

const weight = fc.integer({ min: 0, max: 1000 });

/** The default policy with weights anywhere within their bounds. */
export const anyWeights: fc.Arbitrary<Policy> = fc
  .record({
    tier: fc.record({
      value: weight,
      spend: weight,
      loyalty: weight,
      potential: weight,
      engagement: weight,
    }),
    relationship: fc.record({
      economic: weight,
      trust: weight,
      emotional: weight,
      information: weight,
    }),
    trust: fc.record({
      professionalism: weight,
      expertise: weight,
      rapport: weight,
      benefit: weight,
    }),
    informationHalf: fc.double({ min: 0.01, max: 1000, noNaN: true }),
  })
  .map(({ tier, relationship, trust, informationHalf }) => ({
    ...defaultPolicy,
    tier: { ...defaultPolicy.tier, weights: tier },
    relationship: { ...defaultPolicy.relationship, weights: relationship, informationHalf },
    trust: { ...defaultPolicy.trust, weights: trust },
  }));
