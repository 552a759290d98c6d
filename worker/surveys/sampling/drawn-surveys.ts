/** The surveys that draws propose: those about the relation as a whole. */
import type { Proposable } from "../../../shared/surveys/sampling/who-may-be-drawn.ts";
import type { Database } from "../../store/database.ts";
import { hasTrust, surveyOf } from "../survey-of.ts";

/** Others are about one contact, and asked after it. */
const drawnSurveys = ["relationship", "trust"] as const;

/** Returns them as far as they are not archived; every other week trust comes first. */
export async function surveysInTurn(db: Database, place: number): Promise<Proposable[]> {
  const known = await Promise.all(drawnSurveys.map((id) => surveyOf(db, id)));
  const open = known.flatMap((one) =>
    one === null || one.archivedAt !== null ? [] : [{ id: one.id, hasTrust: hasTrust(one.body) }],
  );
  return place % 2 === 0 ? open : open.toReversed();
}
