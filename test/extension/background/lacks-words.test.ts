import { expect, test } from "vitest";
import type { CardAnswer } from "../../../shared/contract/answers.ts";
import { lacksWords } from "../../../extension/entrypoints/background/lacks-words.ts";

const action = (key: string) => ({ id: `c.${key}`, key, reason: { code: key } });
const offering = (...keys: string[]) => {
  const [first, ...runnersUp] = keys.map(action);
  return [{ card: { scores: { next: { action: first ?? null, runnersUp } } } }] as unknown as Pick<
    CardAnswer,
    "card"
  >[];
};
const language = { tier: {}, action: { own_tea: "Tea" }, reason: {}, text: {} };
const words = { en: language, zh_CN: language };

test.each([
  ["nobody is known", [{}], undefined, false],
  ["only built-in actions are offered", offering("greeting", "win_back"), undefined, false],
  ["an own action is offered whose words are known", offering("own_tea"), words, false],
  ["an own action is offered and no words are known", offering("own_tea"), undefined, true],
  ["a runner-up has no words", offering("greeting", "own_coffee"), words, true],
] as const)("words are asked for, or not, when %s", (_, answers, known, isLacking) => {
  expect(lacksWords(answers, known)).toBe(isLacking);
});
