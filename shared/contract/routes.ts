/**
 * Every route of the API, once: the Worker mounts them, the typed clients and the table of roles
 * derive from them (`api.ts`). This file exports nothing else.
 */
import { createRoute, z } from "@hono/zod-openapi";
import * as answers from "./answers.ts";
import * as bulk from "./bulk-actions.ts";
import * as edits from "./customer-edits.ts";
import { customerSort, filterParameter } from "./customer-filter.ts";
import * as modelAnswers from "./model-answers.ts";
import { instant, opaque } from "./fields.ts";
import { newOverride } from "./override.ts";
import * as requests from "./requests.ts";
import * as reviewed from "./reviews.ts";
import * as snapshots from "./snapshot.ts";
import {
  body,
  byId,
  failures,
  idempotent,
  json,
  place,
  signedIn,
  undo,
  write,
  writeTo,
} from "./route-parts.ts";
import * as waiting from "./waiting-answers.ts";
import { published, signedSignals } from "./webmail-signals.ts";

export * from "./case-routes.ts";
export * from "./sampling-routes.ts";
export * from "./survey-routes.ts";

export const health = createRoute({
  method: "get",
  path: "/health",
  summary: "Whether database and keys work, and the version",
  responses: {
    200: json(answers.health, "They do"),
    503: json(answers.unhealthy, "What does not"),
    ...failures,
  },
});

export const createPairing = createRoute({
  method: "post",
  path: "/v1/pairings",
  summary: "Make a single-use pairing code for a person (admin)",
  security: signedIn,
  request: { body: body(requests.pairingRequest) },
  responses: { 200: json(answers.pairing, "Shown once; expires"), ...failures },
});
export const withdrawPairing = createRoute({
  method: "post",
  path: "/v1/pairings/withdraw",
  summary: "Take back an unused pairing code, or all of a person's (admin)",
  security: signedIn,
  description:
    "A role that the pairing changed becomes what it was. A code that was used is a session by " +
    "now: end that.",
  request: { body: body(requests.pairingWithdrawal) },
  responses: {
    200: json(answers.pairingsWithdrawn, "How many codes nobody can use any more"),
    ...failures,
  },
});
export const createSession = createRoute({
  method: "post",
  path: "/v1/sessions",
  summary: "Pairing code to session token",
  request: { body: body(requests.sessionRequest) },
  responses: {
    200: json(answers.session, "The token is shown once; only its hash is kept"),
    ...failures,
  },
});
export const createPortfolioSession = createRoute({
  method: "post",
  path: "/v1/sessions/portfolio",
  summary: "Code to a session of the portfolio, kept in a cookie",
  description:
    "The cookie is HttpOnly, Secure and SameSite=Strict. Calls that rest on it come from the " +
    "portfolio's own pages and bear the header `X-Regards: portfolio`; others are refused.",
  request: { body: body(requests.sessionRequest) },
  responses: {
    200: json(answers.portfolioSession, "Signed in; the token stands in the cookie alone"),
    ...failures,
  },
});
export const handOver = createRoute({
  method: "post",
  path: "/v1/sessions/handover",
  summary: "Single-use code that signs the same person in to the portfolio, for a minute",
  security: signedIn,
  responses: { 200: json(answers.pairing, "Shown once; expires"), ...failures },
});
export const listSessions = createRoute({
  method: "get",
  path: "/v1/sessions",
  summary: "Sessions: one's own; an admin sees all",
  security: signedIn,
  responses: { 200: json(answers.sessions, "Newest first"), ...failures },
});
export const endCurrentSession = createRoute({
  method: "delete",
  path: "/v1/sessions/current",
  summary: "Sign out",
  security: signedIn,
  responses: { 204: { description: "Signed out" }, ...failures },
});
export const endSession = createRoute({
  method: "delete",
  path: "/v1/sessions/{id}",
  summary: "Revoke a session: one's own; an admin any",
  security: signedIn,
  request: { params: byId },
  responses: { 204: { description: "Revoked" }, ...failures },
});
export const getMe = createRoute({
  method: "get",
  path: "/v1/me",
  summary: "Who is signed in, and the book's settings",
  security: signedIn,
  responses: { 200: json(answers.me, "The person and the book"), ...failures },
});

export const lookUpCards = createRoute({
  method: "post",
  path: "/v1/cards",
  summary: "The cards of up to 50 addresses, in the same order",
  security: signedIn,
  request: { body: body(requests.cardsRequest) },
  responses: { 200: json(answers.cards, "One answer an address"), ...failures },
});

export const findImpersonated = createRoute({
  method: "post",
  path: "/v1/impersonations",
  summary: "Whom of the book a stranger could be taken for",
  security: signedIn,
  request: { body: body(requests.stranger) },
  responses: {
    200: json(answers.impersonated, "Hints for a caution; null where nothing is alike"),
    ...failures,
  },
});

export const createCustomer = write(
  "/v1/customers",
  "Add a customer",
  requests.newCustomer,
  answers.cardOnly,
);
export const listCustomers = createRoute({
  method: "get",
  path: "/v1/customers",
  summary: "Customers that meet a filter, in any order",
  security: signedIn,
  description:
    "The filter is JSON: a condition, or `all` or `any` of several, four deep and forty in all at " +
    "most. A sort is a field, with a minus sign for the largest first; customers without the " +
    "value come last.",
  request: {
    query: z.strictObject({
      filter: filterParameter.optional(),
      sort: customerSort.default("-value"),
      after: opaque(0, 200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: { 200: json(answers.customerList, "A page, and how many there are"), ...failures },
});
export const getCustomer = createRoute({
  method: "get",
  path: "/v1/customers/{id}",
  summary: "A customer's profile",
  security: signedIn,
  request: {
    params: byId,
    query: z.strictObject({
      after: place.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: json(answers.profile, "Contacts, facts (paged), scores with explanations, history"),
    ...failures,
  },
});
export const addContact = writeTo(
  "/v1/customers/{id}/contacts",
  "Add a contact, or another address of one",
  byId,
  requests.contactRequest,
  answers.contactAnswer,
);

export const editCustomer = writeTo(
  "/v1/customers/{id}/edits",
  "Edit a customer: name, segment, owner, language, notes, or a contact's telephone number",
  byId,
  edits.newEdit,
  answers.factAnswer,
);
export const withdrawEdit = writeTo(
  "/v1/edits/{id}/withdraw",
  "Undo an edit: what stood there before holds again, unless it was edited since",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);
export const startBulkAction = createRoute({
  method: "post",
  path: "/v1/bulk-actions",
  summary: "Give many customers an owner, a segment or a tier (manager)",
  security: signedIn,
  description:
    "A few are changed by the answer, many go on behind it, and what was stopped goes on where it " +
    "stood. Those who have the value already are passed over.",
  request: { headers: idempotent, body: body(bulk.newBulkAction) },
  responses: { 200: json(bulk.bulkActionAnswer, "Begun"), ...failures },
});
export const listBulkActions = createRoute({
  method: "get",
  path: "/v1/bulk-actions",
  summary: "The latest bulk actions (manager)",
  security: signedIn,
  responses: { 200: json(bulk.bulkActions, "The newest first, 20 at most"), ...failures },
});
export const getBulkAction = createRoute({
  method: "get",
  path: "/v1/bulk-actions/{id}",
  summary: "How far a bulk action is (manager)",
  security: signedIn,
  request: { params: byId },
  responses: { 200: json(bulk.bulkActionAnswer, "The action"), ...failures },
});
export const withdrawBulkAction = createRoute({
  method: "post",
  path: "/v1/bulk-actions/{id}/withdraw",
  summary: "Undo a bulk action, wherever it stands (manager)",
  security: signedIn,
  description: "What was edited by hand since stays as it is.",
  request: { headers: idempotent, params: byId, body: body(requests.withdrawal) },
  responses: { 200: json(bulk.bulkActionAnswer, "Its undo has begun"), ...failures },
});

export const listUsers = createRoute({
  method: "get",
  path: "/v1/users",
  summary: "Those who sign in, by name",
  security: signedIn,
  responses: { 200: json(edits.users, "Those added first first"), ...failures },
});

export const listSegments = createRoute({
  method: "get",
  path: "/v1/segments",
  summary: "The segments that customers are in",
  security: signedIn,
  responses: { 200: json(edits.segments, "By the alphabet, 500 at most"), ...failures },
});

export const listViews = createRoute({
  method: "get",
  path: "/v1/views",
  summary: "Saved views of the list of customers: one's own and the team's",
  security: signedIn,
  responses: { 200: json(answers.savedViews, "The oldest first"), ...failures },
});
export const saveView = createRoute({
  method: "post",
  path: "/v1/views",
  summary: "Save a view of the list of customers",
  security: signedIn,
  request: { headers: idempotent, body: body(requests.viewToSave) },
  responses: { 200: json(answers.viewAnswer, "Saved"), ...failures },
});
export const updateView = createRoute({
  method: "put",
  path: "/v1/views/{id}",
  summary: "Change a saved view: one's own; a manager any of the team's",
  security: signedIn,
  description: "Sent again as it was before, it undoes the change.",
  request: { headers: idempotent, params: byId, body: body(requests.newView) },
  responses: { 200: json(answers.viewAnswer, "Changed, under the same id"), ...failures },
});
export const withdrawView = createRoute({
  method: "post",
  path: "/v1/views/{id}/withdraw",
  summary: "Take a saved view away: one's own; a manager any of the team's",
  security: signedIn,
  description: "Answers the view as it was: saved again with its id, it is back.",
  request: { headers: idempotent, params: byId, body: body(requests.withdrawal) },
  responses: { 200: json(answers.viewAnswer, "It is in no list any more"), ...failures },
});

export const searchCustomers = createRoute({
  method: "post",
  path: "/v1/customers/search",
  summary: "Customers by what is typed of them",
  security: signedIn,
  description:
    "The beginnings of words in any order, three letters at least; of Chinese and Japanese " +
    "names any two characters in a row, or the initials of the pinyin. Also a whole address, a " +
    "number of the company's own, and a contact's full name. Eight answers at most.",
  request: { body: body(requests.customerSearch) },
  responses: { 200: json(answers.foundCustomers, "The best matches"), ...failures },
});
export const withdrawCustomer = undo(
  "/v1/customers/{id}/withdraw",
  "Undo the adding of a customer, with its contacts and addresses",
  requests.withdrawal,
);
export const withdrawContact = undo(
  "/v1/contacts/{id}/withdraw",
  "Undo the adding of a contact, with its addresses",
  requests.withdrawal,
);
export const withdrawAddresses = undo(
  "/v1/contacts/{id}/addresses/withdraw",
  "Undo the adding of addresses of a contact",
  requests.addressWithdrawal,
);

export const logInteraction = write(
  "/v1/interactions",
  "Log what happened",
  requests.newInteraction,
  answers.interactionAnswer,
);
export const findInteraction = createRoute({
  method: "post",
  path: "/v1/interactions/find",
  summary: "For which customers this message is logged, by whoever",
  security: signedIn,
  request: { body: body(requests.findInteraction) },
  responses: { 200: json(answers.foundInteractions, "The logs, one a customer"), ...failures },
});
export const withdrawInteraction = writeTo(
  "/v1/interactions/{id}/withdraw",
  "Undo a log",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);
export const amendInteraction = writeTo(
  "/v1/interactions/{id}/amend",
  "Edit a log",
  byId,
  requests.amendedInteraction,
  answers.interactionAnswer,
);

export const recordSatisfaction = write(
  "/v1/satisfaction",
  "NPS, CSAT or CES with comment and source",
  requests.newSatisfaction,
  answers.factAnswer,
);
export const withdrawSatisfaction = writeTo(
  "/v1/satisfaction/{id}/withdraw",
  "Undo a satisfaction response",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);
export const recordTrust = write(
  "/v1/trust",
  "Answers to the four-dimension questionnaire",
  requests.newTrust,
  answers.factAnswer,
);
export const withdrawTrust = writeTo(
  "/v1/trust/{id}/withdraw",
  "Undo a trust response",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);

export const getToday = createRoute({
  method: "get",
  path: "/v1/today",
  summary: "What a rep has to do for whom today, the most pressing first",
  description:
    "Of the customers one owns, and of those that nobody owns and that one logged last. Done, " +
    "later and not useful go by `POST /v1/actions/{id}/outcome`.",
  security: signedIn,
  responses: { 200: json(answers.today, "100 customers and promises at most"), ...failures },
});

export const recordPromise = write(
  "/v1/promises",
  "Something we said we would do, and by when",
  requests.newPromise,
  answers.factAnswer,
);
export const recordPromiseOutcome = writeTo(
  "/v1/promises/{id}/outcome",
  "Kept, not kept, or moved to another day",
  byId,
  requests.promiseOutcomeRequest,
  answers.factAnswer,
);
export const withdrawPromise = writeTo(
  "/v1/promises/{id}/withdraw",
  "Undo a promise",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);
export const withdrawPromiseOutcome = writeTo(
  "/v1/promise-outcomes/{id}/withdraw",
  "Undo what was noted of a promise",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);

export const setOverride = write(
  "/v1/overrides",
  "Give a customer another tier until a day (manager)",
  newOverride,
  answers.factAnswer,
);
export const withdrawOverride = writeTo(
  "/v1/overrides/{id}/withdraw",
  "End an override: the tier before it, or the computed one, holds again (manager)",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);

export const recordOutcome = writeTo(
  "/v1/actions/{id}/outcome",
  "Done, later, or not useful",
  z.strictObject({ id: opaque(3, 100).toLowerCase() }),
  requests.outcomeRequest,
  answers.factAnswer,
);
export const withdrawOutcome = writeTo(
  "/v1/outcomes/{id}/withdraw",
  "Undo an action's outcome",
  byId,
  requests.withdrawal,
  answers.factAnswer,
);

export const importCsv = createRoute({
  method: "post",
  path: "/v1/imports/{kind}",
  summary: "Import CSV as a stream",
  security: signedIn,
  description:
    "The body is the file itself. The answer is newline-delimited JSON: progress, every " +
    "refused row, the report last.",
  request: {
    params: z.strictObject({ kind: requests.importKind }),
    query: z.strictObject({
      map: opaque(0, 2000).optional().openapi({
        description:
          "field=Header pairs, separated by commas; amount=Quantity*UnitPrice multiplies",
      }),
      encoding: z
        .string()
        .regex(/^[\w:.-]{2,40}$/)
        .optional()
        .openapi({
          description:
            "Encoding of the file where it is not to be guessed: gb18030, big5, windows-1250",
        }),
      source: requests.importSource.optional().openapi({
        description: "Program and file that the rows were made of: shopify/orders",
      }),
      group: z.uuid().optional().openapi({
        description: "One id for all imports that one file makes: they are taken back together",
      }),
    }),
    body: { content: { "text/csv": { schema: z.string() } }, required: true },
  },
  responses: {
    200: {
      content: { "application/jsonl": { schema: answers.importLine } },
      description: "A stream of lines",
    },
    ...failures,
  },
});
export const listImports = createRoute({
  method: "get",
  path: "/v1/imports",
  summary: "Imports, newest first (manager)",
  security: signedIn,
  request: {
    query: z.strictObject({
      after: opaque(0, 20).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(20),
      group: z.uuid().optional().openapi({ description: "Those of one file alone" }),
    }),
  },
  responses: { 200: json(answers.imports, "With their ids, for taking them back"), ...failures },
});
export const withdrawImport = createRoute({
  method: "post",
  path: "/v1/imports/{id}/withdraw",
  summary: "Undo an import: all that it brought and nothing else hangs on (manager)",
  security: signedIn,
  description:
    "Facts, contacts, addresses and customers go, changed names and kinds become what they " +
    "were, and whom it touched is scored again. The answer is newline-delimited JSON, its " +
    "report last; where `done` is false, ask again. Taken back twice, it takes what has become " +
    "free since.",
  request: { params: byId },
  responses: {
    200: {
      content: { "application/jsonl": { schema: answers.importWithdrawalLine } },
      description: "A stream of lines",
    },
    ...failures,
  },
});
export const findPeople = createRoute({
  method: "post",
  path: "/v1/people/find",
  summary: "Which people of a file the book knows, by exact address or number (manager)",
  security: signedIn,
  request: { body: body(waiting.peopleRequest) },
  responses: { 200: json(waiting.peopleFound, "In the order of the request"), ...failures },
});
export const listWaitingAnswers = createRoute({
  method: "get",
  path: "/v1/waiting-answers",
  summary: "Answers of people whom the book does not know, newest first (manager)",
  security: signedIn,
  request: {
    query: z.strictObject({
      after: place.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: {
    200: json(waiting.waitingAnswers, "They count nowhere while they wait"),
    ...failures,
  },
});
export const joinAnswer = createRoute({
  method: "post",
  path: "/v1/waiting-answers/{id}/join",
  summary: "Say whose a waiting answer is: it becomes facts of that customer (manager)",
  security: signedIn,
  request: { headers: idempotent, params: byId, body: body(waiting.joinRequest) },
  responses: { 200: json(waiting.settledAnswer, "Stored and scored"), ...failures },
});
export const dismissAnswer = createRoute({
  method: "post",
  path: "/v1/waiting-answers/{id}/dismiss",
  summary: "Dismiss a waiting answer: it is nobody's (manager)",
  security: signedIn,
  request: { headers: idempotent, params: byId, body: body(requests.withdrawal) },
  responses: { 200: json(waiting.settledAnswer, "It is in no list any more"), ...failures },
});
export const withdrawSettledAnswer = createRoute({
  method: "post",
  path: "/v1/waiting-answers/{id}/withdraw",
  summary: "Undo a join or a dismissal: the answer waits again (manager)",
  security: signedIn,
  request: { headers: idempotent, params: byId, body: body(requests.withdrawal) },
  responses: {
    200: json(waiting.settledAnswer, "Facts that it became are withdrawn"),
    ...failures,
  },
});
export const startReview = createRoute({
  method: "post",
  path: "/v1/review",
  summary: "Refit the models and re-score everyone (manager)",
  security: signedIn,
  description:
    "With `asOf` as the book was known at that moment: after an import of many years, reviews of " +
    "the past, the oldest first, give dashboards and effects of actions a history. Refused with " +
    "`conflict` once a review looked at the book from later; cards are of that moment until the " +
    "next review.",
  request: { query: z.strictObject({ asOf: instant.optional() }) },
  responses: {
    202: json(answers.review, "Started; a review already running is answered instead of a second"),
    ...failures,
  },
});
export const getReview = createRoute({
  method: "get",
  path: "/v1/review",
  summary: "How far the latest review is (manager)",
  security: signedIn,
  responses: { 200: json(answers.review, "The latest review"), ...failures },
});
export const listTierMoves = createRoute({
  method: "get",
  path: "/v1/review/moves",
  summary: "Customers whose tier a review changed, and why (manager)",
  security: signedIn,
  request: {
    query: z.strictObject({
      after: place.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: { 200: json(answers.tierMoves, "The newest review first, paged"), ...failures },
});

export const listReviews = createRoute({
  method: "get",
  path: "/v1/reviews",
  summary: "Reviews that ended, with the numbers of their moves (manager)",
  security: signedIn,
  request: {
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(60) }),
  },
  responses: { 200: json(reviewed.reviews, "The newest first"), ...failures },
});
export const readReview = createRoute({
  method: "get",
  path: "/v1/reviews/{id}",
  summary: "One review with its moves counted by reason (manager)",
  security: signedIn,
  request: { params: byId },
  responses: { 200: json(reviewed.reviewDetail, "The review"), ...failures },
});
export const listReviewedMoves = createRoute({
  method: "get",
  path: "/v1/reviews/{id}/moves",
  summary: "Moves of a review for one leading reason in one direction (manager)",
  security: signedIn,
  request: { params: byId, query: reviewed.movesQuery },
  responses: {
    200: json(reviewed.reviewedMoves, "The most valuable customer first, paged"),
    ...failures,
  },
});

export const decideOnMoves = createRoute({
  method: "post",
  path: "/v1/move-decisions",
  summary: "Confirm, decline or override moves of a review (manager)",
  security: signedIn,
  description:
    `Up to ${reviewed.mostDecided} at once; of a larger group the first, then ask again with ` +
    "another key while `left` is not 0. Moves that somebody decided on before stay as they are.",
  request: { headers: idempotent, body: body(reviewed.newDecisions) },
  responses: { 200: json(reviewed.decisionsMade, "Decided, cards re-scored"), ...failures },
});
export const withdrawDecisions = createRoute({
  method: "post",
  path: "/v1/move-decisions/withdraw",
  summary: "Take decisions on moves back, with the overrides that came of them (manager)",
  security: signedIn,
  request: { headers: idempotent, body: body(reviewed.withdrawnDecisions) },
  responses: { 200: json(reviewed.decisionsWithdrawn, "Taken back, cards re-scored"), ...failures },
});

export const listSnapshots = createRoute({
  method: "get",
  path: "/v1/snapshots",
  summary: "Months that have figures of the dashboards (manager)",
  security: signedIn,
  responses: { 200: json(snapshots.snapshotMonths, "Newest first"), ...failures },
});
export const getSnapshot = createRoute({
  method: "get",
  path: "/v1/snapshots/{page}",
  summary: "The figures of a dashboard, as the last review of a month left them (manager)",
  security: signedIn,
  request: {
    params: z.strictObject({ page: snapshots.snapshotPage }),
    query: snapshots.snapshotQuery,
  },
  responses: {
    200: json(snapshots.snapshot, "The latest month where none is named"),
    ...failures,
  },
});

export const listModels = createRoute({
  method: "get",
  path: "/v1/models",
  summary: "The models that reviews fitted, each with its back-test (manager)",
  security: signedIn,
  request: {
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(30).default(10) }),
  },
  responses: { 200: json(modelAnswers.models, "The newest first"), ...failures },
});

export const getPolicy = createRoute({
  method: "get",
  path: "/v1/policy",
  summary: "The newest policy and its history (admin)",
  security: signedIn,
  responses: {
    200: json(answers.policy, "All settings, their version and the versions before"),
    ...failures,
  },
});
export const getPolicyVersion = createRoute({
  method: "get",
  path: "/v1/policy/{version}",
  summary:
    "A policy as it was saved: saved again as the next version, it undoes those since (admin)",
  security: signedIn,
  request: { params: z.strictObject({ version: z.coerce.number().int().min(1).max(1e9) }) },
  responses: {
    200: json(answers.policyVersionAnswer, "All settings of that version"),
    ...failures,
  },
});
export const putPolicy = createRoute({
  method: "put",
  path: "/v1/policy",
  summary: "Save a whole policy as the next version and review the book under it (admin)",
  security: signedIn,
  description:
    "Refused with `conflict` where somebody saved another version since `basedOn`. The new " +
    "version comes into force once the review it starts has fitted the models.",
  request: { headers: idempotent, body: body(requests.newPolicy) },
  responses: {
    200: json(
      answers.policySaved,
      "Stored; a review under it has begun, in the place of one that was running",
    ),
    ...failures,
  },
});
export const previewPolicy = createRoute({
  method: "post",
  path: "/v1/policy/preview",
  summary: "Who would stand in another tier under a draft; nothing is written (admin)",
  security: signedIn,
  description:
    "Compares the newest policy with the draft on the measures of the latest finished review, " +
    "as if either had been in force then.",
  request: {
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(20) }),
    body: body(requests.draftPolicy),
  },
  responses: { 200: json(answers.policyPreview, "Counts, and those who change most"), ...failures },
});

export const getWebmailSignals = createRoute({
  method: "get",
  path: "/v1/webmail-signals",
  summary: "Newer descriptions of webmails, signed by the administrator",
  security: signedIn,
  description:
    "Data alone. `not_found` where the Worker serves none or none was published. Ask with " +
    "`If-None-Match` for what has changed only.",
  responses: {
    200: json(signedSignals, "The newest version, with its ETag"),
    304: { description: "Nothing newer" },
    ...failures,
  },
});
export const putWebmailSignals = createRoute({
  method: "put",
  path: "/v1/webmail-signals",
  summary: "Publish signed descriptions as the next version (admin)",
  security: signedIn,
  description:
    "Refused where the signature is not of SIGNALS_PUBLIC_KEY, a field is not as it must be, " +
    "or the version is not higher than the one before. Sent again, it changes nothing.",
  request: { body: body(signedSignals) },
  responses: { 200: json(published, "Published"), ...failures },
});
