/** A survey's questions in words. */
import type { SurveyBody } from "../../../../shared/contract/survey.ts";
import type { Tools } from "../../tools.ts";
import { kinds } from "./editor/survey-edits.ts";

/** Returns what a survey asks: "NPS, 3 drivers, own words". */
export function askedWords(
  { questions }: Pick<SurveyBody, "questions">,
  { t, tag }: Tools,
): string {
  const parts = kinds.flatMap((kind) => {
    const count = questions.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [t(`surveys.asks.${kind}`, { count })];
  });
  return new Intl.ListFormat(tag, { style: "short", type: "unit" }).format(parts);
}
