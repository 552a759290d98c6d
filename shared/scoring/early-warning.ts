/** Early warning: what has turned for the worse with a customer who is still there to be kept. */
import type { Scores, Sentence } from "../contract/card.ts";
import type { StageName, WarningSign } from "../contract/fields.ts";
import { byText } from "./numerics/order.ts";
import type { Policy } from "./policy.ts";

/**
 * A customer's state at a moment, from what was known by then; null where that was not to be known.
 */
export type Vitals = {
  /** The chance to buy. */ chance: number | null;
  /** 0 to 100. */ satisfaction: number | null;
  trust: number | null;
};

type Sign = Sentence & { code: WarningSign; grave: boolean };

/**
 * A fall from one moment to the other of at least `least`, else 0 or less; twice as far is grave.
 */
const fallOf = (before: number | null, now: number | null) =>
  before === null || now === null ? -Infinity : before - now;

/** A silence and the customer's own intervals between purchases, in days. */
type Silence = {
  days: number;
  /** The same in seasonal time: fewer in a dead summer. Absent where no season is known. */
  seasonalDays?: number;
  intervalDays: number;
  spreadDays: number;
};

/** Returns true where a silence is longer than the interval by more than its spread explains. */
export const isOverdue = (
  { days, seasonalDays = days, intervalDays, spreadDays }: Silence,
  deviations: number,
): boolean => seasonalDays >= intervalDays + deviations * spreadDays;

/**
 * Signs: the chance to buy, satisfaction or trust fell by the policy's measure within `windowDays`;
 * silence that their own intervals, by their spread, do not explain, of those who bought more than
 * once (others have no rhythm yet); a complaint that nobody solved. `act` from two signs on, or
 * from a grave one: a fall twice as far, or a complaint. Null without a sign, and for those who
 * have left: that is no warning any more.
 */
export function earlyWarning(
  {
    now,
    before,
    silence,
    complaintDays,
    stage,
  }: {
    now: Vitals;
    before: Vitals;
    /** Null before the second purchase. */ silence: Silence | null;
    /** Since when a complaint is open; null where none is. */ complaintDays: number | null;
    stage: StageName;
  },
  policy: Policy["warning"],
): Scores["warning"] {
  if (stage === "churned") return null;
  const { windowDays } = policy;
  const signs: Sign[] = [];
  const fell = (
    code: WarningSign,
    of: keyof Vitals,
    least: number,
    parameters: (fall: number) => Sentence["parameters"],
  ) => {
    const fall = fallOf(before[of], now[of]);
    if (fall > 0 && fall >= least)
      signs.push({
        code,
        parameters: { ...parameters(fall), days: windowDays },
        grave: fall >= 2 * least,
      });
  };
  if (complaintDays !== null)
    signs.push({ code: "complaint_unsolved", parameters: { days: complaintDays }, grave: true });
  fell("chance_fell", "chance", policy.chanceFall, () => ({
    probability: now.chance ?? 0,
    earlierProbability: before.chance ?? 0,
  }));
  if (silence !== null && isOverdue(silence, policy.silenceDeviations)) {
    const parameters = { days: silence.days, intervalDays: silence.intervalDays };
    signs.push({ code: "silent", parameters, grave: false });
  }
  fell("satisfaction_fell", "satisfaction", policy.satisfactionFall, (points) => ({
    points,
    score: now.satisfaction ?? 0,
  }));
  fell("trust_fell", "trust", policy.trustFall, (points) => ({ points, score: now.trust ?? 0 }));
  if (signs.length === 0) return null;
  return {
    level: signs.length > 1 || signs.some((s) => s.grave) ? "act" : "watch",
    signs: signs.map(({ code, parameters }) => ({ code, parameters })),
  };
}

/**
 * A book's warnings, those with the largest value at stake first (unknown values last), ties by id.
 */
export function earlyWarnings<
  R extends {
    id: string;
    /** Minor units. */ valueAtStake: number | null;
    warning: Scores["warning"];
  },
>(rows: readonly R[]): (R & { warning: NonNullable<Scores["warning"]> })[] {
  return rows
    .flatMap((row) => (row.warning === null ? [] : [{ ...row, warning: row.warning }]))
    .sort(
      (p, q) => (q.valueAtStake ?? -Infinity) - (p.valueAtStake ?? -Infinity) || byText(p.id, q.id),
    );
}
