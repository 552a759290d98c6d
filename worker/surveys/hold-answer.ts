/** Holding back an answer whose sender turned out to be a program. */
import type { Env } from "../env.ts";
import { retryStale } from "../facts/retry-stale.ts";
import { rescoreMany } from "../scoring/rescore.ts";
import { customerOf } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import type { Database } from "../store/database.ts";
import type { Invitation } from "../store/invitations.ts";
import {
  countAgain,
  holdReplaced,
  reopen,
  replacedAnswer,
  setState,
  standingAnswer,
} from "../store/survey-answers.ts";
import { factsOfAnswers } from "./facts-of-answers.ts";
import type { Answers } from "./read-form.ts";
import { type Facts, withdrawnAnswer, writeFacts } from "./write-facts.ts";
import { VISIT_MS } from "./scanner-flags.ts";
import { surveyOf } from "./survey-of.ts";

type Holding = { db: Database; sealer: Sealer; env: Pick<Env, "BOOK_CURRENCY">; now: number };

/**
 * Holds back what a visitor answered to an invitation in this visit. Where it is the standing
 * answer its facts and case are withdrawn, and what somebody else had answered before counts again;
 * else the link may be answered again.
 */
export function holdAnswer(
  { db, sealer, env, now }: Holding,
  invitation: Invitation,
  visitor: string,
): Promise<void> {
  return retryStale(async () => {
    const since = now - VISIT_MS;
    await db.batch([holdReplaced(db, { invitationId: invitation.id, visitor, since })]);
    const standing = await standingAnswer(db, invitation.id);
    if (standing?.visitor !== visitor || standing.answeredAt < since) return;
    const { changes, statements } = await withdrawnAnswer(db, standing, now);
    const restored = await restoredAnswer({ db, sealer, env, now }, invitation, visitor);
    changes.push(...restored.changes);
    const scored =
      changes.length === 0
        ? []
        : await rescoreMany(
            db,
            sealer,
            env,
            new Map([[invitation.customerId, { facts: changes }]]),
            now,
          );
    await db.batch([
      setState(db, standing.id, "held", "trap"),
      ...statements,
      ...restored.statements,
      ...scored,
    ]);
  });
}

/**
 * The answer that a person gave before the program changed it, written anew; where there is none the
 * link may be answered again.
 */
async function restoredAnswer(
  { db, sealer, now }: Holding,
  invitation: Invitation,
  visitor: string,
): Promise<Pick<Facts, "changes" | "statements">> {
  const before = await replacedAnswer(db, invitation.id, visitor);
  const survey = await surveyOf(db, invitation.surveyId, invitation.version);
  if (before === null || survey === null)
    return { changes: [], statements: [reopen(db, invitation.id)] };
  const { customerId, keys } = await customerOf(db, sealer, invitation.customerId);
  const place = at("survey_answers.answers_sealed", before.id);
  const answers = JSON.parse(await keys.open(place, before.answersSealed)) as Answers;
  const said = factsOfAnswers(survey.body, answers);
  const of = { customerId, contactId: invitation.contactId, saidAt: before.answeredAt };
  const facts = await writeFacts({ db, now }, of, keys, said);
  return {
    changes: facts.changes,
    statements: [...facts.statements, countAgain(db, before.id, facts.ids)],
  };
}
