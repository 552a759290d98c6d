/** Storing an answer that a person sent: facts, card, case and link in one transaction. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { v7 as uuid } from "uuid";
import type { SurveyBody } from "../../shared/contract/survey.ts";
import type { Policy } from "../../shared/scoring/policy.ts";
import { DAY_MS } from "../../shared/time/days.ts";
import type { Env } from "../env.ts";
import { retryStale } from "../facts/retry-stale.ts";
import { rescoreMany } from "../scoring/rescore.ts";
import { customerOf } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals, Sealer } from "../security/seal.ts";
import { insertCase, type NewCase } from "../store/cases.ts";
import type { Database } from "../store/database.ts";
import type { Invitation } from "../store/invitations.ts";
import {
  type AnswerFacts,
  flagSameDevice,
  insertAnswer,
  isSecondAnswer,
  markAnswered,
  setState,
  standingAnswer,
} from "../store/survey-answers.ts";
import { caseChange, caseOf } from "./case-of-answer.ts";
import { factsOfAnswers, type FactsOfAnswers } from "./facts-of-answers.ts";
import type { Answers } from "./read-form.ts";
import { noFacts, withdrawnAnswer, writeFacts } from "./write-facts.ts";

/** An answer may be changed for a day. */
export const CHANGE_MS = DAY_MS;
/** Answers of other invitations within so long are of one device. */
export const SAME_DEVICE_MS = 60_000;

export type Sent = {
  body: SurveyBody;
  invitation: Invitation;
  answers: Answers;
  wantsCall: boolean;
  flags: readonly string[];
  /** True for one that looks like a scanner's: it is kept, and stands in no figure. */
  isHeld: boolean;
  visitor: string;
};
/** `spent`: it can no longer be changed, nothing was stored. */
export type Recorded = "stored" | "unchanged" | "spent";
type Recording = {
  db: Database;
  sealer: Sealer;
  env: Pick<Env, "BOOK_CURRENCY">;
  policy: Policy;
  now: number;
};
/** Sends of one form at the same moment; more are refused as any overload. */
const MOST_AT_ONCE = 5;

/**
 * Stores an answer. One that counts becomes facts of source `customer`, re-scores the customer and
 * opens a case where it is unhappy, all in one transaction; within a day it may replace the one
 * before. One that is held is kept alone and leaves the link as it was.
 */
export function recordAnswer(recording: Recording, sent: Sent): Promise<Recorded> {
  return retryStale(async () => {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(recording, sent);
      } catch (error) {
        if (!isSecondAnswer(error) || tries === MOST_AT_ONCE) throw error;
      }
    }
  });
}

async function attempt(recording: Recording, sent: Sent): Promise<Recorded> {
  const { db, sealer, now } = recording;
  const { invitation, isHeld } = sent;
  const { customerId, keys } = await customerOf(db, sealer, invitation.customerId);
  const said = factsOfAnswers(sent.body, sent.answers);
  const standing = isHeld ? null : await standingAnswer(db, invitation.id);
  if (standing !== null) {
    const before = await keys.open(
      at("survey_answers.answers_sealed", standing.id),
      standing.answersSealed,
    );
    const isSame = before === JSON.stringify(sent.answers);
    if (isSame && standing.wantsCall === sent.wantsCall) return "unchanged";
    // From the first answer on: else each change would open the link for another day.
    if ((invitation.answeredAt ?? standing.answeredAt) + CHANGE_MS < now) return "spent";
  }
  const id = uuid();
  const of = { customerId, contactId: invitation.contactId, saidAt: now };
  const facts = isHeld ? noFacts : await writeFacts(recording, of, keys, said);
  const before = standing === null ? noFacts : await withdrawnAnswer(db, standing, now);
  const opened = isHeld
    ? null
    : await caseOf(recording, { ...invitation, id, customerId }, sent, said);
  const changes = [
    ...before.changes,
    ...facts.changes,
    ...(opened === null ? [] : [caseChange(opened)]),
  ];
  const scored =
    changes.length === 0
      ? []
      : await rescoreMany(
          db,
          sealer,
          recording.env,
          new Map([[customerId, { facts: changes }]]),
          now,
        );
  await db.batch([
    ...(standing === null ? [] : [setState(db, standing.id, "replaced")]),
    ...before.statements,
    ...facts.statements,
    await answerRow(recording, sent, { id, customerId, keys, said, facts: facts.ids }),
    ...(isHeld ? [] : counted(recording, sent, opened)),
    ...scored,
  ]);
  return "stored";
}

/** The statement that stores the answer itself. */
async function answerRow(
  { db, now }: Recording,
  { invitation, isHeld, ...sent }: Sent,
  of: {
    id: string;
    customerId: string;
    keys: CustomerSeals;
    said: FactsOfAnswers;
    facts: AnswerFacts;
  },
): Promise<D1PreparedStatement> {
  const place = at("survey_answers.answers_sealed", of.id);
  const valueOf = (metric: string) =>
    of.said.metrics.find((one) => one.metric === metric)?.value ?? null;
  return insertAnswer(db, {
    id: of.id,
    surveyId: invitation.surveyId,
    version: invitation.version,
    language: invitation.language,
    invitationId: invitation.id,
    customerId: of.customerId,
    contactId: invitation.contactId,
    answersSealed: await of.keys.seal(place, JSON.stringify(sent.answers)),
    nps: valueOf("nps"),
    csat: valueOf("csat"),
    ces: valueOf("ces"),
    wantsCall: sent.wantsCall,
    flags: sent.flags,
    state: isHeld ? "held" : "counted",
    facts: of.facts,
    visitor: sent.visitor,
    answeredAt: now,
  });
}

/** The statements of an answer that counts: its link is spent, its case opened. */
function counted(
  { db, now }: Recording,
  { visitor, invitation }: Sent,
  opened: NewCase | null,
): D1PreparedStatement[] {
  return [
    markAnswered(db, invitation.id, now),
    flagSameDevice(db, { visitor, invitationId: invitation.id, since: now - SAME_DEVICE_MS }),
    ...(opened === null ? [] : [insertCase(db, opened)]),
  ];
}
