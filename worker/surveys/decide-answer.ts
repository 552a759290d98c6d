/** Managers' decisions on answers: taken back, counted after all, and either undone. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import type { AnswerDecision, DecidedAnswer } from "../../shared/contract/survey-answers.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import type { Change } from "../facts/changes.ts";
import type { Write } from "../facts/idempotency.ts";
import { factWrite } from "../facts/writes.ts";
import { rescore } from "../scoring/rescore.ts";
import { customerOf, storedKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import {
  answerById,
  answerDecisionById,
  answerOfFact,
  type DecidableAnswer,
  endLink,
  hasCase,
  insertAnswerDecision,
  openedCase,
  type StoredDecision,
  unendLink,
} from "../store/answer-decisions.ts";
import { hasOpenCase, insertCase, type NewCase } from "../store/cases.ts";
import { policyInForce } from "../store/policy.ts";
import {
  countAgain,
  isSecondAnswer,
  markAnswered,
  reopen,
  setState,
} from "../store/survey-answers.ts";
import { withdraw } from "../store/withdrawals.ts";
import { caseChange, caseOf } from "./case-of-answer.ts";
import { factsOfAnswers } from "./facts-of-answers.ts";
import type { Answers } from "./read-form.ts";
import { surveyOf } from "./survey-of.ts";
import { type TakenBack, withdrawnAnswer, writeFacts } from "./write-facts.ts";

type Effect = { changes: Change[]; statements: D1PreparedStatement[] };
type Outcome = Effect & { case: DecidedAnswer["case"]; caseId: string | null };

/** Returns what became of an answer's case when the answer was taken back. */
async function caseAfter({ var: { db } }: Context<App>, answerId: string, { caseId }: TakenBack) {
  if (caseId !== null) return "closed";
  return (await hasCase(db, answerId)) ? "kept" : "none";
}

/** Takes a counted answer back: facts, untouched case and link go with it. */
async function takeBack(c: Context<App>, answer: DecidableAnswer): Promise<Outcome> {
  const { db, user, now } = c.var;
  const gone = await withdrawnAnswer(db, answer, now, user.id);
  return {
    changes: gone.changes,
    statements: [
      setState(db, answer.id, "withdrawn"),
      ...gone.statements,
      // Not answered, then: the response rate is of answers that count.
      reopen(db, answer.invitationId),
      endLink(db, answer.invitationId, now),
    ],
    case: await caseAfter(c, answer.id, gone),
    caseId: gone.caseId,
  };
}

const answeredAgain = () =>
  new Refused(
    "conflict",
    "They answered again by the same link, and that answer counts. Take that one back first.",
  );

/** `factWrite` of a decision. Refuses what an answer by the same link came before. */
export async function decisionWrite(c: Context<App>, build: () => Promise<Write<DecidedAnswer>>) {
  try {
    return await factWrite(c, build);
  } catch (error) {
    throw isSecondAnswer(error) ? answeredAgain() : error;
  }
}

/** Lets an answer count as what it says; `old` is the case that went with it before. */
async function count(
  c: Context<App>,
  answer: DecidableAnswer,
  old: NewCase | null | "by_policy",
): Promise<Outcome> {
  const { db, sealer, now } = c.var;
  if (answer.hasOther) throw answeredAgain();
  const survey = await surveyOf(db, answer.surveyId, answer.version);
  const seals = await storedKeys(db, sealer, answer.customerId);
  const place = at("survey_answers.answers_sealed", answer.id);
  const text = await seals.open(place, answer.answersSealed);
  if (survey === null || !text)
    throw new Refused("not_found", "The answer can no longer be read. Nothing was changed.");
  const said = factsOfAnswers(survey.body, JSON.parse(text) as Answers);
  const { customerId, keys } = await customerOf(db, sealer, answer.customerId);
  const of = { customerId, contactId: answer.contactId, saidAt: answer.answeredAt };
  const facts = await writeFacts({ db, now }, of, keys, said);
  const wanted =
    old === "by_policy"
      ? await caseOf(
          { db, policy: await policyInForce(db), now },
          { ...answer, customerId, userId: answer.askedBy },
          answer,
          said,
        )
      : old && { ...old, id: uuid(), customerId };
  const isFollowed = wanted !== null && (await hasOpenCase(db, wanted));
  const opened = isFollowed ? null : wanted;
  return {
    changes: [...facts.changes, ...(opened === null ? [] : [caseChange(opened)])],
    statements: [
      ...facts.statements,
      countAgain(db, answer.id, facts.ids),
      ...(opened === null ? [] : [insertCase(db, opened)]),
    ],
    case: opened !== null ? "opened" : isFollowed ? "kept" : "none",
    caseId: opened?.id ?? null,
  };
}

/** Refuses a decision that the answer's state does not allow. */
function checkState({ state }: DecidableAnswer, decision: AnswerDecision): void {
  const needed = decision === "withdrawn" ? "counted" : "held";
  if (state === needed) return;
  const why = {
    counted: "This answer counts already.",
    held: "This answer is held back and counts nowhere. Count it first.",
    replaced: "The customer changed this answer since; the newer one stands.",
    withdrawn: "This answer was taken back already.",
  }[state];
  throw new Refused("conflict", `${why} Reload the list.`, "decision");
}

const noSuchAnswer = () =>
  new Refused("not_found", "There is no such answer. Reload the list of answers.");

/** Returns what a decision on an answer writes and answers. */
export async function decide(
  c: Context<App>,
  answerId: string,
  decision: AnswerDecision,
  reason: string,
): Promise<Write<DecidedAnswer>> {
  const { db, sealer, now } = c.var;
  const answer = await answerById(db, answerId);
  if (answer === null) throw noSuchAnswer();
  checkState(answer, decision);
  const accepts = decision === "accepted";
  const outcome = accepts ? await count(c, answer, "by_policy") : await takeBack(c, answer);
  const { customerId } = await customerOf(db, sealer, answer.customerId);
  const { statements } = await rescore(db, sealer, c.env, customerId, now, outcome.changes);
  const noted = await decisionOf(c, answer, decision, reason, outcome.caseId);
  return {
    statements: [
      ...outcome.statements,
      noted.statement,
      ...(accepts ? [markAnswered(db, answer.invitationId, answer.answeredAt)] : []),
      ...statements,
    ],
    answer: {
      id: noted.id,
      answerId,
      state: accepts ? "counted" : "withdrawn",
      case: outcome.case,
    },
  };
}

/** The statement that keeps a decision, with its reason sealed. */
async function decisionOf(
  { var: { db, sealer, user, now } }: Context<App>,
  answer: DecidableAnswer,
  decision: AnswerDecision,
  reason: string | null,
  caseId: string | null,
): Promise<{ id: string; statement: D1PreparedStatement }> {
  const id = uuid();
  const { customerId, keys } = await customerOf(db, sealer, answer.customerId);
  const reasonSealed = await keys.seal(at("answer_decisions.reason_sealed", id), reason);
  const row = { id, answerId: answer.id, customerId, decision, reasonSealed, caseId };
  return { id, statement: insertAnswerDecision(db, { ...row, userId: user.id, at: now }) };
}

/**
 * Returns what goes with a fact that is taken back: the whole answer that it came from, with its
 * other facts, its case and its link, as one decision that can be undone.
 */
export async function withdrawnWithFact(
  c: Context<App>,
  type: "satisfaction" | "trust",
  factId: string,
  reason: string | null,
): Promise<Effect> {
  const answer = await answerOfFact(c.var.db, type, factId);
  if (answer === null) return { changes: [], statements: [] };
  const { changes, statements, caseId } = await takeBack(c, answer);
  const noted = await decisionOf(c, answer, "withdrawn", reason, caseId);
  return { changes, statements: [...statements, noted.statement] };
}

/** Returns what the undo of a decision writes and answers. */
export async function undoDecision(c: Context<App>, id: string): Promise<Write<DecidedAnswer>> {
  const { db, sealer, user, now } = c.var;
  const decision = await answerDecisionById(db, id);
  const answer = decision && (await answerById(db, decision.answerId));
  if (decision === null || answer === null)
    throw new Refused("not_found", "There is no such decision. Reload the list of answers.");
  const stands = { id, answerId: answer.id };
  if (decision.withdrawnAt !== null)
    return { statements: [], answer: { ...stands, state: answer.state, case: "none" } };
  const isSame = answer.state === (decision.decision === "accepted" ? "counted" : "withdrawn");
  if (decision.isOld === 1 || !isSame)
    throw new Refused("conflict", "This answer was changed since. Reload the list of answers.");
  const outcome = await (decision.decision === "accepted"
    ? holdAgain(c, answer)
    : countBack(c, answer, decision));
  const { customerId } = await customerOf(db, sealer, answer.customerId);
  const { statements } = await rescore(db, sealer, c.env, customerId, now, outcome.changes);
  const undone = { type: "answer_decision" as const, id, reasonSealed: null };
  return {
    statements: [
      ...outcome.statements,
      withdraw(db, { ...undone, userId: user.id, at: now }),
      ...statements,
    ],
    answer: {
      ...stands,
      state: decision.decision === "accepted" ? "held" : "counted",
      case: outcome.case,
    },
  };
}

/** Holds an accepted answer back again; its link may be answered. */
async function holdAgain(c: Context<App>, answer: DecidableAnswer): Promise<Outcome> {
  const { db, user, now } = c.var;
  const gone = await withdrawnAnswer(db, answer, now, user.id);
  return {
    changes: gone.changes,
    statements: [
      setState(db, answer.id, "held"),
      ...gone.statements,
      reopen(db, answer.invitationId),
    ],
    case: await caseAfter(c, answer.id, gone),
    caseId: gone.caseId,
  };
}

/** Lets an answer that was taken back count again, with the case that went with it. */
async function countBack(
  c: Context<App>,
  answer: DecidableAnswer,
  { caseId, at: moment }: StoredDecision,
): Promise<Outcome> {
  const { db } = c.var;
  const outcome = await count(c, answer, caseId === null ? null : await openedCase(db, caseId));
  return {
    ...outcome,
    statements: [
      ...outcome.statements,
      markAnswered(db, answer.invitationId, answer.answeredAt),
      unendLink(db, answer.invitationId, moment),
    ],
  };
}
