/** Routes of surveys: made, asked, answered. */
import { createRoute, z } from "@hono/zod-openapi";
import { id } from "./fields.ts";
import { body, byId, failures, idempotent, json, signedIn } from "./route-parts.ts";
import * as linkFiles from "./link-files.ts";
import * as survey from "./survey.ts";
import * as answers from "./survey-answers.ts";
import { surveyResults } from "./survey-results.ts";

const bySurvey = z.strictObject({ id: survey.surveyKey });

export const listSurveys = createRoute({
  method: "get",
  path: "/v1/surveys",
  summary: "The surveys, each in its newest version",
  security: signedIn,
  responses: { 200: json(survey.surveys, "The four ready ones first"), ...failures },
});
export const saveSurvey = createRoute({
  method: "put",
  path: "/v1/surveys/{id}",
  summary: "Save a survey: a new one, or the next version of one",
  description: "Refused with `conflict` where somebody saved another version meanwhile.",
  security: signedIn,
  request: { params: bySurvey, body: body(survey.newSurveyVersion) },
  responses: {
    200: json(survey.surveySummary, "The version that is asked from now on"),
    ...failures,
  },
});
export const previewSurvey = createRoute({
  method: "post",
  path: "/v1/surveys/preview",
  summary: "The page of a survey that is being made",
  description: "Nothing is stored, and nothing can be sent from the page.",
  security: signedIn,
  request: { body: body(survey.newSurveyPreview) },
  responses: { 200: json(survey.surveyPreview, "As HTML"), ...failures },
});
export const readSurveyResults = createRoute({
  method: "get",
  path: "/v1/surveys/{id}/results",
  summary: "The results of a survey",
  description:
    "Of its newest 2,000 answers; drivers, trust and themes of its newest 500. Groups of fewer " +
    "than five people are hidden, and those that would tell of one.",
  security: signedIn,
  request: { params: bySurvey },
  responses: { 200: json(surveyResults, "Figures, with their intervals"), ...failures },
});
export const listSurveyAnswers = createRoute({
  method: "get",
  path: "/v1/surveys/{id}/answers",
  summary: "The answers behind a figure of the results",
  description:
    "Exactly those that the bar counts, the newest first. Bars that are not shown are not listed " +
    "either, and anonymous answers never. A list by a word that they wrote is audited.",
  security: signedIn,
  request: { params: bySurvey, query: answers.answersQuery },
  responses: { 200: json(answers.listedAnswers, "Scores and flags, no words"), ...failures },
});
export const openSurveyWords = createRoute({
  method: "post",
  path: "/v1/surveys/{id}/words",
  summary: "What people wrote in some answers",
  description: "Audited: who opened which answers, without their text.",
  security: signedIn,
  request: { params: bySurvey, body: body(answers.openWords) },
  responses: { 200: json(answers.openedWords, "By question, as they wrote it"), ...failures },
});
export const decideAnswer = createRoute({
  method: "post",
  path: "/v1/survey-answers/{id}/decisions",
  summary: "Take back an answer that counts, or count one that is held",
  description:
    "Its facts and its case go or come in the same transaction, and the customer is re-scored.",
  security: signedIn,
  request: { headers: idempotent, params: byId, body: body(answers.newAnswerDecision) },
  responses: { 200: json(answers.decidedAnswer, "The answer as it stands now"), ...failures },
});
export const withdrawAnswerDecision = createRoute({
  method: "post",
  path: "/v1/answer-decisions/{id}/withdraw",
  summary: "Undo a decision on an answer",
  description: "Refused with `conflict` where the answer was changed or decided on since.",
  security: signedIn,
  request: { headers: idempotent, params: byId },
  responses: { 200: json(answers.decidedAnswer, "The answer as it stood before"), ...failures },
});
export const listSurveyVersions = createRoute({
  method: "get",
  path: "/v1/surveys/{id}/versions",
  summary: "The versions of a survey: each answer keeps the one that it was given to",
  security: signedIn,
  request: { params: bySurvey },
  responses: { 200: json(survey.surveyVersions, "The newest first"), ...failures },
});
const shelving = (verb: "archive" | "restore", summary: string, description: string) =>
  ({
    method: "post",
    path: `/v1/surveys/{id}/${verb}`,
    summary,
    description,
    security: signedIn,
    request: { params: bySurvey },
    responses: { 200: json(survey.surveySummary, "The survey as it is now"), ...failures },
  }) as const;
export const archiveSurvey = createRoute({
  ...shelving(
    "archive",
    "Ask a survey no more",
    "Links that were sent can still be answered, and its results stay.",
  ),
  path: "/v1/surveys/{id}/archive",
});
export const restoreSurvey = createRoute({
  ...shelving("restore", "Ask an archived survey again", "Takes an archiving back."),
  path: "/v1/surveys/{id}/restore",
});
export const createInvitation = createRoute({
  method: "post",
  path: "/v1/invitations",
  summary: "A personal link to a survey for a contact, or why they are not asked",
  security: signedIn,
  request: { headers: idempotent, body: body(survey.newInvitation) },
  responses: { 200: json(survey.invitationAnswer, "The link is shown once"), ...failures },
});
export const withdrawInvitation = createRoute({
  method: "post",
  path: "/v1/invitations/{id}/withdraw",
  summary: "Take back a link that was not sent",
  description:
    "The link no longer opens. Within an hour, and while nobody opened it, it does not count as " +
    "asked either.",
  security: signedIn,
  request: { headers: idempotent, params: byId },
  responses: {
    200: json(z.strictObject({ id, countsAsAsked: z.boolean() }), "Nobody can answer by it"),
    ...failures,
  },
});
export const listAskable = createRoute({
  method: "get",
  path: "/v1/contacts/{id}/surveys",
  summary: "Which surveys a contact may be asked, and why not the others",
  security: signedIn,
  request: { params: byId },
  responses: { 200: json(survey.askable, "Whatever was asked of them before"), ...failures },
});
export const listSurveyLinks = createRoute({
  method: "get",
  path: "/v1/surveys/{id}/links",
  summary: "The company's links to a survey",
  security: signedIn,
  request: { params: bySurvey },
  responses: { 200: json(survey.surveyLinks, "The newest first"), ...failures },
});
export const createSurveyLink = createRoute({
  method: "post",
  path: "/v1/surveys/{id}/links",
  summary: "A link of the company to a survey, for signatures",
  description: "Answers by it are anonymous: no contact is stored with them.",
  security: signedIn,
  request: { headers: idempotent, params: bySurvey, body: body(survey.newSurveyLink) },
  responses: { 200: json(survey.madeSurveyLink, "The link is shown once"), ...failures },
});
export const endSurveyLink = createRoute({
  method: "post",
  path: "/v1/survey-links/{id}/withdraw",
  summary: "End a link of the company",
  security: signedIn,
  request: { headers: idempotent, params: byId },
  responses: { 200: json(survey.surveyLink, "Nobody can answer by it"), ...failures },
});
export const createLinkFile = createRoute({
  method: "post",
  path: "/v1/surveys/{id}/link-files",
  summary: "Personal links to a survey for the contacts of some customers, for a mail program",
  description:
    "The rules of asking hold for each contact. Links are shown once; a repeat under the same key " +
    "answers the same ones.",
  security: signedIn,
  request: { headers: idempotent, params: bySurvey, body: body(linkFiles.newLinkFile) },
  responses: { 200: json(linkFiles.linkFile, "A row a contact, asked or not"), ...failures },
});
export const withdrawLinkFile = createRoute({
  method: "post",
  path: "/v1/surveys/{id}/link-files/withdraw",
  summary: "Take back links that nobody opened yet",
  description: "Those that were opened or answered stay.",
  security: signedIn,
  request: { headers: idempotent, params: bySurvey, body: body(linkFiles.takenBack) },
  responses: { 200: json(linkFiles.linksTakenBack, "How many of each"), ...failures },
});
