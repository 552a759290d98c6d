/** The facts of one response: a version of each part that the book lacks or has otherwise. */
import { v7 as newId } from "uuid";
import type { Metric } from "../../shared/contract/fields.ts";
import type { TrustAnswers } from "../../shared/contract/trust-answers.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals, Sealer } from "../security/seal.ts";
import type { AnsweredWhat, AnswerVersion, NewAnswerFact } from "../store/imports/answers.ts";

/** Answers of one response. */
export type Given = {
  scores: { metric: Metric; value: number }[];
  trust: TrustAnswers | null;
  comment: string | null;
};

export type Answered = {
  responseIndex: string;
  given: Given;
  occurredAt: number;
  customerId: string;
  contactId: string | null;
  keys: CustomerSeals;
  waitingId: string | null;
  /** True where somebody says now whose it is: what was withdrawn before counts again. */
  isDecided: boolean;
};

type Part = {
  what: AnsweredWhat;
  value: number | null;
  comment: string | null;
  answers: string | null;
};

/** The parts of a response; its comment goes with the first score. */
function partsOf({ scores, trust, comment }: Given): Part[] {
  const parts: Part[] = scores.map(({ metric, value }, at) => ({
    what: metric,
    value,
    comment: at === 0 ? comment : null,
    answers: null,
  }));
  if (trust !== null)
    parts.push({ what: "trust", value: null, comment: null, answers: JSON.stringify(trust) });
  return parts;
}

async function isSame(
  { occurredAt, keys, isDecided }: Answered,
  part: Part,
  known: AnswerVersion,
): Promise<boolean> {
  // One that was taken back with its import, or its customer, is kept nowhere to compare with.
  if (known.customerId === null || known.occurredAt !== occurredAt) return false;
  if (isDecided && known.isWithdrawn === 1) return false;
  if (part.what === "trust") return known.answers === part.answers;
  if (known.value !== part.value) return false;
  const place = at("satisfaction_responses.comment_sealed", known.factId);
  return (await keys.open(place, known.commentSealed)) === part.comment;
}

/** Returns the versions that a response adds; none where the book has it as it is. */
export async function newVersions(
  sealer: Sealer,
  answered: Answered,
  versions: readonly AnswerVersion[],
): Promise<NewAnswerFact[]> {
  const { responseIndex, occurredAt, customerId, contactId, keys, waitingId } = answered;
  const facts: NewAnswerFact[] = [];
  for (const part of partsOf(answered.given)) {
    const { what, value, answers } = part;
    const known = versions.filter((one) => one.what === what).at(-1);
    if (known && (await isSame(answered, part, known))) continue;
    const [id, version] = [newId(), (known?.version ?? 0) + 1];
    facts.push({
      id,
      responseIndex,
      what,
      version,
      supersedes: known !== undefined && known.isWithdrawn === 0 ? known.factId : null,
      waitingId,
      externalIndex: await sealer.index("external", `answer ${responseIndex} ${what} ${version}`),
      customerId,
      contactId,
      occurredAt,
      value,
      commentSealed: await keys.seal(at("satisfaction_responses.comment_sealed", id), part.comment),
      answers,
    });
  }
  return facts;
}
