/** Routes of cases: listed, followed up, handed over, counted. */
import { createRoute } from "@hono/zod-openapi";
import { factAnswer } from "./answers.ts";
import * as cases from "./cases.ts";
import { withdrawal } from "./requests.ts";
import { byId, failures, json, signedIn, writeTo } from "./route-parts.ts";

export const listCases = createRoute({
  method: "get",
  path: "/v1/cases",
  summary:
    "Follow-ups of unhappy answers: open ones by when they are due, closed ones newest first",
  description: "A rep's own, and those of customers that they may see.",
  security: signedIn,
  request: { query: cases.casesQuery },
  responses: { 200: json(cases.cases, "With their steps, paged"), ...failures },
});
export const getCaseFigures = createRoute({
  method: "get",
  path: "/v1/case-figures",
  summary: "How soon cases were followed up, and what people answered next (manager)",
  security: signedIn,
  responses: { 200: json(cases.caseFigures, "Of the last year"), ...failures },
});
export const recordCaseStep = writeTo(
  "/v1/cases/{id}/steps",
  "In touch, resolved, or why it cannot be",
  byId,
  cases.newCaseStep,
  factAnswer,
);
export const withdrawCaseStep = writeTo(
  "/v1/case-steps/{id}/withdraw",
  "Undo a step of a case: it stands again where it stood before",
  byId,
  withdrawal,
  factAnswer,
);
export const handOverCase = writeTo(
  "/v1/cases/{id}/owner",
  "Hand a case to another owner",
  byId,
  cases.newHandover,
  factAnswer,
);
export const withdrawHandover = writeTo(
  "/v1/case-handovers/{id}/withdraw",
  "Undo a handover: the owner before has it again",
  byId,
  withdrawal,
  factAnswer,
);
