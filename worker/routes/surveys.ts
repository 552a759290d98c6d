/** Surveys and the asking: which there are, who may be asked, a link for a contact. */
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import { atLeast } from "../../shared/contract/at-least.ts";
import { FLOOR_MS } from "../../shared/surveys/find-refusal.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { Survey } from "../../shared/contract/survey.ts";
import { ownDomains } from "../book.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { idempotentWrite } from "../facts/idempotency.ts";
import { router } from "../router.ts";
import { authorOf, instant, opener } from "../scoring/card.ts";
import {
  endSurveyLink,
  insertSurveyLink,
  surveyLinkById,
  type SurveyLinkRow,
  surveyLinks,
} from "../store/anonymous-answers.ts";
import { isDuplicate } from "../store/idempotency.ts";
import {
  hasTakenBack,
  invitationById,
  isOvertaken,
  newestInvitation,
  countUntouched,
  withdrawInvitation,
  withdrawUntouched,
} from "../store/invitations.ts";
import { reopenOfInvitations } from "../store/proposals.ts";
import { policyInForce } from "../store/policy.ts";
import { ensureVersion, insertVersion, setArchived, storedVersions } from "../store/surveys.ts";
import { authors } from "../store/users.ts";
import { readAsked, refusalOf } from "../surveys/asking.ts";
import {
  chooseLanguage,
  invite,
  type Inviting,
  refusalAnswer,
  rowOf,
  withLink,
} from "../surveys/invite.ts";
import { askForFile, withFileLinks } from "../surveys/link-file.ts";
import { surveyTokenFor, surveyTokenIndex } from "../surveys/survey-token.ts";
import { formPage } from "../surveys/page/page.ts";
import { allSurveys, isReady, type KnownSurvey, surveyOf } from "../surveys/survey-of.ts";

/** The idempotency key of a write, which its links derive from. */
const keyOf = (c: Context<App>): string => c.req.header("Idempotency-Key") ?? "";

/** A link taken back so soon was not sent yet: it does not count as asked. */
const TAKEN_BACK_MS = 600_000;

export const surveys = router();

const noSuchSurvey = () =>
  new Refused("not_found", "There is no such survey. Choose one from the list.");

/** Names of the people who saved versions, by id. */
async function namesOf(c: Context<App>, ids: readonly string[]) {
  const { db, sealer } = c.var;
  const rows = ids.length === 0 ? [] : await authors(db, [...new Set(ids)]);
  const open = opener(sealer);
  return new Map(
    await Promise.all(rows.map(async (row) => [row.authorId, await authorOf(row, open)] as const)),
  );
}

/** Surveys as the API shows them. */
async function shown(c: Context<App>, known: readonly KnownSurvey[]): Promise<Survey[]> {
  const names = await namesOf(
    c,
    known.flatMap(({ savedBy }) => savedBy ?? []),
  );
  return known.map(({ id, version, body, savedAt, savedBy, archivedAt }) => ({
    id,
    version,
    isReady: isReady(id),
    savedAt: savedAt === null ? null : instant(savedAt),
    savedBy: savedBy === null ? null : (names.get(savedBy) ?? null),
    isArchived: archivedAt !== null,
    body,
  }));
}

surveys.openapi(routes.listSurveys, async (c) =>
  c.json({ surveys: await shown(c, await allSurveys(c.var.db)) }, 200),
);

surveys.openapi(routes.saveSurvey, async (c) => {
  const { db, user, now } = c.var;
  const { id } = c.req.valid("param");
  const { basedOn, body } = c.req.valid("json");
  const before = await surveyOf(db, id);
  if ((before?.version ?? null) !== basedOn)
    throw new Refused(
      "conflict",
      before === null
        ? "There is no such survey any more. Save it as a new one."
        : `Somebody saved version ${before.version} meanwhile. Look at it, then save yours again.`,
    );
  const version = (basedOn ?? 0) + 1;
  const row = { id, version, body: JSON.stringify(body), now, userId: user.id };
  try {
    await db.batch([
      // A ready one keeps the version that comes with Regards: answers may have been given to it.
      ...(before === null ? [] : ensureVersion(db, { id, body: JSON.stringify(before.body), now })),
      ...insertVersion(db, row),
    ]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new Refused("conflict", "Somebody saved this survey at the same moment. Look at theirs.");
  }
  const saved = await surveyOf(db, id);
  const [answer] = await shown(c, saved === null ? [] : [saved]);
  if (answer === undefined)
    throw new Refused("unavailable", "The survey was not saved. Try again.");
  return c.json(answer, 200);
});

surveys.openapi(routes.previewSurvey, async (c) => {
  const { body, language } = c.req.valid("json");
  const page = await formPage({
    name: c.env.BOOK_NAME,
    language,
    nonce: "",
    body,
    filled: { answers: {}, missing: [] },
    wantsCall: false,
    seal: "",
    path: null,
    isChange: false,
    isAnonymous: false,
  });
  return c.json({ html: String(page) }, 200);
});

surveys.openapi(routes.listSurveyVersions, async (c) => {
  const { db } = c.var;
  const { id } = c.req.valid("param");
  const newest = await surveyOf(db, id);
  if (newest === null) throw noSuchSurvey();
  const stored = await storedVersions(db, id);
  const names = await namesOf(
    c,
    stored.flatMap(({ savedBy }) => savedBy ?? []),
  );
  const versions = stored.map(({ version, body, savedAt, savedBy, answers }) => ({
    version,
    savedAt: savedBy === null ? null : instant(savedAt),
    savedBy: savedBy === null ? null : (names.get(savedBy) ?? null),
    answers,
    body: JSON.parse(body) as Survey["body"],
  }));
  const asItComes = {
    version: 1,
    savedAt: null,
    savedBy: null,
    answers: 0,
    body: newest.body,
  };
  return c.json({ versions: versions.length === 0 ? [asItComes] : versions }, 200);
});

/** Archives a survey or takes that back; a ready one that nobody used is stored by it. */
async function shelve(c: Context<App>, id: string, archivedAt: number | null): Promise<Survey> {
  const { db, now } = c.var;
  const before = await surveyOf(db, id);
  if (before === null) throw noSuchSurvey();
  await db.batch([
    ...ensureVersion(db, { id, body: JSON.stringify(before.body), now }),
    setArchived(db, id, archivedAt),
  ]);
  const [answer] = await shown(c, [{ ...before, archivedAt }]);
  if (answer === undefined) throw noSuchSurvey();
  return answer;
}

surveys.openapi(routes.archiveSurvey, async (c) =>
  c.json(await shelve(c, c.req.valid("param").id, c.var.now), 200),
);
surveys.openapi(routes.restoreSurvey, async (c) =>
  c.json(await shelve(c, c.req.valid("param").id, null), 200),
);

surveys.openapi(routes.listAskable, async (c) => {
  const { db, sealer, now } = c.var;
  const { id } = c.req.valid("param");
  const { surveys: policy } = await policyInForce(db);
  const [asked, all, last] = await Promise.all([
    readAsked({ db, sealer, ownDomains: ownDomains(c.env) }, id, policy, now),
    allSurveys(db),
    newestInvitation(db, id),
  ]);
  return c.json(
    {
      surveys: all
        .filter(({ archivedAt }) => archivedAt === null)
        .map((survey) => {
          const refusal = refusalOf(asked, survey, policy, now);
          return {
            id: survey.id,
            name: survey.body.name,
            languages: survey.body.languages,
            isReady: isReady(survey.id),
            hasRow: rowOf(survey.body, survey.body.languages[0] ?? "") !== null,
            refusal: refusal && refusalAnswer(refusal),
          };
        }),
      last: last && {
        id: last.id,
        surveyId: last.surveyId,
        at: instant(last.createdAt),
        answeredAt: last.answeredAt === null ? null : instant(last.answeredAt),
        expiresAt: instant(last.expiresAt),
      },
      isOptedOut: asked.asking.isOptedOut,
    },
    200,
  );
});

/** Everything that making invitations needs of a request. */
async function invitingOf(c: Context<App>): Promise<Inviting> {
  const { db, sealer, user, now } = c.var;
  const { surveys: policy } = await policyInForce(db);
  return {
    db,
    sealer,
    policy,
    now,
    ownDomains: ownDomains(c.env),
    userId: user.id,
    origin: new URL(c.req.url).origin,
    key: keyOf(c),
  };
}

/** Asks again by the rules where somebody else asked the same customer at the same moment. */
async function whileOvertaken<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 5; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  }
  throw new Refused(
    "unavailable",
    "Others are asking this customer at this moment. Nobody was asked by you; try again.",
  );
}

surveys.openapi(routes.createInvitation, async (c) => {
  const wanted = c.req.valid("json");
  const inviting = await invitingOf(c);
  return whileOvertaken(() =>
    idempotentWrite(c, () => invite(inviting, wanted), {
      reveal: (answer) => withLink(inviting, wanted.contactId, answer),
    }),
  );
});

surveys.openapi(routes.createLinkFile, async (c) => {
  const wanted = { ...c.req.valid("json"), surveyId: c.req.valid("param").id };
  const inviting = await invitingOf(c);
  return whileOvertaken(() =>
    idempotentWrite(c, () => askForFile(inviting, wanted), {
      reveal: (answer) => withFileLinks(inviting, answer),
    }),
  );
});

surveys.openapi(routes.withdrawLinkFile, (c) =>
  idempotentWrite(c, async () => {
    const { db, now } = c.var;
    const { id: surveyId } = c.req.valid("param");
    const { invitationIds } = c.req.valid("json");
    const withdrawn = await countUntouched(db, invitationIds, surveyId);
    const since = { madeSince: now - TAKEN_BACK_MS, floor: now - FLOOR_MS };
    return {
      statements: [
        withdrawUntouched(db, invitationIds, { surveyId, now, ...since }),
        reopenOfInvitations(db, invitationIds),
      ],
      answer: { withdrawn, kept: invitationIds.length - withdrawn },
    };
  }),
);

surveys.openapi(routes.withdrawInvitation, (c) =>
  idempotentWrite(c, async () => {
    const { db, user, now } = c.var;
    const { id } = c.req.valid("param");
    const found = await invitationById(db, id);
    if (found === null || (found.userId !== user.id && !atLeast(user.role, "manager")))
      throw new Refused("not_found", "There is no such invitation of yours.");
    if (found.answeredAt !== null)
      throw new Refused("conflict", "It was answered already, so it cannot be taken back.");
    if (found.withdrawnAt !== null)
      return { statements: [], answer: { id, countsAsAsked: found.counts === 1 } };
    // Once a day: whoever sends a link and takes it back must not ask again and again.
    const counts =
      found.createdAt + TAKEN_BACK_MS < now ||
      (await hasTakenBack(db, found.contactId, now - FLOOR_MS));
    return {
      statements: [withdrawInvitation(db, { id, counts, now }), reopenOfInvitations(db, [id])],
      answer: { id, countsAsAsked: counts },
    };
  }),
);

const linkShown = ({ id, language, createdAt, endedAt }: SurveyLinkRow) => ({
  id,
  language,
  createdAt: instant(createdAt),
  endedAt: endedAt === null ? null : instant(endedAt),
});

surveys.openapi(routes.listSurveyLinks, async (c) => {
  const { id } = c.req.valid("param");
  return c.json({ links: (await surveyLinks(c.var.db, id)).map(linkShown) }, 200);
});

surveys.openapi(routes.createSurveyLink, async (c) => {
  const { db, sealer, user, now } = c.var;
  const { id: surveyId } = c.req.valid("param");
  const { language } = c.req.valid("json");
  const token = await surveyTokenFor(sealer, { userId: user.id, key: keyOf(c), link: "company" });
  const build = async () => {
    const survey = await surveyOf(db, surveyId);
    if (survey === null || survey.archivedAt !== null)
      throw new Refused("not_found", "There is no such survey. Choose one from the list.");
    const tokenIndex = await surveyTokenIndex(sealer, token);
    const row = {
      id: uuid(),
      surveyId,
      language: chooseLanguage(survey.body, language),
      createdAt: now,
    };
    return {
      statements: [insertSurveyLink(db, { ...row, tokenIndex, userId: user.id })],
      answer: { ...linkShown({ ...row, endedAt: null }), url: "" },
    };
  };
  return idempotentWrite(c, build, {
    reveal: async (answer) => ({
      ...answer,
      url: answer.url === "" ? `${new URL(c.req.url).origin}/a/${token}` : answer.url,
    }),
  });
});

surveys.openapi(routes.endSurveyLink, (c) =>
  idempotentWrite(c, async () => {
    const { db, now } = c.var;
    const row = await surveyLinkById(db, c.req.valid("param").id);
    if (row === null) throw new Refused("not_found", "There is no such link.");
    return {
      statements: [endSurveyLink(db, row.id, now)],
      answer: linkShown({ ...row, endedAt: row.endedAt ?? now }),
    };
  }),
);
