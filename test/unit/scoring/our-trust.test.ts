import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, type Facts } from "../../../shared/scoring/index.ts";
import { ourEvidence, type Evidence } from "../../../shared/scoring/trust/our-evidence.ts";
import { betaReputation, ourTrust } from "../../../shared/scoring/trust/our-trust.ts";
import { remaining } from "../../../shared/scoring/forgetting.ts";
import { dataIsHere, reference, whyNot } from "./shared-data.ts";
import { ago, anyFacts, customer, DAY, now } from "./some-facts.ts";

const policy = defaultPolicy.trust;
/** So high that nothing is held back: for tests of the reputation alone. */
const NO_CAP = 1e12;
const good = (over: Partial<Evidence> = {}): Evidence => ({
  dimension: "rapport",
  value: 1,
  weight: 1,
  cap: NO_CAP,
  at: now,
  code: "trust_referral_given",
  ...over,
});
const evidenceOf = anyFacts.map((facts) => ourEvidence(facts, defaultPolicy));

describe("ourTrust", () => {
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
    const { score, low, high, dimensions } = ourTrust([good()], policy, now);
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

  test("takes a rep's 4 of 7 as neither good nor bad, 7 as good and 1 as bad", () => {
    const of = (answer: number) =>
      ourTrust(
        ourEvidence(
          customer({ trust: [{ source: "rep", occurredAt: now, answers: { expertise: answer } }] }),
          defaultPolicy,
        ),
        policy,
        now,
      ).score!;
    expect(of(4)).toBe(50);
    expect(of(7)).toBeGreaterThan(50);
    expect(of(1)).toBeCloseTo(100 - of(7), 5);
  });

  test("counts evidence half after one half-life", () => {
    expect(remaining(ago(180), now, 180)).toBe(0.5);
    expect(remaining(ago(360), now, 180)).toBe(0.25);
    expect(ourTrust([good({ at: ago(policy.halfLifeDays) })], policy, now).score).toBeCloseTo(
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
        const { dimensions, ...overall } = ourTrust(evidence, policy, now);
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
    const certain = ourTrust(
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
          const t = ourTrust(all, { ...policy, weights }, now);
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
    const { score: before } = ourTrust(known, policy, now);
    const { score: after, dimensions } = ourTrust([...known, good({ weight: 0.1 })], policy, now);
    expect(dimensions.find((d) => d.dimension === "rapport")!.score).toBeLessThan(before!);
    expect(after).toBeGreaterThan(before!);
  });

  test("change is what 30 days moved, and not known when there was no score then", () => {
    const old = good({ value: -1, at: ago(60) });
    const known = ourTrust([old, good({ weight: 5, at: ago(5) })], policy, now);
    expect(known.change).toBeGreaterThan(0);
    expect(known.change).toBeCloseTo(
      known.score! - ourTrust([old], policy, now - 30 * DAY).score!,
      5,
    );
    expect(ourTrust([good({ at: ago(5) })], policy, now).change).toBeNull();
  });

  test("comes near to the cap of a code within a half-life when evidence of it repeats", () => {
    const weightOf = (count: number) => {
      const all = Array.from({ length: count }, () => good({ cap: 3 }));
      const score = ourTrust(all, policy, now).score! / 100;
      // α = 1 + W and β = 1: the mean is (1 + W)/(2 + W).
      return (2 * score - 1) / (1 - score);
    };
    for (const count of [1, 2, 10, 40])
      expect(weightOf(count)).toBeCloseTo(3 * (1 - Math.exp(-count / 3)), 4);
  });

  test("holds each code and each half-life back by itself", () => {
    const long = policy.halfLifeDays * DAY;
    const start = Math.floor(now / long) * long;
    const many = (over: Partial<Evidence>) => Array.from({ length: 50 }, () => good(over));
    const of = (...all: Evidence[]) => ourTrust(all, policy, now).score!;
    const one = many({ cap: 3, at: start });
    expect(of(...one, ...one)).toBeCloseTo(of(...one), 3);
    const other = many({ cap: 3, at: start, code: "trust_reply_given" });
    expect(of(...one, ...other)).toBeGreaterThan(of(...one) + 5);
    const earlier = many({ cap: 3, at: start - DAY });
    expect(of(...one, ...earlier)).toBeGreaterThan(of(...one) + 3);
  });

  test("forgets what was held back half with every half-life", () => {
    const all = Array.from({ length: 50 }, () => good({ cap: 3, at: ago(100) }));
    const weightAt = (then: number) => {
      const score = ourTrust(all, policy, then).score! / 100;
      return (2 * score - 1) / (1 - score);
    };
    const long = policy.halfLifeDays * DAY;
    expect(weightAt(now + 2 * long)).toBeCloseTo(weightAt(now + long) / 2, 3);
  });
});

describe("ourEvidence", () => {
  const replies = (...all: { hours: number; thread?: string | null }[]): Facts["interactions"] =>
    all.map(({ hours, ...thread }, at) => ({
      id: String(at),
      kind: "email",
      direction: "in",
      occurredAt: Date.UTC(2026, 10, 20, hours),
      behaviours: ["reply_given"],
      ...thread,
    }));
  const count = (facts: Partial<Facts>, policy = defaultPolicy) =>
    ourEvidence(customer(facts), policy).length;

  test("counts a behaviour once a thread and day", () => {
    expect(count({ interactions: replies({ hours: 8, thread: "a" }) })).toBe(1);
    const same = replies({ hours: 8, thread: "a" }, { hours: 9, thread: "a" });
    expect(count({ interactions: same })).toBe(1);
    const others = replies({ hours: 8, thread: "a" }, { hours: 9, thread: "b" });
    expect(count({ interactions: others })).toBe(2);
    const nextDay = replies({ hours: 8, thread: "a" }, { hours: 32, thread: "a" });
    expect(count({ interactions: nextDay })).toBe(2);
  });

  test("counts what has no thread once a day", () => {
    const without = replies({ hours: 8 }, { hours: 9, thread: null }, { hours: 10 });
    expect(count({ interactions: without })).toBe(1);
  });

  test("counts a complaint until it is solved, and the solution from then on", () => {
    const seen = (days: number, behaviour: "complaint_unsolved" | "complaint_solved") => ({
      id: behaviour,
      kind: "call" as const,
      direction: null,
      occurredAt: ago(days),
      behaviours: [behaviour],
    });
    const interactions = [seen(60, "complaint_unsolved"), seen(10, "complaint_solved")];
    const all = ourEvidence(customer({ interactions }), defaultPolicy);
    const { score, change, explanation } = ourTrust(all, policy, now);
    expect(explanation?.factors.map(({ code }) => code)).toEqual(["trust_complaint_solved"]);
    expect(score).toBeGreaterThan(50);
    // Thirty days ago it was still open.
    expect(score! - change!).toBeLessThan(50);
  });

  test("cuts days by the book's time zone", () => {
    const late = replies({ hours: 15, thread: "a" }, { hours: 17, thread: "a" });
    const shanghai = { ...defaultPolicy, book: { timeZone: "Asia/Shanghai" } };
    expect(count({ interactions: late })).toBe(1);
    expect(count({ interactions: late }, shanghai)).toBe(2);
  });

  test("takes the last of a rep's assessments of a day, and none of the customer's answers", () => {
    const note = (source: "rep" | "customer", hours: number, expertise: number) => ({
      source,
      occurredAt: Date.UTC(2026, 10, 20, hours),
      answers: { expertise },
    });
    const trust = [note("rep", 12, 2), note("rep", 9, 7), note("customer", 13, 7)];
    expect(ourEvidence(customer({ trust }), defaultPolicy)).toMatchObject([
      { code: "trust_answer_rep", value: -2 / 3 },
    ]);
  });
});
