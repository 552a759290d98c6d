/** Routes of sampling: proposals answered, and the report. */
import { createRoute } from "@hono/zod-openapi";
import { body, byId, failures, idempotent, json, signedIn } from "./route-parts.ts";
import * as sampling from "./sampling.ts";

export const declineProposal = createRoute({
  method: "post",
  path: "/v1/proposals/{id}/decline",
  summary: "Not ask somebody who was drawn, and say why",
  description: "It is counted: managers see how many of those drawn were not asked.",
  security: signedIn,
  request: { headers: idempotent, params: byId, body: body(sampling.newDecline) },
  responses: { 200: json(sampling.proposalAnswer, "It no longer stands in Today"), ...failures },
});
export const reopenProposal = createRoute({
  method: "post",
  path: "/v1/proposals/{id}/reopen",
  summary: "Undo a decline: it stands in Today again",
  security: signedIn,
  request: { headers: idempotent, params: byId },
  responses: { 200: json(sampling.proposalAnswer, "As before"), ...failures },
});
export const readSampling = createRoute({
  method: "get",
  path: "/v1/sampling",
  summary: "Who was asked in a quarter: by lot and by choice, by rep and by tier",
  security: signedIn,
  request: { query: sampling.samplingQuery },
  responses: { 200: json(sampling.samplingReport, "With intervals"), ...failures },
});
