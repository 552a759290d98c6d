/** Holding back an answer whose sender turned out to be a program. */
import type { Env } from "../env.ts";
import { retryStale } from "../facts/retry-stale.ts";
import { rescoreMany } from "../scoring/rescore.ts";
import type { Sealer } from "../security/seal.ts";
import { untouchedCaseOf, withdrawCase } from "../store/cases.ts";
import type { Database } from "../store/database.ts";
import type { Invitation } from "../store/invitations.ts";
import { reopen, setState, standingAnswer } from "../store/survey-answers.ts";
import { withdrawnFacts } from "./record-answer.ts";
import { VISIT_MS } from "./scanner-flags.ts";

type Holding = { db: Database; sealer: Sealer; env: Pick<Env, "BOOK_CURRENCY">; now: number };

/**
 * Holds the standing answer of an invitation back if the same visitor gave it in this visit: its
 * facts are withdrawn, its case too, and the link may be answered again.
 */
export function holdAnswer(
  { db, sealer, env, now }: Holding,
  invitation: Invitation,
  visitor: string,
): Promise<void> {
  return retryStale(async () => {
    const standing = await standingAnswer(db, invitation.id);
    if (standing?.visitor !== visitor || standing.answeredAt < now - VISIT_MS) return;
    const { changes, statements } = withdrawnFacts(db, standing.facts, now);
    const opened = await untouchedCaseOf(db, standing.id);
    if (opened !== null) changes.push({ type: "withdrawal", of: "case", id: opened });
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
      reopen(db, invitation.id),
      ...(opened === null ? [] : withdrawCase(db, opened, now)),
      ...statements,
      ...scored,
    ]);
  });
}
