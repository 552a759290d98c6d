/** Faults of a survey in the reader's words. */
import type { SurveyFault } from "../../../../../shared/surveys/survey-faults.ts";
import { surveyLimits } from "../../../../../shared/surveys/survey-faults.ts";
import type { Tools } from "../../../tools.ts";
import { languageName } from "../language-name.ts";

/** Names the part that a path lies in. */
function placeWords([first, place]: SurveyFault["path"], { t }: Tools): string {
  if (first === "questions" && typeof place === "number")
    return t("surveys.editor.question", { number: place + 1 });
  return t(`surveys.editor.parts.${first === "thanks" ? "thanks" : String(first)}`);
}

/** Says a fault with the place that it is at. */
export function surveyFaultWords(found: SurveyFault, tools: Tools): string {
  const { t, tag } = tools;
  const place = placeWords(found.path, tools);
  if (found.fault === "missing_text") {
    const language = languageName(found.language, tag);
    return t("surveys.fault.missing_text", { place, language });
  }
  const most = found.fault === "too_many_drivers" ? surveyLimits.drivers : surveyLimits.questions;
  return t(`surveys.fault.${found.fault}`, { place, most });
}
