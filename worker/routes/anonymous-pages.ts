/**
 * Survey pages of the company's own links. Nothing of whoever answers is kept: no contact, no
 * caller, no link, and of the time the month alone.
 */
import { Hono } from "hono";
import { html } from "hono/html";
import { monthOf } from "../../shared/scoring/snapshot/month.ts";
import type { App } from "../context.ts";
import { countStranger } from "../security/limits.ts";
import { at } from "../security/places.ts";
import {
  insertAnonymousAnswer,
  surveyLinkOf,
  type SurveyLinkRow,
} from "../store/anonymous-answers.ts";
import { policyInForce } from "../store/policy.ts";
import {
  openingsOfPage,
  sealAnonymousPage,
  sealAnswerId,
  trapAnswer,
  trapPage,
} from "../surveys/anonymous-trap.ts";
import { factsOfAnswers } from "../surveys/facts-of-answers.ts";
import { chooseLanguage } from "../surveys/invite.ts";
import { formPage, framed, plainPage, unseen } from "../surveys/page/page.ts";
import { frameOf, type PageContext, unknownLink } from "../surveys/page/serving.ts";
import { wordsIn } from "../surveys/page/words.ts";
import { readPress } from "../surveys/press.ts";
import { readForm, type ReadForm } from "../surveys/read-form.ts";
import { scannerFlags } from "../surveys/scanner-flags.ts";
import { type KnownSurvey, surveyOf } from "../surveys/survey-of.ts";
import { isSurveyToken, surveyTokenIndex } from "../surveys/survey-token.ts";
import { thanksFor } from "../surveys/thanks-for.ts";

type Link = {
  path: string;
  tokenIndex: string;
  row: SurveyLinkRow;
  survey: KnownSurvey;
  language: string;
};

export const anonymousPages = new Hono<App>();

/** The link of a request; null where there is none of its token. */
async function linkOf(c: PageContext, wanted: string | null): Promise<Link | null> {
  const { db, sealer } = c.var;
  const token = c.req.param("token") ?? "";
  if (!(await isSurveyToken(sealer, token))) return null;
  const tokenIndex = await surveyTokenIndex(sealer, token);
  const row = await surveyLinkOf(db, tokenIndex);
  const survey = row && (await surveyOf(db, row.surveyId));
  if (row === null || survey === null) return null;
  const language = chooseLanguage(survey.body, wanted, row.language);
  return { path: `/a/${token}`, tokenIndex, row, survey, language };
}

const closedPage = (c: PageContext, { row, survey, language }: Link) => {
  if (row.endedAt === null && survey.archivedAt === null) return null;
  return c.html(plainPage(frameOf(c, language), wordsIn(language).withdrawn), 410);
};

async function showForm(
  c: PageContext,
  { tokenIndex, survey, language, path }: Link,
  { answers, missing }: Pick<ReadForm, "answers" | "missing">,
  status: 200 | 422 = 200,
) {
  const page = formPage({
    ...frameOf(c, language),
    // Nobody knows whom to call.
    body: { ...survey.body, offersCall: false },
    filled: { answers, missing },
    wantsCall: false,
    seal: await sealAnonymousPage(c.var.sealer, tokenIndex, c.var.now),
    path,
    isChange: false,
    isAnonymous: true,
  });
  return c.html(page, status);
}

anonymousPages.get("/a/:token", async (c) => {
  const link = await linkOf(c, c.req.query("lang") ?? null);
  if (link === null) return unknownLink(c);
  return closedPage(c, link) ?? showForm(c, link, { answers: {}, missing: [] });
});

anonymousPages.post("/a/:token", async (c) => {
  // Nothing tells one sender from another afterwards: a network may send so many a minute.
  await countStranger(c, "anonymous");
  const form = await c.req.formData().catch(() => new FormData());
  const chosen = form.get("language");
  const wanted = typeof chosen === "string" ? chosen : (c.req.query("lang") ?? null);
  const link = await linkOf(c, wanted);
  if (link === null) return unknownLink(c);
  const closed = closedPage(c, link);
  if (closed !== null) return closed;
  const read = readForm({ ...link.survey.body, offersCall: false }, form);
  if (typeof chosen === "string") return showForm(c, link, { ...read, missing: [] });
  if (read.missing.length > 0) return showForm(c, link, read, 422);
  const press = await readPress(c.var.sealer, link.tokenIndex, form);
  const openings = await openingsOfPage(c.var, trapped(link), form.get("page"));
  const { said, id } = await record(c, link, read, scannerFlags(openings, press, c.var.now));
  const { language } = link;
  const trap = `${link.path}/thanks/${await sealAnswerId(c.var, trapped(link), id)}`;
  const lead = html`<p>${wordsIn(language).anonymousLead}</p>`;
  return c.html(framed(frameOf(c, language), said, html`${lead}${unseen(trap)}`));
});

const trapped = ({ row, tokenIndex }: Link) => ({ id: row.id, tokenIndex });

/** A link and a button that no person sees, on the form and on the thanks. */
anonymousPages.on(["GET", "POST"], "/a/:token/details/:page", async (c) => {
  await countStranger(c, "anonymous");
  const link = await linkOf(c, null);
  if (link === null) return unknownLink(c);
  await trapPage(c.var, trapped(link), c.req.param("page"));
  return c.redirect(link.path, 303);
});
anonymousPages.on(["GET", "POST"], "/a/:token/thanks/:answer", async (c) => {
  await countStranger(c, "anonymous");
  const link = await linkOf(c, null);
  if (link === null) return unknownLink(c);
  await trapAnswer(c.var, trapped(link), c.req.param("answer"));
  return c.redirect(link.path, 303);
});

/** Stores an answer; returns its id and the thanks for it. */
async function record(
  c: PageContext,
  { survey, language }: Link,
  { answers }: ReadForm,
  flags: readonly string[],
): Promise<{ id: string; said: string }> {
  const { db, sealer, now } = c.var;
  const { metrics } = factsOfAnswers(survey.body, answers);
  const valueOf = (metric: string) => metrics.find((one) => one.metric === metric)?.value ?? null;
  const scores = { nps: valueOf("nps"), csat: valueOf("csat"), ces: valueOf("ces") };
  const id = crypto.randomUUID();
  const place = at("anonymous_answers.answers_sealed", id);
  const policy = await policyInForce(db);
  await db.batch([
    insertAnonymousAnswer(db, {
      ...scores,
      id,
      surveyId: survey.id,
      version: survey.version,
      language,
      answersSealed: await sealer.seal(place, JSON.stringify(answers)),
      isHeld: flags.length > 0,
      month: monthOf(now, policy),
    }),
  ]);
  return { id, said: thanksFor(survey.body, scores, language) };
}
