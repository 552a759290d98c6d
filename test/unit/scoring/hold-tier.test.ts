import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TierCuts } from "../../../shared/scoring/tier-cuts.ts";
import { holdTier } from "../../../shared/scoring/hold-tier.ts";
import {
  plainTierOf,
  tierStanding,
  type TierBefore,
} from "../../../shared/scoring/tier-standing.ts";
import { type Tier, ungraded } from "../../../shared/scoring/tier.ts";

const cuts = { of: "score", high: 70, mid: 40, highMargin: 8, midMargin: 8 } as TierCuts;
const settleDays = 60;
const waits = { moves: "after_confirmation" } as const;

/** The tier of a score as the book grades it, before anybody holds it. */
function gradedAt(score: number, before: TierBefore, today: number): Tier {
  const { tier, ...standing } = tierStanding(score, cuts, before, today, settleDays);
  return {
    ...ungraded(tier),
    plainTier: plainTierOf(score, cuts),
    figure: score,
    standing,
  };
}
const heldAt = (score: number, before: TierBefore, today: number) =>
  holdTier(gradedAt(score, before, today), before, today, waits);

const score = fc.integer({ min: 0, max: 100 });
/** Scores on days that follow each other, a month apart at most. */
const course = fc.array(fc.tuple(score, fc.integer({ min: 1, max: 30 })), {
  minLength: 1,
  maxLength: 25,
});

describe("a held tier", () => {
  test("is the tier of before, whatever the scores are, as long as nobody confirms", () => {
    fc.assert(
      fc.property(fc.constantFrom("low", "mid", "high"), course, (tier, scores) => {
        let before: TierBefore = { tier, beyond: null };
        let today = 0;
        for (const [one, days] of scores) {
          today += days;
          const { tier: shown, standing, proposal } = heldAt(one, before, today);
          expect(shown.tier).toBe(tier);
          expect(proposal?.tier).not.toBe(tier);
          before = { tier: shown.tier, beyond: standing.beyond };
        }
      }),
    );
  });

  test("is proposed away exactly when the tier would have changed at once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("low", "mid", "high"),
        score,
        fc.option(
          fc.record({
            since: fc.integer({ min: -90, max: 0 }),
            tier: fc.constantFrom("low", "mid", "high"),
          }),
        ),
        (tier, one, beyond) => {
          const before: TierBefore = { tier, beyond };
          const free = gradedAt(one, before, 0);
          const { proposal, standing } = heldAt(one, before, 0);
          expect(proposal?.tier ?? tier).toBe(free.tier.tier);
          if (proposal !== null)
            expect({ beyond: proposal.beyond, settledDays: proposal.settledDays }).toEqual(
              free.standing,
            );
          else expect(standing).toEqual(free.standing);
        },
      ),
    );
  });

  test("keeps its proposal when the score stays past the cut for as long as it takes to settle", () => {
    let before: TierBefore = { tier: "low", beyond: null };
    // Past the margin at first, then short of it: it has stood beyond the cut all the time.
    const found = [
      [50, 0],
      [42, 30],
      [42, 61],
    ].map(([one = 0, today = 0]) => {
      const { standing, proposal } = heldAt(one, before, today);
      before = { tier: "low", beyond: standing.beyond };
      return proposal?.tier ?? null;
    });
    expect(found).toEqual(["mid", null, "mid"]);
  });

  test("begins again when the score comes back in between", () => {
    let before: TierBefore = { tier: "low", beyond: null };
    const found = [
      [50, 0],
      [30, 30],
      [42, 61],
    ].map(([one = 0, today = 0]) => {
      const { standing, proposal } = heldAt(one, before, today);
      before = { tier: "low", beyond: standing.beyond };
      return proposal?.tier ?? null;
    });
    expect(found).toEqual(["mid", null, null]);
  });

  test.each([
    ["nobody was graded before", { tier: null, beyond: null }],
    ["they were a prospect before", { tier: "potential", beyond: null }],
  ] as const)("waits for nobody when %s", (_, before) => {
    const { tier, proposal } = heldAt(90, before, 0);
    expect([tier.tier, proposal]).toEqual(["high", null]);
  });

  test("waits for nobody when moves come into force at once", () => {
    const before: TierBefore = { tier: "low", beyond: null };
    const graded = gradedAt(90, before, 0);
    expect(holdTier(graded, before, 0, { moves: "at_once" })).toEqual({
      ...graded,
      proposal: null,
    });
  });
});
