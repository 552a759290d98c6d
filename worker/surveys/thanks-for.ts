/** Thanks for an answer, by how happy it is. */
import type { SurveyBody } from "../../shared/contract/survey.ts";

type Scores = { nps: number | null; csat: number | null; ces: number | null };

/** Scores as people read them: unhappy up to the first, happy from the second. */
const bands = { nps: [6, 9], csat: [2, 4], ces: [3, 6] } as const;

/** Returns the survey's thanks by the first metric that was answered, in a language. */
export function thanksFor({ thanks }: SurveyBody, scores: Scores, language: string): string {
  for (const metric of ["nps", "csat", "ces"] as const) {
    const score = scores[metric];
    if (score === null) continue;
    const [low, high] = bands[metric];
    const band = score <= low ? "low" : score >= high ? "high" : "middle";
    return thanks[band][language] ?? "";
  }
  return thanks.middle[language] ?? "";
}
