/** Survey pages: what a customer sees who follows a link. GET changes nothing that anybody counts. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { App } from "../context.ts";
import { countCall } from "../security/limits.ts";
import { findContact } from "../store/contacts.ts";
import {
  deleteOptOuts,
  insertOptOuts,
  invitationOf,
  isOptedOut,
  type Invitation,
} from "../store/invitations.ts";
import { policyInForce } from "../store/policy.ts";
import {
  hasAnsweredOthers,
  insertOpening,
  openingsBy,
  type OpeningKind,
  standingAnswer,
} from "../store/survey-answers.ts";
import { contactAddresses, optOutIndexes } from "../surveys/asking.ts";
import { holdAnswer } from "../surveys/hold-answer.ts";
import { chooseLanguage, scoresOf } from "../surveys/invite.ts";
import { buttonForm, formPage, plainPage, pressAgain } from "../surveys/page/page.ts";
import { frameOf, type PageContext, unknownLink } from "../surveys/page/serving.ts";
import { wordsIn } from "../surveys/page/words.ts";
import { type Press, readPress, sealPress } from "../surveys/press.ts";
import { readForm, type ReadForm } from "../surveys/read-form.ts";
import { CHANGE_MS, recordAnswer, SAME_DEVICE_MS } from "../surveys/record-answer.ts";
import {
  FASTEST_BUTTON_MS,
  isByProgram,
  scannerFlags,
  VISIT_MS,
} from "../surveys/scanner-flags.ts";
import { type KnownSurvey, surveyOf } from "../surveys/survey-of.ts";
import { isSurveyToken, surveyTokenIndex } from "../surveys/survey-token.ts";
import { thanksFor } from "../surveys/thanks-for.ts";
import { visitorOf } from "../surveys/visitor-of.ts";

type Link = {
  /** The path of the link. */ path: string;
  tokenIndex: string;
  invitation: Invitation;
  survey: KnownSurvey;
  language: string;
  nonce: string;
  /** True where the customer or the contact was taken out of the book. */ isGone: boolean;
};
export const surveyPages = new Hono<App>();

/** The link of a request; null where there is none of its token. */
async function linkOf(c: PageContext): Promise<Link | null> {
  const { db, sealer } = c.var;
  const token = c.req.param("token") ?? "";
  if (!(await isSurveyToken(sealer, token))) return null;
  const tokenIndex = await surveyTokenIndex(sealer, token);
  await countCall(c, `survey ${tokenIndex}`);
  const invitation = await invitationOf(db, tokenIndex);
  const survey = invitation && (await surveyOf(db, invitation.surveyId, invitation.version));
  if (invitation === null || survey === null) return null;
  const language = chooseLanguage(survey.body, c.req.query("lang") ?? null, invitation.language);
  const { nonce } = frameOf(c, language);
  const isGone = (await findContact(db, invitation.contactId)) === null;
  return { path: `/s/${token}`, tokenIndex, invitation, survey, language, nonce, isGone };
}

/** Keyed hashes by which a link's contact opts out, whatever became of the contact since. */
async function addressesOfLink(c: PageContext, { invitation }: Link): Promise<string[]> {
  const { db, sealer } = c.var;
  const contact = await findContact(db, invitation.contactId);
  const { opened } =
    contact === null
      ? { opened: [] }
      : await contactAddresses(db, sealer, invitation.contactId, contact.ownerId);
  return optOutIndexes(sealer, invitation.contactId, opened);
}

/** Why a link cannot be answered, as a page; null where it can be. */
function closedPage(c: PageContext, { invitation, language, isGone }: Link, isAnswered: boolean) {
  const words = wordsIn(language);
  const frame = frameOf(c, language);
  if (invitation.withdrawnAt !== null || isGone)
    return c.html(plainPage(frame, words.withdrawn, html`${words.askAgain}`), 410);
  if (!isAnswered && invitation.expiresAt <= c.var.now)
    return c.html(plainPage(frame, words.expired, html`${words.askAgain}`), 410);
  return null;
}

async function showForm(
  c: PageContext,
  link: Link,
  { answers, missing, wantsCall }: ReadForm,
  { isChange, isAgain = false }: { isChange: boolean; isAgain?: boolean },
  status: 200 | 422 = 200,
) {
  const page = formPage({
    ...frameOf(c, link.language),
    body: link.survey.body,
    filled: { answers, missing },
    wantsCall,
    seal: await sealPress(c.var.sealer, link.tokenIndex, { isAgain, now: c.var.now }),
    path: link.path,
    isChange,
    isAgain,
    isAnonymous: false,
  });
  return c.html(page, status);
}

/** The first question's score that a link asks to have chosen already. */
function preselected(c: PageContext, { survey }: Link): ReadForm["answers"] {
  const [first] = survey.body.questions;
  const score = c.req.query("score");
  if (first === undefined || score === undefined || !/^\d{1,2}$/.test(score)) return {};
  return (scoresOf(first) ?? []).includes(Number(score)) ? { [first.key]: Number(score) } : {};
}

async function noteOpening(
  c: PageContext,
  { invitation }: Link,
  kind: OpeningKind,
  score: number | null = null,
): Promise<void> {
  const { db, now } = c.var;
  const visitor = await visitorOf(c);
  await insertOpening(db, { invitationId: invitation.id, kind, score, visitor, at: now });
}

surveyPages.get("/s/:token", async (c) => {
  const link = await linkOf(c);
  if (link === null) return unknownLink(c);
  if (c.req.raw.method === "HEAD") await noteOpening(c, link, "head");
  const answers = preselected(c, link);
  const [score] = Object.values(answers);
  if (typeof score === "number" && c.req.raw.method !== "HEAD")
    await noteOpening(c, link, "score", score);
  const standing = await standingAnswer(c.var.db, link.invitation.id);
  const closed = closedPage(c, link, standing !== null);
  if (closed !== null) return closed;
  const isChange = standing !== null;
  if (isChange && c.req.query("change") === undefined) return thanksPage(c, link, standing);
  if (isChange && isSpent(c, link)) return spentPage(c, link);
  return showForm(c, link, { answers, missing: [], wantsCall: false }, { isChange });
});

/** Returns true once an answer can no longer be changed: a day after it was first given. */
const isSpent = (c: PageContext, { invitation: { answeredAt } }: Link): boolean =>
  answeredAt !== null && answeredAt + CHANGE_MS < c.var.now;

const spentPage = (c: PageContext, { language }: Link) => {
  const words = wordsIn(language);
  return c.html(plainPage(frameOf(c, language), words.spent, html`${words.askAgain}`), 410);
};

/** Thanks for an answer that arrived, by its first metric; for a day it can be changed. */
function thanksPage(c: PageContext, link: Link, standing: Parameters<typeof thanksFor>[1]) {
  const { path, survey, language } = link;
  const words = wordsIn(language);
  const said = thanksFor(survey.body, standing, language);
  const canChange = !isSpent(c, link);
  const query = `?change=1&lang=${encodeURIComponent(language)}`;
  return c.html(
    plainPage(
      frameOf(c, language),
      said,
      canChange ? html`<a href="${path}${query}">${words.change}</a>` : html`${words.spent}`,
    ),
  );
}

surveyPages.post("/s/:token", async (c) => {
  const found = await linkOf(c);
  if (found === null) return unknownLink(c);
  const form = await c.req.formData().catch(() => new FormData());
  const chosen = form.get("language");
  const language = typeof chosen === "string" ? chosen : (c.req.query("lang") ?? null);
  const link = { ...found, language: chooseLanguage(found.survey.body, language, found.language) };
  const standing = await standingAnswer(c.var.db, link.invitation.id);
  const closed = closedPage(c, link, standing !== null);
  if (closed !== null) return closed;
  const read = readForm(link.survey.body, form);
  const isChange = standing !== null;
  if (isChange && isSpent(c, link)) return spentPage(c, link);
  if (typeof chosen === "string") return showForm(c, link, { ...read, missing: [] }, { isChange });
  if (read.missing.length > 0) return showForm(c, link, read, { isChange }, 422);
  const press = await readPress(c.var.sealer, link.tokenIndex, form);
  const { outcome, isHeld } = await record(c, link, read, press);
  if (isHeld) return showForm(c, link, read, { isChange, isAgain: true });
  if (outcome === "spent") return spentPage(c, link);
  return c.redirect(`${link.path}?lang=${encodeURIComponent(link.language)}`, 303);
});

/** Stores what was sent, flagged by what else its sender did. */
async function record(c: PageContext, link: Link, read: ReadForm, press: Press) {
  const { survey, language } = link;
  // The language in which it was answered, which may be another than that of the asking.
  const invitation = { ...link.invitation, language };
  const { db, sealer, now } = c.var;
  const visitor = await visitorOf(c);
  const [openings, isSameDevice, policy] = await Promise.all([
    openingsBy(db, { invitationId: invitation.id, visitor, since: now - VISIT_MS }),
    hasAnsweredOthers(db, { visitor, invitationId: invitation.id, since: now - SAME_DEVICE_MS }),
    policyInForce(db),
  ]);
  const scanned = scannerFlags(openings, press, now);
  const isHeld = isByProgram(openings, press, now);
  const asked = invitation.flags === "" ? [] : invitation.flags.split(" ");
  const outcome = await recordAnswer(
    { db, sealer, env: c.env, policy, now },
    {
      body: survey.body,
      invitation,
      answers: read.answers,
      wantsCall: read.wantsCall,
      flags: [...scanned, ...asked, ...(isSameDevice ? ["same_device"] : [])],
      isHeld,
      visitor,
    },
  );
  return { outcome, isHeld };
}

/** A link and a button that no person sees. */
surveyPages.on(["GET", "POST"], "/s/:token/details", async (c) => {
  const link = await linkOf(c);
  if (link === null) return unknownLink(c);
  const { db, sealer, now } = c.var;
  await noteOpening(c, link, "trap");
  await holdAnswer({ db, sealer, env: c.env, now }, link.invitation, await visitorOf(c));
  return c.redirect(link.path, 303);
});

/** The page that stops asking, or lets it begin again; `isAgain` asks for one more press. */
async function stopPage(c: PageContext, link: Link, isAgain: boolean) {
  const words = wordsIn(link.language);
  const frame = frameOf(c, link.language);
  const seal = await sealPress(c.var.sealer, link.tokenIndex, { isAgain, now: c.var.now });
  const asked = isAgain ? [pressAgain(link.language)] : [];
  const button = (to: string, label: string) => buttonForm(`${link.path}/${to}`, label, seal);
  const isStopped = await isOptedOut(c.var.db, await addressesOfLink(c, link));
  return c.html(
    isStopped
      ? plainPage(
          frame,
          words.stopped,
          ...asked,
          html`${words.stoppedLead}`,
          button("resume", words.resume),
        )
      : plainPage(
          frame,
          words.stopTitle,
          ...asked,
          html`${words.stopLead}`,
          button("stop", words.stopButton),
        ),
  );
}

/** Returns true where a program seems to have pressed the button of `stopPage`. */
async function isPressedByProgram(c: PageContext, link: Link, form: FormData | null) {
  const { db, sealer, now } = c.var;
  const [press, visitor] = await Promise.all([
    readPress(sealer, link.tokenIndex, form),
    visitorOf(c),
  ]);
  const of = { invitationId: link.invitation.id, visitor, since: now - VISIT_MS };
  return isByProgram(await openingsBy(db, of), press, now, FASTEST_BUTTON_MS);
}

surveyPages.get("/s/:token/stop", async (c) => {
  const link = await linkOf(c);
  return link === null ? unknownLink(c) : stopPage(c, link, false);
});

surveyPages.post("/s/:token/stop", async (c) => {
  const link = await linkOf(c);
  if (link === null) return unknownLink(c);
  const { db, now } = c.var;
  const form = await c.req.formData().catch(() => null);
  // RFC 8058: the mail program of the person posts this, without a page.
  const isOneClick = form?.get("List-Unsubscribe") === "One-Click";
  if (!isOneClick && (await isPressedByProgram(c, link, form))) return stopPage(c, link, true);
  const indexes = await addressesOfLink(c, link);
  await db.batch([insertOptOuts(db, indexes, isOneClick ? "one_click" : "page", now)]);
  if (isOneClick) return c.text("Unsubscribed.");
  return c.redirect(`${link.path}/stop?lang=${encodeURIComponent(link.language)}`, 303);
});

surveyPages.post("/s/:token/resume", async (c) => {
  const link = await linkOf(c);
  if (link === null) return unknownLink(c);
  const form = await c.req.formData().catch(() => null);
  if (await isPressedByProgram(c, link, form)) return stopPage(c, link, true);
  await c.var.db.batch([deleteOptOuts(c.var.db, await addressesOfLink(c, link))]);
  return c.html(plainPage(frameOf(c, link.language), wordsIn(link.language).resumed));
});
