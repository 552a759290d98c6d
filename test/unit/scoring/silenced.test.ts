/**
 * Silenced actions: of every outcome, several of one action, outcomes of actions that are in no
 * catalogue, and without an id.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actionId } from "../../../shared/scoring/actions/action-id.ts";
import { defaultPolicy } from "../../../shared/scoring/index.ts";
import { isSilent } from "../../../shared/scoring/actions/next-best-action.ts";
import { silencedActions } from "../../../shared/scoring/actions/silenced.ts";
import type { Situation } from "../../../shared/scoring/actions/situation.ts";
import type { OutcomeFact } from "../../../shared/scoring/types.ts";

const day = 86_400_000;
const now = Date.parse("2026-11-21T12:00:00Z");
const policy = defaultPolicy.actions;
const fact = (
  id: string,
  key: string,
  outcome: OutcomeFact["outcome"],
  days: number,
): OutcomeFact => ({
  id,
  userId: null,
  action: actionId("c", key),
  outcome,
  reason: null,
  occurredAt: now - days * day,
});

describe("silenced actions", () => {
  test("tell until when, the one that comes back first at the beginning", () => {
    const found = silencedActions(
      [fact("a", "ask_trust", "not_useful", 1), fact("b", "greeting", "later", 2)],
      now,
      policy,
    );
    expect(found.map(({ key, until }) => [key, until])).toEqual([
      ["greeting", new Date(now + (policy.laterDays - 2) * day).toISOString()],
      [
        "ask_trust",
        new Date(
          now +
            ((policy.catalogue.find(({ key }) => key === "ask_trust")?.suppressionDays ?? 0) - 1) *
              day,
        ).toISOString(),
      ],
    ]);
  });

  test("are none where an outcome names no action of the catalogue", () => {
    expect(silencedActions([fact("a", "unheard_of", "later", 0)], now, policy)).toEqual([]);
  });

  test("are exactly those that are not offered, and none once all that they name is taken back", () => {
    const key = fc.constantFrom(...policy.catalogue.map((entry) => entry.key), "unheard_of");
    const outcomes = fc.array(
      fc.tuple(
        key,
        fc.constantFrom<OutcomeFact["outcome"]>("done", "later", "not_useful"),
        fc.integer({ min: 0, max: 400 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(outcomes, (all) => {
        const facts = all.map(([name, outcome, days], at) =>
          fact(`fact-${at}`, name, outcome, days),
        );
        const found = silencedActions(facts, now, policy);
        const silent = policy.catalogue.filter((entry) =>
          isSilent(
            entry,
            { facts: { outcomes: facts }, now } as Pick<Situation, "facts" | "now">,
            policy.laterDays,
          ),
        );
        expect(found.map((one) => one.key).sort()).toEqual(silent.map((entry) => entry.key).sort());
        const named = new Set(found.flatMap(({ by }) => by.map(({ id }) => id)));
        expect(
          silencedActions(
            facts.filter(({ id }) => !named.has(id ?? "")),
            now,
            policy,
          ),
        ).toEqual([]);
      }),
    );
  });
});
