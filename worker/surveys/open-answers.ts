/** Opening what people answered: each under its customer's key, with the version it was given to. */
import type { SurveyBody } from "../../shared/contract/survey.ts";
import { customerKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import type { Database } from "../store/database.ts";
import type { Answers } from "./read-form.ts";
import { surveyOf } from "./survey-of.ts";

type Sealed = { id: string; version: number; customerId: string; answersSealed: string };
export type Opened<R> = { row: R; answers: Answers; body: SurveyBody };

/** Returns the answers that can be opened, in their order. */
export async function openAnswers<R extends Sealed>(
  { db, sealer }: { db: Database; sealer: Sealer },
  surveyId: string,
  rows: readonly R[],
): Promise<Opened<R>[]> {
  const keys = await customerKeys(
    db,
    sealer,
    rows.map(({ customerId }) => customerId),
  );
  const bodies = new Map<number, SurveyBody | null>();
  for (const version of new Set(rows.map((row) => row.version)))
    bodies.set(version, (await surveyOf(db, surveyId, version))?.body ?? null);
  const opened = await Promise.all(
    rows.map(async (row) => {
      const place = at("survey_answers.answers_sealed", row.id);
      const text = await keys.get(row.customerId)?.seals.open(place, row.answersSealed);
      const body = bodies.get(row.version);
      return text && body ? [{ row, body, answers: JSON.parse(text) as Answers }] : [];
    }),
  );
  return opened.flat();
}

/** Returns what somebody wrote in an answer, by question. */
export const wordsIn = ({ answers, body }: Pick<Opened<unknown>, "answers" | "body">) =>
  body.questions.flatMap(({ key, kind, label }) => {
    const text = answers[key];
    return kind === "text" && typeof text === "string" && text !== "" ? [{ label, text }] : [];
  });
