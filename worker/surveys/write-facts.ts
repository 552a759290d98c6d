/** Facts of an answer: written, and taken back. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { v7 as uuid } from "uuid";
import { withTime } from "../../shared/time/days.ts";
import type { Change } from "../facts/changes.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";
import { untouchedCaseOf, withdrawCase } from "../store/cases.ts";
import type { Database } from "../store/database.ts";
import { insertSatisfaction } from "../store/satisfaction.ts";
import type { AnswerFacts, StoredAnswer } from "../store/survey-answers.ts";
import { insertTrust } from "../store/trust.ts";
import { withdraw } from "../store/withdrawals.ts";
import type { FactsOfAnswers } from "./facts-of-answers.ts";

export type Facts = { ids: AnswerFacts; changes: Change[]; statements: D1PreparedStatement[] };
export const noFacts: Facts = { ids: { satisfaction: [], trust: [] }, changes: [], statements: [] };

/** The facts of an answer, said at `saidAt`, as changes of the customer and as statements. */
export async function writeFacts(
  { db, now }: { db: Database; now: number },
  { customerId, contactId, saidAt }: { customerId: string; contactId: string; saidAt: number },
  keys: CustomerSeals,
  { metrics, trust, comment }: FactsOfAnswers,
): Promise<Facts> {
  const facts: Facts = { ids: { satisfaction: [], trust: [] }, changes: [], statements: [] };
  const row = { customerId, contactId, source: "customer" as const, userId: null, now };
  const occurredAt = withTime(saidAt);
  for (const { metric, value } of metrics) {
    const id = uuid();
    const commentSealed = await keys.seal(at("satisfaction_responses.comment_sealed", id), comment);
    const fact = { id, metric, value, source: "customer" as const, occurredAt };
    facts.ids.satisfaction.push(id);
    facts.changes.push({ type: "satisfaction", fact: { ...fact, comment: commentSealed } });
    facts.statements.push(insertSatisfaction(db, { ...row, ...fact, commentSealed }));
  }
  if (trust !== null) {
    const fact = { id: uuid(), source: "customer" as const, occurredAt, answers: trust };
    facts.ids.trust.push(fact.id);
    facts.changes.push({ type: "trust", fact });
    facts.statements.push(insertTrust(db, { ...row, ...fact }));
  }
  return facts;
}

/** The facts of an answer, taken back. */
function withdrawnFacts(
  db: Database,
  { satisfaction, trust }: AnswerFacts,
  userId: string | null,
  now: number,
): Pick<Facts, "changes" | "statements"> {
  const all = [
    ...satisfaction.map((id) => ({ type: "satisfaction" as const, id })),
    ...trust.map((id) => ({ type: "trust" as const, id })),
  ];
  return {
    changes: all.map(({ type, id }) => ({ type: "withdrawal", of: type, id })),
    statements: all.map(({ type, id }) =>
      withdraw(db, { type, id, reasonSealed: null, userId, at: now }),
    ),
  };
}

export type TakenBack = Pick<Facts, "changes" | "statements"> & {
  /** The case that goes with it. */ caseId: string | null;
};

/** An answer taken back: its facts, and its case where nobody followed it up yet. */
export async function withdrawnAnswer(
  db: Database,
  { id, facts }: Pick<StoredAnswer, "id" | "facts">,
  now: number,
  userId: string | null = null,
): Promise<TakenBack> {
  const { changes, statements } = withdrawnFacts(db, facts, userId, now);
  const caseId = await untouchedCaseOf(db, id);
  if (caseId === null) return { changes, statements, caseId };
  return {
    changes: [...changes, { type: "withdrawal", of: "case", id: caseId }],
    statements: [...statements, ...withdrawCase(db, caseId, now)],
    caseId,
  };
}
