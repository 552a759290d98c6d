/** The one table of roles: who may call what. A route without an entry is refused to everybody. */
import type { RouteName } from "../../shared/contract/api.ts";
import type { Role } from "../../shared/contract/fields.ts";

/** `open` needs no sign-in. `writes` sends the request's reads to the primary database. */
export type Access = {
  least: Role | "open";
  writes: boolean;
  /** Not counted by network: many callers of one network follow links of surveys. */
  countsItself?: true;
};

const reads = (least: Access["least"]): Access => ({ least, writes: false });
const writes = (least: Access["least"]): Access => ({ least, writes: true });

/** Routes of the Worker that are no part of the API. */
type Document =
  | "GET /openapi.json"
  | "GET /docs"
  | "GET /docs/:file"
  | "GET /survey-preview/:scheme"
  | `${"GET" | "POST"} /s/:token`
  | `${"GET" | "POST"} /s/:token/stop`
  | `${"GET" | "POST"} /s/:token/details`
  | "POST /s/:token/resume"
  | `${"GET" | "POST"} /a/:token`
  | `${"GET" | "POST"} /a/:token/details/:page`
  | `${"GET" | "POST"} /a/:token/thanks/:answer`;

/** Survey pages are proved by the token of their link, and counted by it. */
const page: Access = { least: "open", writes: true, countsItself: true };

/** Method and route pattern to the least role: the type checker misses a route of the contract. */
export const access: Readonly<Record<RouteName | Document, Access>> = {
  "GET /health": reads("open"),
  "GET /openapi.json": reads("open"),
  "GET /docs": reads("open"),
  "GET /docs/:file": reads("open"),
  "GET /survey-preview/:scheme": reads("open"),
  "GET /s/:token": page,
  "POST /s/:token": page,
  "GET /s/:token/stop": page,
  "POST /s/:token/stop": page,
  "GET /s/:token/details": page,
  "POST /s/:token/details": page,
  "POST /s/:token/resume": page,
  "GET /a/:token": page,
  "POST /a/:token": page,
  "GET /a/:token/details/:page": page,
  "POST /a/:token/details/:page": page,
  "GET /a/:token/thanks/:answer": page,
  "POST /a/:token/thanks/:answer": page,
  "POST /v1/sessions": writes("open"),
  "POST /v1/sessions/portfolio": writes("open"),

  "GET /v1/me": reads("viewer"),
  "GET /v1/sessions": reads("viewer"),
  "POST /v1/sessions/handover": writes("viewer"),
  "DELETE /v1/sessions/current": writes("viewer"),
  "DELETE /v1/sessions/:id": writes("viewer"),
  "POST /v1/cards": reads("viewer"),
  "POST /v1/impersonations": reads("viewer"),
  "GET /v1/customers/:id": reads("viewer"),
  "POST /v1/interactions/find": reads("viewer"),
  "GET /v1/webmail-signals": reads("viewer"),

  "GET /v1/customers": reads("rep"),
  "GET /v1/users": reads("rep"),
  "GET /v1/segments": reads("rep"),
  "POST /v1/customers/:id/edits": writes("rep"),
  "POST /v1/edits/:id/withdraw": writes("rep"),
  "GET /v1/views": reads("rep"),
  "POST /v1/views": writes("rep"),
  "PUT /v1/views/:id": writes("rep"),
  "POST /v1/views/:id/withdraw": writes("rep"),
  "POST /v1/customers": writes("rep"),
  "POST /v1/customers/:id/withdraw": writes("rep"),
  "POST /v1/customers/:id/contacts": writes("rep"),
  "POST /v1/customers/search": reads("rep"),
  "POST /v1/contacts/:id/withdraw": writes("rep"),
  "POST /v1/contacts/:id/addresses/withdraw": writes("rep"),
  "POST /v1/interactions": writes("rep"),
  "POST /v1/interactions/:id/withdraw": writes("rep"),
  "POST /v1/interactions/:id/amend": writes("rep"),
  "POST /v1/satisfaction": writes("rep"),
  "POST /v1/satisfaction/:id/withdraw": writes("rep"),
  "POST /v1/trust": writes("rep"),
  "POST /v1/trust/:id/withdraw": writes("rep"),
  "GET /v1/surveys": reads("rep"),
  "PUT /v1/surveys/:id": writes("manager"),
  "GET /v1/surveys/:id/links": reads("manager"),
  "POST /v1/surveys/:id/links": writes("manager"),
  "POST /v1/surveys/:id/link-files": writes("manager"),
  "POST /v1/surveys/:id/link-files/withdraw": writes("manager"),
  "POST /v1/survey-links/:id/withdraw": writes("manager"),
  "POST /v1/surveys/preview": reads("rep"),
  "GET /v1/surveys/:id/results": reads("manager"),
  // Its lists by a word are audited.
  "GET /v1/surveys/:id/answers": writes("manager"),
  "POST /v1/surveys/:id/words": writes("manager"),
  "POST /v1/survey-answers/:id/decisions": writes("manager"),
  "POST /v1/answer-decisions/:id/withdraw": writes("manager"),
  "GET /v1/surveys/:id/versions": reads("rep"),
  "POST /v1/surveys/:id/archive": writes("manager"),
  "POST /v1/surveys/:id/restore": writes("manager"),
  "GET /v1/contacts/:id/surveys": reads("rep"),
  "POST /v1/invitations": writes("rep"),
  "POST /v1/invitations/:id/withdraw": writes("rep"),
  "POST /v1/proposals/:id/decline": writes("rep"),
  "POST /v1/proposals/:id/reopen": writes("rep"),
  "GET /v1/sampling": reads("manager"),
  "GET /v1/cases": reads("rep"),
  "GET /v1/case-figures": reads("manager"),
  "POST /v1/cases/:id/steps": writes("rep"),
  "POST /v1/case-steps/:id/withdraw": writes("rep"),
  "POST /v1/cases/:id/owner": writes("rep"),
  "POST /v1/case-handovers/:id/withdraw": writes("rep"),
  "GET /v1/today": reads("rep"),
  "POST /v1/promises": writes("rep"),
  "POST /v1/promises/:id/outcome": writes("rep"),
  "POST /v1/promises/:id/withdraw": writes("rep"),
  "POST /v1/promise-outcomes/:id/withdraw": writes("rep"),
  "POST /v1/overrides": writes("manager"),
  "POST /v1/overrides/:id/withdraw": writes("manager"),
  "POST /v1/actions/:id/outcome": writes("rep"),
  "POST /v1/outcomes/:id/withdraw": writes("rep"),

  "POST /v1/bulk-actions": writes("manager"),
  "GET /v1/bulk-actions": reads("manager"),
  "GET /v1/bulk-actions/:id": reads("manager"),
  "POST /v1/bulk-actions/:id/withdraw": writes("manager"),
  "POST /v1/imports/:kind": writes("manager"),
  "GET /v1/imports": reads("manager"),
  "POST /v1/imports/:id/withdraw": writes("manager"),
  "POST /v1/people/find": reads("manager"),
  "GET /v1/waiting-answers": reads("manager"),
  "POST /v1/waiting-answers/:id/join": writes("manager"),
  "POST /v1/waiting-answers/:id/dismiss": writes("manager"),
  "POST /v1/waiting-answers/:id/withdraw": writes("manager"),
  "POST /v1/review": writes("manager"),
  "GET /v1/review": reads("manager"),
  "GET /v1/review/moves": reads("manager"),
  "GET /v1/reviews": reads("manager"),
  "GET /v1/reviews/:id": reads("manager"),
  "GET /v1/reviews/:id/moves": reads("manager"),
  "POST /v1/move-decisions": writes("manager"),
  "POST /v1/move-decisions/withdraw": writes("manager"),
  "GET /v1/models": reads("manager"),
  "GET /v1/snapshots": reads("manager"),
  "GET /v1/snapshots/:page": reads("manager"),

  "POST /v1/pairings": writes("admin"),
  "POST /v1/pairings/withdraw": writes("admin"),
  "GET /v1/policy": reads("admin"),
  "GET /v1/policy/:version": reads("admin"),
  "PUT /v1/policy": writes("admin"),
  "POST /v1/policy/preview": reads("admin"),
  "PUT /v1/webmail-signals": writes("admin"),
};

/** Returns the table's entry for a route as it was matched, or null where there is none. */
export function accessTo(route: string): Access | null {
  return Object.hasOwn(access, route) ? access[route as keyof typeof access] : null;
}
