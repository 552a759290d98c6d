import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  trust,
  trustEvidence,
  type Evidence,
} from "../../../shared/scoring/index.ts";
import { betaReputation } from "../../../shared/scoring/trust.ts";
import { remaining } from "../../../shared/scoring/forgetting.ts";
import { dataIsHere, reference, whyNot } from "./shared-data.ts";
import { ago, anyFacts, customer, DAY, now } from "./some-facts.ts";

const policy = defaultPolicy.trust;
const good = (over: Partial<Evidence> = {}): Evidence => ({
  dimension: "rapport",
  value: 1,
  weight: 1,
  at: now,
  code: "trust_referral_given",
  ...over,
});
const evidenceOf = anyFacts.map((facts) => trustEvidence(facts, policy));

describe("trust", () => {
  test.skipIf(!dataIsHere)(
    `betaReputation gives the reference expectations with forgetting${whyNot}`,
    () => {
      for (const row of reference().beta_reputation) {
        const evidence = row.events.map((value, i) => ({
          value,
          weight: row.lam ** (row.events.length - 1 - i),
        }));
        const { good: r, bad: s } = betaReputation(evidence, { good: 1, bad: 1 });
        expect(r).toBeCloseTo(row.r + 1, 10);
        expect(s).toBeCloseTo(row.s + 1, 10);
        expect(r / (r + s)).toBeCloseTo(row.expectation, 8);
        expect(Math.sqrt((r * s) / ((r + s) ** 2 * (r + s + 1)))).toBeCloseTo(row.beta_sd, 8);
      }
    },
  );

  test("of one fresh good event is two in three, with the interval of that beta", () => {
    const { score, low, high, dimensions } = trust([good()], policy, now);
    expect(score).toBeCloseTo(200 / 3, 5);
    // Beta(2, 1) has distribution function x².
    expect(low).toBeCloseTo(100 * Math.sqrt(0.05), 3);
    expect(high).toBeCloseTo(100 * Math.sqrt(0.95), 3);
    expect(dimensions.find((d) => d.dimension === "rapport")).toMatchObject({ evidence: 1 });
    expect(dimensions.find((d) => d.dimension === "benefit")).toMatchObject({
      score: null,
      low: null,
      high: null,
      evidence: 0,
    });
  });

  test("takes 4 of 7 as neither good nor bad, and a rep's answers for less", () => {
    const of = (source: "customer" | "rep", answer: number) =>
      trust(
        trustEvidence(
          customer({ trust: [{ source, occurredAt: now, answers: { expertise: answer } }] }),
          policy,
        ),
        policy,
        now,
      ).score!;
    expect(of("customer", 4)).toBe(50);
    expect(of("customer", 7)).toBeGreaterThan(of("rep", 7));
    expect(of("customer", 1)).toBeLessThan(of("rep", 1));
  });

  test("counts evidence half after one half-life", () => {
    expect(remaining(ago(180), now, 180)).toBe(0.5);
    expect(remaining(ago(360), now, 180)).toBe(0.25);
    expect(trust([good({ at: ago(policy.halfLifeDays) })], policy, now).score).toBeCloseTo(
      100 * (1.5 / 2.5),
      5,
    );
  });

  test("halves what is left of evidence with every half-life more, whatever its age", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 1, max: 1000 }),
        (days, halfLife) => {
          expect(
            Math.abs(
              remaining(ago(days + halfLife), now, halfLife) -
                remaining(ago(days), now, halfLife) / 2,
            ),
          ).toBeLessThanOrEqual(2 ** -36);
        },
      ),
    );
    expect(remaining(now + DAY, now, 180)).toBe(1);
  });

  test("keeps the score within its interval and the interval within 0 to 100", () => {
    fc.assert(
      fc.property(evidenceOf, (evidence) => {
        const { dimensions, ...overall } = trust(evidence, policy, now);
        for (const s of [overall, ...dimensions]) {
          if (s.score === null) continue;
          expect(0 <= s.low! && s.low! <= s.score && s.score <= s.high! && s.high! <= 100).toBe(
            true,
          );
        }
      }),
    );
  });

  test("keeps an interval when next to nothing but good is known of a customer", () => {
    const certain = trust(
      Array.from({ length: 3000 }, () => good({ weight: 1000 })),
      { ...policy, prior: { good: 1e-9, bad: 1e-9 } },
      now,
    );
    expect(certain).toMatchObject({ score: 100, high: 100 });
    expect(certain.low).toBeCloseTo(100, 5);
  });

  test("never falls when good evidence is added, in a known or a new dimension, whatever the weights", () => {
    const weight = fc.constantFrom(0.2, 1, 5);
    const weights = fc.record({
      professionalism: weight,
      expertise: weight,
      rapport: weight,
      benefit: weight,
    });
    const dimension = fc.constantFrom(
      "professionalism" as const,
      "expertise" as const,
      "rapport" as const,
      "benefit" as const,
    );
    const added = fc.record({
      dimension,
      days: fc.integer({ min: 0, max: 900 }),
      weight: fc.constantFrom(0.1, 1, 20),
    });
    fc.assert(
      fc.property(evidenceOf, weights, added, (evidence, weights, { dimension, days, weight }) => {
        const of = (all: Evidence[]) => {
          const t = trust(all, { ...policy, weights }, now);
          return {
            overall: t.score ?? 50,
            own: t.dimensions.find((d) => d.dimension === dimension)!.score ?? 50,
          };
        };
        const before = of(evidence);
        const after = of([...evidence, good({ dimension, at: ago(days), weight })]);
        expect(after.own).toBeGreaterThanOrEqual(before.own);
        expect(after.overall).toBeGreaterThanOrEqual(before.overall - 2 ** -19);
      }),
      { numRuns: 500 },
    );
  });

  test("of a first good word about something new is no less than before when all else was good", () => {
    const known = Array.from({ length: 30 }, () => good({ dimension: "expertise" }));
    const { score: before } = trust(known, policy, now);
    const { score: after, dimensions } = trust([...known, good({ weight: 0.1 })], policy, now);
    expect(dimensions.find((d) => d.dimension === "rapport")!.score).toBeLessThan(before!);
    expect(after).toBeGreaterThan(before!);
  });

  test("change is what 30 days moved, and not known when there was no score then", () => {
    const old = good({ value: -1, at: ago(60) });
    const known = trust([old, good({ weight: 5, at: ago(5) })], policy, now);
    expect(known.change).toBeGreaterThan(0);
    expect(known.change).toBeCloseTo(known.score! - trust([old], policy, now - 30 * DAY).score!, 5);
    expect(trust([good({ at: ago(5) })], policy, now).change).toBeNull();
  });
});
