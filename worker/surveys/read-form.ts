/** A sent form as answers to the questions of its survey. */
import { storable } from "../../shared/contract/characters.ts";
import type { Question, SurveyBody } from "../../shared/contract/survey.ts";
import { scoresOf } from "./invite.ts";

/** Scores by question; the keys of chosen options; texts. */
export type Answers = Record<string, number | string | string[]>;
export type ReadForm = {
  answers: Answers;
  wantsCall: boolean;
  /** Keys of questions that must be answered and are not, in the survey's order. */
  missing: string[];
};

/** Characters of a text that are kept: the longest comment of the API. */
export const longestText = 2000;

/** The name of a question's field in the form. */
export const fieldOf = (key: string): string => `q_${key}`;

function read(question: Question, form: FormData): number | string | string[] | null {
  const sent = form.getAll(fieldOf(question.key)).filter((value) => typeof value === "string");
  const [first = ""] = sent;
  if (question.kind === "text") {
    const text = storable(first).trim().slice(0, longestText);
    return text === "" ? null : text;
  }
  if (question.kind === "choice") {
    const chosen = question.options.map(({ key }) => key).filter((key) => sent.includes(key));
    if (chosen.length === 0) return null;
    return question.isMultiple ? chosen : chosen.slice(0, 1);
  }
  const score = /^\d{1,2}$/.test(first) ? Number(first) : null;
  return score !== null && (scoresOf(question) ?? []).includes(score) ? score : null;
}

/** Reads a form; what is of no question, or outside its scale, is left out. */
export function readForm({ questions, offersCall }: SurveyBody, form: FormData): ReadForm {
  const answers: Answers = {};
  const missing: string[] = [];
  for (const question of questions) {
    const value = read(question, form);
    if (value !== null) answers[question.key] = value;
    else if (question.required) missing.push(question.key);
  }
  const wantsCall = offersCall && form.get("call") === "1";
  if (Object.keys(answers).length === 0 && !wantsCall && missing.length === 0)
    missing.push(questions[0]?.key ?? "");
  return { answers, wantsCall, missing };
}
