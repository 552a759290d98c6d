/** Words that a policy gives in a language: names of tiers, own actions, texts for actions. */
import type { OwnWords } from "../../shared/contract/own-words.ts";
import type { Policy } from "../../shared/scoring/policy.ts";

type Language = "en" | "zh_CN";
type Said = { key: string; en: string; zh_CN: string };

const byKey = (all: readonly Said[], language: Language): Record<string, string> =>
  Object.fromEntries(
    all.filter((one) => one[language] !== "").map((one) => [one.key, one[language]]),
  );

function wordsIn({ tier, actions }: Policy, language: Language): OwnWords {
  const own = (part: "title" | "reason") =>
    Object.fromEntries(actions.own.map(({ key, wording }) => [key, wording[language][part]]));
  return {
    tier: byKey(tier.labels, language),
    action: own("title"),
    reason: own("reason"),
    text: byKey(actions.texts, language),
  };
}

/** Returns the words of a policy in both languages; undefined where it has none. */
export function ownWordsOf(policy: Policy): Record<Language, OwnWords> | undefined {
  const { tier, actions } = policy;
  const isEmpty = [tier.labels, actions.own, actions.texts].every((list) => list.length === 0);
  return isEmpty ? undefined : { en: wordsIn(policy, "en"), zh_CN: wordsIn(policy, "zh_CN") };
}
