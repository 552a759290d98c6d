/**
 * Effects of recommending each action: net revenue beyond what would have been spent anyway, from
 * customers who were shown it and customers who were not.
 *
 * Doubly robust (augmented inverse probability weighting: Robins, Rotnitzky & Zhao 1994; for the
 * value of policies Dudík, Langford & Li 2011). With A = 1 where shown, e the propensity stored
 * then, Y the net revenue and m what was expected anyway, corrected on each side a by its mean
 * surplus c_a: ψ = (c₁ − c₀) + A(Y − m − c₁)/e − (1 − A)(Y − m − c₀)/(1 − e). With c_a the weighted
 * mean Σ(Y − m)/p ÷ Σ1/p of its side the last two terms add up to 0, and the effect is c₁ − c₀.
 * It is of recommending, not of doing (intention to treat).
 *
 * Tiers and stages are pooled by normal–normal empirical Bayes with known standard errors
 * (DerSimonian & Laird 1986; Efron & Morris 1975): each is drawn to the action's mean.
 */
import type { StageName, TierName } from "../../contract/fields.ts";
import type { ActionMeasures, Trial } from "./trials.ts";
import { normalScales, type Estimate, type Scale } from "./scales.ts";

export type ActionEffect = {
  /** Times that it was next in the whole book. */ alarms: number;
  /** Trials that are over, of either side, and those of them held back. */
  tries: number;
  heldBack: number;
  /** Null while too few are over; then `groups` is empty. */
  all: Estimate | null;
  /** Of a tier and stage that was not tried: as `all`, less surely. */ other: Estimate | null;
  groups: (Estimate & { tier: TierName; stage: StageName })[];
};
export type ActionEffects = {
  byKey: Record<string, ActionEffect>;
  /** Beliefs about how far actions differ from doing nothing, learned from all of them. */
  scales: Scale[];
};

export const noEffects: ActionEffects = { byKey: {}, scales: [] };

/** Trials on either side from which on means of skewed money are nearly normal. */
const FEWEST = 50;
/** Degrees of freedom that the action's variance counts for in each group's (Smyth 2004). */
const POOLED = 10;

/** Sums over one side: of weights w, weighted surpluses s, and their products. */
type Side = { count: number; w: number; s: number; ww: number; ws: number; ss: number };
type Group = { tier: TierName; stage: StageName; shown: Side; held: Side };

const emptySide = (): Side => ({ count: 0, w: 0, s: 0, ww: 0, ws: 0, ss: 0 });

function add(side: Side, { weight: w, surplus }: Trial): void {
  const s = w * surplus;
  side.count++;
  side.w += w;
  side.s += s;
  side.ww += w * w;
  side.ws += w * s;
  side.ss += s * s;
}

const meanOf = ({ w, s }: Side): number => s / w;

/** Σ (surplus − mean)², each weighted by (w ÷ mean of w)². */
function deviation({ count, w, s, ww, ws, ss }: Side): number {
  if (count < 2) return 0;
  const mean = s / w;
  return Math.max(0, ss - 2 * mean * ws + mean * mean * ww) * (count / w) ** 2;
}

/**
 * Estimates the effect in each tier and stage. The variance is that of both sides together, so that
 * a lucky draw of the few who were held back does not pass for certainty.
 */
function estimates(groups: readonly Group[]) {
  const freedom = ({ shown, held }: Group) =>
    Math.max(0, shown.count - 1) + Math.max(0, held.count - 1);
  const spread = ({ shown, held }: Group) => deviation(shown) + deviation(held);
  const sum = (of: (g: Group) => number) => groups.reduce((total, g) => total + of(g), 0);
  const pooled = sum(spread) / Math.max(1, sum(freedom));
  return groups
    .filter(({ shown, held }) => shown.count > 0 && held.count > 0)
    .map((g) => ({
      tier: g.tier,
      stage: g.stage,
      effect: meanOf(g.shown) - meanOf(g.held),
      variance:
        ((POOLED * pooled + spread(g)) / (POOLED + freedom(g))) *
        (1 / g.shown.count + 1 / g.held.count),
    }))
    .filter(({ variance }) => variance > 0);
}

/** Draws each group's estimate to the mean of all, as far as they differ by no more than chance. */
function pooled(
  found: ReturnType<typeof estimates>,
): Omit<ActionEffect, "alarms" | "tries" | "heldBack"> {
  const sum = (of: (g: (typeof found)[number]) => number) =>
    found.reduce((total, g) => total + of(g), 0);
  const precision = sum((g) => 1 / g.variance);
  const fixed = sum((g) => g.effect / g.variance) / precision;
  const q = sum((g) => (g.effect - fixed) ** 2 / g.variance);
  const scale = precision - sum((g) => g.variance ** -2) / precision;
  const between = found.length < 2 ? 0 : Math.max(0, (q - (found.length - 1)) / scale);
  const certainty = sum((g) => 1 / (g.variance + between));
  const mean = sum((g) => g.effect / (g.variance + between)) / certainty;
  return {
    all: { estimate: mean, error: Math.sqrt(1 / certainty) },
    other: { estimate: mean, error: Math.sqrt(1 / certainty + between) },
    groups: found.map(({ tier, stage, effect, variance }) => {
      const kept = between / (between + variance);
      const error = Math.sqrt(kept * variance + (1 - kept) ** 2 / certainty);
      return { tier, stage, estimate: mean + kept * (effect - mean), error };
    }),
  };
}

/** The groups of one action, in the order of tier and stage. */
function groupsOf(trials: readonly Trial[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of trials) {
    const { tier, stage, shown } = one;
    const name = `${tier} ${stage}`;
    let group = groups.get(name);
    if (!group) groups.set(name, (group = { tier, stage, shown: emptySide(), held: emptySide() }));
    add(shown ? group.shown : group.held, one);
  }
  return [...groups].sort(([p], [q]) => (p < q ? -1 : 1)).map(([, group]) => group);
}

function effectOf(alarms: number, trials: readonly Trial[]): ActionEffect {
  const groups = groupsOf(trials);
  const sum = (of: (g: Group) => number) => groups.reduce((total, g) => total + of(g), 0);
  const [shown, heldBack] = [sum((g) => g.shown.count), sum((g) => g.held.count)];
  const counted = { alarms: Math.round(alarms), tries: shown + heldBack, heldBack };
  const found = Math.min(shown, heldBack) < FEWEST ? [] : estimates(groups);
  if (found.length === 0) return { ...counted, all: null, other: null, groups: [] };
  return { ...counted, ...pooled(found) };
}

/**
 * Fits the effects of all actions from what each customer contributes (`trials.ts`); `whole` counts
 * in the book what was counted in the sample.
 */
export function fitEffects(
  population: readonly { actions: Readonly<Record<string, ActionMeasures>> }[],
  whole: (ofSample: number) => number = (n) => n,
): ActionEffects {
  const alarms = new Map<string, number>();
  const trials = new Map<string, Trial[]>();
  for (const { actions } of population) {
    for (const [key, one] of Object.entries(actions)) {
      alarms.set(key, (alarms.get(key) ?? 0) + one.alarms);
      if (!trials.has(key)) trials.set(key, []);
      if (one.trial) trials.get(key)!.push(one.trial);
    }
  }
  const keys = [...alarms.keys()].sort();
  const byKey = Object.fromEntries(
    keys.map((key) => [key, effectOf(whole(alarms.get(key) ?? 0), trials.get(key) ?? [])]),
  );
  return { byKey, scales: normalScales(keys.flatMap((key) => byKey[key]!.all ?? [])) };
}

/** Returns what is known of an action in one tier and stage; null while nothing is. */
export function effectIn(
  effect: ActionEffect | undefined,
  tier: TierName,
  stage: StageName,
): Estimate | null {
  const own = effect?.groups.find((g) => g.tier === tier && g.stage === stage);
  return own ?? effect?.other ?? null;
}
