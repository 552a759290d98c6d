/** Contradictions that a card must be free of: each check names those that it finds. */
import type { Explanation, Factor, Scores, Sentence } from "../../../../shared/contract/card.ts";
import { SHOWN_FROM } from "../../../../shared/contract/shown-from.ts";
import type { Carded } from "./books.ts";

const codesOf = (explanation: Explanation | null) =>
  explanation?.factors.map(({ code }) => code) ?? [];

const hasLeft = ({ stage }: Scores) => stage.stage === "churned";
const isLeaving = ({ stage }: Scores) => stage.stage === "churned" || stage.stage === "at_risk";

/** A high or mid customer who has left, of whom nothing is expected, and whose tier is no former. */
export function plainlyOfValue({ tier, value, ...rest }: Scores): boolean {
  const { lifetimeValue } = value;
  return (
    (tier.tier === "high" || tier.tier === "mid") &&
    hasLeft({ tier, value, ...rest }) &&
    (lifetimeValue === null || lifetimeValue < SHOWN_FROM) &&
    !tier.former
  );
}

/** Somebody called a former customer of value who may still bring something, or has not left. */
export const formerWithoutLeaving = (scores: Scores): boolean =>
  scores.tier.former === true &&
  (!hasLeft(scores) || (scores.value.lifetimeValue ?? 0) >= SHOWN_FROM);

/** High value after one order, without a word that this is early. */
export const surelyHighAfterOneOrder = ({ tier, rfm }: Scores): boolean =>
  tier.tier === "high" &&
  rfm?.purchases === 1 &&
  !codesOf(tier.explanation).some((code) => code === "tier_too_early" || code === "tier_one_order");

/** Words of a kind of customer that tier or stage contradicts. */
export function contradictedWords(scores: Scores): string[] {
  const name = scores.cluster?.name ?? "";
  const wrong: string[] = [];
  if (name.includes("silence_low") && isLeaving(scores)) wrong.push("bought lately");
  if (name.includes("silence_high") && !isLeaving(scores)) wrong.push("long silent");
  if (name.includes("value_low") && scores.tier.tier === "high") wrong.push("small");
  if (name.includes("value_high") && !name.includes("silence_high") && scores.tier.tier === "low")
    wrong.push("large");
  return wrong;
}

/** Figures of a card beside the totals of their explanations: those that differ. */
export function unequalFigures(s: Scores): string[] {
  const pairs: [string, number | null | undefined, Explanation | null | undefined][] = [
    ["tier", s.tier.score, s.tier.explanation],
    ["trust", s.trust.score, s.trust.explanation],
    ["our view of trust", s.trust.ours?.score, s.trust.ours?.explanation],
    ["value", s.value.lifetimeValue, s.value.explanation],
    ["chance", s.value.chance && 100 * s.value.chance.probability, s.value.chance?.explanation],
    ["satisfaction", s.satisfaction.customer.score, s.satisfaction.customer.explanation],
    ["noted satisfaction", s.satisfaction.rep.score, s.satisfaction.rep.explanation],
    ["loyalty", s.loyalty?.score, s.loyalty?.explanation],
    ["class", s.abc && 100 * s.abc.share, s.abc?.explanation],
    ["relationship", s.relationship.score, s.relationship.explanation],
    ["stage", timesOf(s), s.rfm && s.stage.explanation],
    ["worth", s.next.action?.worth, s.next.action?.explanation],
  ];
  return pairs
    .filter(([, figure, explanation]) => {
      if (figure == null || !explanation) return (figure == null) !== !explanation;
      return Math.abs(figure - explanation.total) > 1e-6;
    })
    .map(([name]) => name);
}

/** Silence in usual gaps, as who reads the two numbers of days works it out. */
function timesOf({ stage, rfm }: Scores): number | null {
  const parameters = stage.explanation.factors[0]?.parameters;
  return rfm ? Number(parameters?.["days"]) / Number(parameters?.["intervalDays"]) : null;
}

/** Codes whose `days` count from the last order. */
const OF_ORDERS = [
  "stage_silence_times",
  "chance_silence",
  "rfm_recency",
  "affinity_silence",
  "silent",
  "silent_beyond_interval",
  "lapsed",
  "small_but_steady",
];

/** Every sentence on a card that has a code. */
const sentencesOf = (s: Scores): (Factor | Sentence)[] => [
  ...s.stage.explanation.factors,
  ...(s.value.chance?.explanation.factors ?? []),
  ...(s.rfm?.explanation.factors ?? []),
  ...(s.affinity?.explanation.factors ?? []),
  ...(s.warning?.signs ?? []),
  ...[s.next.action, ...s.next.runnersUp].flatMap((action) => action?.reason ?? []),
];

/** Counts of days without an order that are not the same as on the rest of the card. */
export const otherDaysWithoutOrder = (scores: Scores): string[] =>
  sentencesOf(scores)
    .filter(
      ({ code, parameters }) =>
        OF_ORDERS.includes(code) &&
        parameters?.["days"] !== scores.stage.explanation.factors[0]?.parameters?.["days"],
    )
    .map(({ code, parameters }) => `${code} ${parameters?.["days"]}`);

/** Places of a card that count a complaint as unsolved. */
export const unsolvedComplaints = (s: Scores): string[] =>
  [...sentencesOf(s), ...(s.trust.ours?.explanation?.factors ?? [])]
    .map(({ code }) => code)
    .filter((code) => code === "complaint_unsolved" || code === "trust_complaint_unsolved");

/** The customers whose card a check objects to. */
export const objections = <T>(
  cards: readonly Carded[],
  check: (scores: Scores) => T,
): { customer: string; found: T }[] =>
  cards.flatMap(({ facts, scores }) => {
    const found = check(scores);
    const isFound = Array.isArray(found) ? found.length > 0 : Boolean(found);
    return isFound ? [{ customer: facts.customerId, found }] : [];
  });
