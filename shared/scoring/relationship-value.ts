/** Relationship value: what a relationship is worth beyond money, 0 to 100. */
import type { Explanation, Factor, Scores } from "../contract/card.ts";
import { explain } from "./explain.ts";
import type { Policy } from "./policy.ts";
import type { Information } from "./relationship-information.ts";

/** Each null where it is not known. */
export type RelationshipParts = {
  /** Percentile of the lifetime value among all who bought. */ economic: number | null;
  /** Trust score, 0 to 100. */ trust: number | null;
  /** Satisfaction, 0 to 100, and how it moved; whose word it is. */
  emotional: { score: number; change: number | null; source: "customer" | "rep" } | null;
  information: Information;
};

/**
 * Returns what they said, or, where they said nothing, what a rep noted; never both in one figure.
 */
export function emotionalOf({
  customer,
  rep,
}: Scores["satisfaction"]): RelationshipParts["emotional"] {
  if (customer.score !== null)
    return { score: customer.score, change: customer.change, source: "customer" };
  return rep.score === null ? null : { score: rep.score, change: rep.change, source: "rep" };
}

type Part = keyof Policy["relationship"]["weights"];
const PARTS: readonly Part[] = ["economic", "trust", "emotional", "information"];
const held = (score: number) => Math.min(100, Math.max(0, score));

/** n / (n + half) of 100: the first answers tell the most. */
const informationScore = ({ amount }: Information, half: number) =>
  (100 * amount) / (amount + half);

/**
 * Σ weight × part; worth, trust and satisfaction that are not known give their weight to the rest.
 * Information is a count: nothing learned is 0 of it and keeps its weight, so that the first thing
 * we learn only ever lifts the whole. The emotional part is satisfaction plus half of its change,
 * held in 0 to 100: feelings on the rise count for more than the same feelings on the way down.
 * Null where nothing is known.
 */
export function relationshipValue(
  { economic, trust, emotional, information }: RelationshipParts,
  policy: Policy["relationship"],
): Explanation | null {
  const { weights, informationHalf } = policy;
  const gained = informationScore(information, informationHalf);
  const scores: Record<Part, number | null> = {
    economic,
    trust,
    emotional: emotional?.score ?? null,
    information: gained,
  };
  const weightOf = (parts: readonly Part[]) => parts.reduce((sum, part) => sum + weights[part], 0);
  const counted = PARTS.filter((part) => scores[part] !== null);
  const known = counted.filter((part) => part !== "information" || information.amount > 0);
  if (weightOf(known) === 0) return null;
  const total = weightOf(counted);
  const factors: Factor[] = [];
  const add = (part: Part, name: string, points: number, parameters: Factor["parameters"]) => {
    const weight = weights[part] / total;
    // The trend is a part of the emotional value: its weight is told once, so that weights add up
    // to 1.
    const told: Record<string, number> = name === "trend" ? {} : { weight };
    if (weight > 0)
      factors.push({
        code: `relationship_${name}`,
        points: weight * points,
        parameters: { ...parameters, ...told },
      });
  };
  if (economic !== null) add("economic", "economic", economic, { percentile: economic });
  if (trust !== null) add("trust", "trust", trust, { score: trust });
  if (emotional) {
    const { score, change, source } = emotional;
    add("emotional", "emotional", score, { score, source });
    if (change) add("emotional", "trend", held(score + change / 2) - score, { change });
  }
  const { answers, comments, referrals, kinds } = information;
  add("information", "information", gained, { answers, comments, referrals, kinds });
  return explain(0, factors, known.length);
}
