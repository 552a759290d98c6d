/** Surveys as they are asked: those that were saved, and the ready ones as they come. */
import type { SurveyBody } from "../../shared/contract/survey.ts";
import type { Database } from "../store/database.ts";
import { storedSurvey, storedSurveys, type SurveyRow } from "../store/surveys.ts";
import { readySurveys } from "./ready/ready.ts";

export type KnownSurvey = Omit<SurveyRow, "body" | "savedAt"> & {
  body: SurveyBody;
  /** Null for a ready one that nobody edited. */ savedAt: number | null;
};

const known = ({ savedBy, savedAt, body, ...row }: SurveyRow): KnownSurvey => ({
  ...row,
  body: JSON.parse(body) as SurveyBody,
  savedBy,
  savedAt: savedBy === null ? null : savedAt,
});

const asItComes = (id: string, body: SurveyBody): KnownSurvey => ({
  id,
  version: 1,
  body,
  savedAt: null,
  savedBy: null,
  archivedAt: null,
});

/** The surveys in their newest versions, the ready ones first. */
export async function allSurveys(db: Database): Promise<KnownSurvey[]> {
  const stored = (await storedSurveys(db)).map(known);
  const byId = new Map(stored.map((one) => [one.id, one]));
  return [
    ...Object.entries(readySurveys).map(([id, body]) => byId.get(id) ?? asItComes(id, body)),
    ...stored.filter(({ id }) => !isReady(id)),
  ];
}

/** One survey, in its newest version or the one asked for; null where there is none. */
export async function surveyOf(
  db: Database,
  id: string,
  version: number | null = null,
): Promise<KnownSurvey | null> {
  const stored = await storedSurvey(db, id, version);
  if (stored !== null) return known(stored);
  const ready = isReady(id) ? readySurveys[id] : undefined;
  return ready === undefined || (version ?? 1) !== 1 ? null : asItComes(id, ready);
}

/** Returns true for a survey that comes with Regards. */
export const isReady = (id: string): boolean => Object.hasOwn(readySurveys, id);

/** Returns true for a survey that asks for trust. */
export const hasTrust = ({ questions }: Pick<SurveyBody, "questions">): boolean =>
  questions.some(({ kind }) => kind === "trust");
