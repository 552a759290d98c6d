/** Reading the answers of a survey for its figures, and for the lists behind them. */
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { policyInForce } from "../store/policy.ts";
import { type CountedAnswer, countedAnswers } from "../store/survey-results.ts";
import { openAnswers } from "./open-answers.ts";
import { MOST_ANSWERS, MOST_OPENED } from "./results.ts";
import { type KnownSurvey, surveyOf } from "./survey-of.ts";

type Reading = Pick<App["Variables"], "db" | "sealer">;

/** Returns a survey in its newest version. Refuses with `not_found`. */
export async function knownSurvey({ db }: Reading, id: string): Promise<KnownSurvey> {
  const survey = await surveyOf(db, id);
  if (survey === null)
    throw new Refused("not_found", "There is no such survey. Choose one from the list.");
  return survey;
}

/** Returns the answers that figures are of, and the policy by whose calendar they are grouped. */
export async function readCounted({ db }: Reading, surveyId: string) {
  const [rows, policy] = await Promise.all([
    countedAnswers(db, surveyId, MOST_ANSWERS),
    policyInForce(db),
  ]);
  return { rows, policy };
}

/** Opens the newest of counted answers: those that drivers, trust and themes are of. */
export const openNewest = (reading: Reading, surveyId: string, rows: readonly CountedAnswer[]) =>
  openAnswers(reading, surveyId, rows.slice(0, MOST_OPENED));
