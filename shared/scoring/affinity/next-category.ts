/** The card's next category: what to offer, and how often it was bought when it came first. */
import type { Scores } from "../../contract/card.ts";
import { explain } from "../explain.ts";
import type { Affinity } from "./fit-affinity.ts";
import { pick } from "./rank.ts";
import { shareAfterSilence } from "./silence-factors.ts";

/**
 * Returns what the book's ranking puts first of all that the customer has not bought. Explained in
 * per cent: how many of all who lacked it bought it within the horizon, and how many more of those
 * for whom it came first, as the back-test counted them, and what their silence makes of that.
 * `silenceDays` since the last purchase, null where not known. Null without a purchase, or where
 * the book has nothing to say.
 */
export function nextCategory(
  bought: readonly string[],
  affinity: Affinity | null,
  silenceDays: number | null = null,
): Scores["affinity"] {
  if (!affinity || bought.length === 0) return null;
  const had = new Set(bought);
  const { ranking, rules, categories, silence = null, horizonDays: days } = affinity;
  const first = pick(
    ranking,
    rules.filter((rule) => had.has(rule.because) && !had.has(rule.category)),
    categories.map(({ category }) => category),
    had,
  );
  const record = categories.find(({ category }) => category === first?.category);
  if (!first || !record) return null;
  const { category, rule } = first;
  const { lacked } = record;
  const rate = shareAfterSilence(record.rate, silence, silenceDays);
  const usual = (100 * lacked.bought) / Math.max(1, lacked.customers);
  return {
    category,
    because: rule?.because ?? null,
    ...(rule && { support: rule.support, confidence: rule.confidence, lift: rule.lift }),
    backTest: { rate, customers: affinity.backTest.first.customers, days },
    explanation: explain(
      usual,
      [
        rule
          ? {
              code: "affinity_because",
              points: 100 * record.rate - usual,
              parameters: { because: rule.because, lift: rule.lift },
            }
          : { code: "affinity_popular", points: 100 * record.rate - usual },
        ...(silence === null || silenceDays === null
          ? []
          : [
              {
                code: "affinity_silence",
                points: 100 * (rate - record.rate),
                parameters: { days: silenceDays },
              },
            ]),
      ],
      affinity.backTest.first.customers,
    ),
  };
}
