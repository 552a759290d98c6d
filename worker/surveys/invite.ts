/** Making an invitation: the rules are asked, the link is made, what stands in the message is said. */
import { v7 as uuid } from "uuid";
import type {
  InvitationAnswer,
  InvitationVia,
  Question,
  SurveyBody,
} from "../../shared/contract/survey.ts";
import type { Policy } from "../../shared/scoring/policy.ts";
import type { FoundRefusal } from "../../shared/surveys/find-refusal.ts";
import { quarterAt } from "../../shared/surveys/sampling/week-of.ts";
import { DAY_MS } from "../../shared/time/days.ts";
import { Refused } from "../errors.ts";
import type { Write } from "../facts/idempotency.ts";
import { instant } from "../scoring/card.ts";
import type { Sealer } from "../security/seal.ts";
import type { Database } from "../store/database.ts";
import { insertInvitation, insertRefusal } from "../store/invitations.ts";
import { proposalOfContact, settleAsked, settleRefused } from "../store/proposals.ts";
import { ensureVersion } from "../store/surveys.ts";
import { type AskedContact, readAsked, refusalOf } from "./asking.ts";
import { hasTrust, type KnownSurvey, surveyOf } from "./survey-of.ts";
import { surveyTokenFor, surveyTokenIndex } from "./survey-token.ts";

export type Wanted = {
  surveyId: string;
  contactId: string;
  customerId: string;
  language: string | null;
  via: InvitationVia;
};
export type Inviting = {
  db: Database;
  sealer: Sealer;
  ownDomains: readonly string[];
  policy: Policy["surveys"];
  userId: string;
  now: number;
  /** Where survey pages are served. */ origin: string;
  /** The write's idempotency key, from which the link derives. */ key: string;
};

type DrawnFor = Awaited<ReturnType<typeof proposalOfContact>>;

/** A refusal as the API says it. */
export const refusalAnswer = ({ code, askedAt, until }: FoundRefusal) => ({
  code,
  askedAt: askedAt === null ? null : instant(askedAt),
  until: until === null ? null : instant(until),
});

/** The language of a survey that fits best: wanted, else the customer's, else the survey's first. */
export function chooseLanguage(
  { languages }: Pick<SurveyBody, "languages">,
  ...wanted: (string | null)[]
): string {
  for (const one of wanted) {
    if (one === null) continue;
    const [primary] = one.split("-");
    const found =
      languages.find((language) => language === one) ??
      languages.find((language) => language.split("-")[0] === primary);
    if (found !== undefined) return found;
  }
  return languages[0] ?? "en";
}

/** Scores of a question that is answered by a score, from the lowest; null for other questions. */
export function scoresOf(question: Question): number[] | null {
  const [from, to] =
    question.kind === "nps"
      ? [0, 10]
      : question.kind === "csat"
        ? [1, 5]
        : question.kind === "scale"
          ? [question.from, question.to]
          : question.kind === "choice" || question.kind === "text"
            ? [1, 0]
            : [1, 7];
  return to < from ? null : Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** The first question as a row of scores for a message; null where it is not answered by one. */
export function rowOf({ questions }: SurveyBody, language: string) {
  const [first] = questions;
  const scores = first === undefined ? null : scoresOf(first);
  if (first === undefined || scores === null || !("low" in first)) return null;
  const say = (texts: Record<string, string>) => texts[language] ?? "";
  return { label: say(first.label), low: say(first.low), high: say(first.high), scores };
}

const noSuchSurvey = () =>
  new Refused("not_found", "There is no such survey. Choose one from the list.", "surveyId");

/**
 * Returns what asking a contact writes and answers: an invitation with its link, or a refusal with
 * its code. Refuses (`invalid_request`) a contact of another customer.
 */
export async function invite(inviting: Inviting, wanted: Wanted): Promise<Write<InvitationAnswer>> {
  const { db, policy, now } = inviting;
  const survey = await surveyOf(db, wanted.surveyId);
  if (survey === null) throw noSuchSurvey();
  const asked = await readAsked(inviting, wanted.contactId, policy, now);
  if (asked.customerId !== wanted.customerId)
    throw new Refused(
      "invalid_request",
      "This contact does not belong to the customer. Look the card up again.",
      "contactId",
    );
  return ask(inviting, wanted, survey, asked);
}

/** As `invite`, of a contact that was read already. */
export async function ask(
  inviting: Inviting,
  wanted: Wanted,
  survey: KnownSurvey,
  asked: AskedContact,
): Promise<Write<InvitationAnswer>> {
  const { db, policy, now } = inviting;
  const refusal = refusalOf(asked, survey, policy, now);
  // Whether somebody was drawn is the Worker's to know, whoever says so.
  const proposal = await proposalOfContact(db, wanted.contactId, now);
  return refusal === null
    ? invited(inviting, wanted, survey, asked, proposal)
    : refused(
        inviting,
        survey,
        asked,
        refusal,
        // Who was drawn is their owner's to ask: a file that passes over them settles nothing.
        wanted.via === "file" ? null : proposal,
      );
}

/** Completes an answer with the link of its contact, which nothing keeps. */
export async function withLink(
  { sealer, userId, key, origin }: Pick<Inviting, "sealer" | "userId" | "key" | "origin">,
  contactId: string,
  answer: InvitationAnswer,
): Promise<InvitationAnswer> {
  if (answer.outcome !== "invited" || answer.url !== "") return answer;
  const url = `${origin}/s/${await surveyTokenFor(sealer, { userId, key, link: contactId })}`;
  return { ...answer, url, unsubscribeUrl: `${url}/stop` };
}

function refused(
  { db, userId, now }: Inviting,
  survey: KnownSurvey,
  { customerId, contactId }: AskedContact,
  refusal: FoundRefusal,
  proposal: DrawnFor,
): Write<InvitationAnswer> {
  const { code, until } = refusal;
  const row = { id: uuid(), surveyId: survey.id, customerId, contactId, code, until, userId };
  return {
    statements: [
      insertRefusal(db, { ...row, at: now }),
      ...(proposal?.surveyId === survey.id
        ? [settleRefused(db, { id: proposal.id, code, userId, now })]
        : []),
    ],
    answer: { outcome: "refused", refusal: refusalAnswer(refusal) },
  };
}

async function invited(
  { db, sealer, policy, userId, now, key }: Inviting,
  { language: wanted, via }: Wanted,
  { id: surveyId, version, body }: KnownSurvey,
  { customerId, contactId, language: own, flags, seen }: AskedContact,
  proposal: DrawnFor,
): Promise<Write<InvitationAnswer>> {
  const language = chooseLanguage(body, wanted, own);
  const row = {
    id: uuid(),
    surveyId,
    version,
    customerId,
    contactId,
    language,
    userId,
    createdAt: now,
    expiresAt: now + policy.expiresDays * DAY_MS,
    flags: flags.join(" "),
  };
  const token = await surveyTokenFor(sealer, { userId, key, link: contactId });
  const tokenIndex = await surveyTokenIndex(sealer, token);
  return {
    statements: [
      ...(version === 1
        ? ensureVersion(db, { id: surveyId, body: JSON.stringify(body), now })
        : []),
      insertInvitation(db, {
        ...row,
        tokenIndex,
        hasTrust: hasTrust(body),
        via,
        isProposed: proposal !== null,
        quarter: quarterAt(now),
        seen,
      }),
      ...(proposal === null
        ? []
        : [settleAsked(db, { id: proposal.id, invitationId: row.id, userId, now })]),
    ],
    answer: {
      outcome: "invited",
      invitation: {
        id: row.id,
        surveyId,
        version,
        language,
        createdAt: instant(now),
        expiresAt: instant(row.expiresAt),
      },
      // Not kept with the answer: `withLink` puts them in.
      url: "",
      unsubscribeUrl: "",
      sentence: body.invitation[language] ?? "",
      row: rowOf(body, language),
    },
  };
}
