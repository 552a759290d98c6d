/** The page of actions: shown, done, followed by a purchase, and the effect from the hold-out. */
import type { TierName } from "../../contract/fields.ts";
import type { ActionsBody } from "../../contract/snapshot.ts";
import { clockDayIn } from "../../time/days.ts";
import type { ActionEffect } from "../actions/effects.ts";
import { Z95 } from "../numerics/normal.ts";
import { byText } from "../numerics/order.ts";
import { wilson } from "../numerics/proportion.ts";
import { DAY } from "../summarise.ts";
import type { ExposureFact, OutcomeFact } from "../types.ts";
import { addSums } from "./add-sums.ts";
import type { Page, SnapshotContext, SnapshotCustomer } from "./page.ts";
import { rateOf } from "./rate-of.ts";

/** Times that one of an action's days were over, and those of them followed by a purchase. */
type Followed = { of: number; count: number };
type Counts = {
  shown: number;
  heldBack: number;
  done: number;
  later: number;
  notUseful: number;
  followed: Followed;
  followedHeldBack: Followed;
  /** Of those shown: by whether the rep did it. */ ofDone: Followed;
  ofNotDone: Followed;
};
/** By `action tier`. */
type ActionsTally = Record<string, Counts>;
type Row = ActionsBody["actions"][number];

const none = (): Followed => ({ of: 0, count: 0 });
const nothing = (): Counts => ({
  shown: 0,
  heldBack: 0,
  done: 0,
  later: 0,
  notUseful: 0,
  followed: none(),
  followedHeldBack: none(),
  ofDone: none(),
  ofNotDone: none(),
});
const tiers: readonly TierName[] = ["high", "mid", "low", "potential"];
/** Times on either side from which on shares are compared. */
const FEWEST = 10;
const columns = { done: "done", later: "later", not_useful: "notUseful" } as const;

/** One time that an action was next. */
function countsOf(
  { action, occurredAt, shown }: ExposureFact,
  { facts, days }: SnapshotCustomer["seen"],
  { policy, now }: SnapshotContext,
): Counts {
  const counts = nothing();
  counts[shown ? "shown" : "heldBack"] = 1;
  const zone = policy.book.timeZone;
  const { effectDays } = policy.actions;
  const day = clockDayIn(zone, occurredAt);
  if (clockDayIn(zone, now) <= day + effectDays) return counts;
  const hasBought = days.some((d) => d.day > day && d.day <= day + effectDays);
  const followed = { of: 1, count: hasBought ? 1 : 0 };
  if (!shown) return { ...counts, followedHeldBack: followed };
  const isDone = facts.outcomes.some(
    (o) =>
      o.action === action &&
      o.outcome === "done" &&
      o.occurredAt >= occurredAt &&
      o.occurredAt <= occurredAt + effectDays * DAY,
  );
  return { ...counts, followed, [isDone ? "ofDone" : "ofNotDone"]: followed };
}

/** The tier that an outcome belongs to: that of the last time the action was next before it. */
function tierAt(
  { action, occurredAt }: OutcomeFact,
  { scores, seen: { facts } }: SnapshotCustomer,
): TierName {
  const before = (facts.exposures ?? []).filter(
    (e) => e.action === action && e.occurredAt <= occurredAt,
  );
  return before.at(-1)?.tier ?? scores.tier.tier;
}

/**
 * The effect of an action by the hold-out, a time it is shown: in all, or in a tier as the mean of
 * its stages weighted by their precision. Null while too few trials are over.
 */
function effectOf(
  effect: ActionEffect | undefined,
  tier: TierName | null,
  { followed, followedHeldBack }: Counts,
): Row["result"] {
  if (!effect?.all) return null;
  const groups = effect.groups.filter((group) => group.tier === tier);
  if (tier !== null && groups.length === 0) return null;
  const precision = groups.reduce((sum, { error }) => sum + error ** -2, 0);
  const { estimate, error } =
    tier === null
      ? effect.all
      : {
          estimate: groups.reduce((sum, g) => sum + g.estimate * g.error ** -2, 0) / precision,
          error: precision ** -0.5,
        };
  const [low, high] = [estimate - Z95 * error, estimate + Z95 * error];
  const n = tier === null ? effect.tries : followed.of + followedHeldBack.of;
  return { kind: "effect", unit: "amount", value: estimate, low, high, n };
}

/**
 * The difference of the shares that bought of those done and those not, with the interval of
 * Newcombe (1998, method 10). It says nothing of what doing it brings: reps choose whom they call.
 */
function associationOf({ ofDone, ofNotDone }: Counts): Row["result"] {
  if (Math.min(ofDone.of, ofNotDone.of) < FEWEST) return null;
  const [p, q] = [ofDone.count / ofDone.of, ofNotDone.count / ofNotDone.of];
  const [one, other] = [wilson(ofDone.count, ofDone.of), wilson(ofNotDone.count, ofNotDone.of)];
  return {
    kind: "association",
    unit: "share",
    value: p - q,
    low: p - q - Math.hypot(p - one.low, other.high - q),
    high: p - q + Math.hypot(one.high - p, q - other.low),
    n: ofDone.of + ofNotDone.of,
  };
}

function rowOf(
  action: string,
  tier: TierName | null,
  counts: Counts,
  { model }: SnapshotContext,
): Row {
  const { followed, followedHeldBack, ofDone: _, ofNotDone: __, ...plain } = counts;
  return {
    action,
    tier,
    ...plain,
    followed: rateOf(followed.count, followed.of),
    followedHeldBack: rateOf(followedHeldBack.count, followedHeldBack.of),
    result: effectOf(model.actions.byKey[action], tier, counts) ?? associationOf(counts),
  };
}

export const actionsPage: Page<ActionsTally, ActionsBody> = {
  empty: () => ({}),

  add(tally, customer, context) {
    const { facts } = customer.seen;
    for (const exposure of facts.exposures ?? [])
      addSums(tally, {
        [`${exposure.action} ${exposure.tier}`]: countsOf(exposure, customer.seen, context),
      });
    for (const outcome of facts.outcomes)
      addSums(tally, {
        [`${outcome.action} ${tierAt(outcome, customer)}`]: {
          ...nothing(),
          [columns[outcome.outcome]]: 1,
        },
      });
  },

  merge: addSums,

  body(tally, context) {
    const actions = [...new Set(Object.keys(tally).map((key) => key.split(" ")[0]!))].sort(byText);
    const rows = actions.flatMap((action) => {
      const own = tiers.flatMap((tier) => {
        const counts = tally[`${action} ${tier}`];
        return counts ? [{ tier, counts }] : [];
      });
      const all = nothing();
      for (const { counts } of own) addSums(all, counts);
      return [
        rowOf(action, null, all, context),
        ...own.map(({ tier, counts }) => rowOf(action, tier, counts, context)),
      ];
    });
    return { effectDays: context.policy.actions.effectDays, actions: rows };
  },
};
