/** Deletes nightly what is kept for a while only. */
import { keysKept } from "../../shared/contract/retries.ts";
import type { Env } from "../env.ts";
import { deleteAuditBefore } from "../store/audit.ts";
import { deleteKeysBefore } from "../store/idempotency.ts";
import { deleteOldMeasures } from "../store/measures.ts";
import { deleteMovesBefore } from "../store/moves.ts";
import { deleteProposalsBefore } from "../store/proposals.ts";
import { deleteEnded } from "../store/sessions.ts";
import { forgetVisitors } from "../store/survey-answers.ts";
import { deleteOldWaiting } from "../store/waiting-answers.ts";

const day = 86_400_000;
/** Long enough to see afterwards who was signed in. */
const endedSessionsKept = 30 * day;
/** Two quarters of moves of tier; the card's own history stays. */
const movesKept = 200 * day;
/** Answers of people whom the book does not know: time to undo, and time to find out who they are. */
const settledAnswersKept = 30 * day;
const waitingAnswersKept = 365 * day;
/** Proposals; their counts stay. */
const proposalsKept = 400 * day;
/** Long enough to look into who read what, at the yearly audit and after it. */
const auditKept = 2 * 365 * day;

/**
 * Deletes idempotency keys, moves of tier, pairing codes, ended sessions and audit entries past
 * their time, and measures that failed reviews left; forgets what the visitors of survey links did.
 */
export async function deleteOutdated(env: Pick<Env, "DB">, now: number): Promise<void> {
  await deleteKeysBefore(env.DB, now - keysKept);
  await deleteMovesBefore(env.DB, now - movesKept);
  await deleteAuditBefore(env.DB, now - auditKept);
  await deleteEnded(env.DB, now - endedSessionsKept);
  await forgetVisitors(env.DB, now - day);
  await deleteProposalsBefore(env.DB, now - proposalsKept);
  await deleteOldWaiting(env.DB, now - settledAnswersKept, now - waitingAnswersKept);
  while (await deleteOldMeasures(env.DB)) continue;
}
