/** Actions of the company's own on cards, and their words. */
import type { CardAnswer, Me } from "../../../shared/contract/answers.ts";
import { isOwnKey } from "../../../shared/scoring/actions/own/own-measures.ts";

/** Returns true where a card offers an own action that no words are known of. */
export function lacksWords(
  answers: readonly Pick<CardAnswer, "card">[],
  words: Me["book"]["words"],
): boolean {
  const offered = answers.flatMap(({ card }) => {
    const next = card?.scores.next;
    return next === undefined ? [] : [...(next.action ? [next.action] : []), ...next.runnersUp];
  });
  return offered.some(({ key }) => isOwnKey(key) && words?.en.action[key] === undefined);
}
