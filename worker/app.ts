/** The Worker's HTTP side: the chain every request passes, and the routes. */
import packageFile from "../package.json" with { type: "json" };
import type { App } from "./context.ts";
import { router } from "./router.ts";
import { actions } from "./routes/actions.ts";
import { bulkActions } from "./routes/bulk-actions.ts";
import { cards } from "./routes/cards.ts";
import { cases } from "./routes/cases.ts";
import { customerEdits } from "./routes/customer-edits.ts";
import { customerList } from "./routes/customer-list.ts";
import { customers } from "./routes/customers.ts";
import { docs } from "./routes/docs.ts";
import { health } from "./routes/health.ts";
import { impersonations } from "./routes/impersonations.ts";
import { imports } from "./routes/imports.ts";
import { interactions } from "./routes/interactions.ts";
import { me } from "./routes/me.ts";
import { pairings } from "./routes/pairings.ts";
import { overrides } from "./routes/overrides.ts";
import { peopleWithdrawals } from "./routes/people-withdrawals.ts";
import { policy } from "./routes/policy.ts";
import { moveDecisions } from "./routes/move-decisions.ts";
import { models } from "./routes/models.ts";
import { promises } from "./routes/promises.ts";
import { review } from "./routes/review.ts";
import { reviews } from "./routes/reviews.ts";
import { satisfaction } from "./routes/satisfaction.ts";
import { search } from "./routes/search.ts";
import { sessions } from "./routes/sessions.ts";
import { anonymousPages } from "./routes/anonymous-pages.ts";
import { sampling } from "./routes/sampling.ts";
import { surveyResults } from "./routes/survey-results.ts";
import { surveyPages } from "./routes/survey-pages.ts";
import { previewHeaders, surveyPreview } from "./routes/survey-preview.ts";
import { surveys } from "./routes/surveys.ts";
import { snapshots } from "./routes/snapshots.ts";
import { today } from "./routes/today.ts";
import { trust } from "./routes/trust.ts";
import { users } from "./routes/users.ts";
import { views } from "./routes/views.ts";
import { waitingAnswers } from "./routes/waiting-answers.ts";
import { webmailSignals } from "./routes/webmail-signals.ts";
import { begin, gate } from "./security/gate.ts";
import { crossOrigin, neverCached, safeHeaders } from "./security/headers.ts";
import { limitBody } from "./security/limits.ts";
import { onPageError, onPageNotFound } from "./surveys/page/failure-page.ts";
import { surveyHeaders } from "./surveys/page/serving.ts";
import type { Hono } from "hono";

export const app = router();

app.use("/s/*", surveyHeaders);
app.use("/a/*", surveyHeaders);
app.use("/survey-preview/*", previewHeaders);
app.use(begin, safeHeaders, crossOrigin);
app.use("/v1/*", neverCached);
app.use(gate, limitBody);

const resources: Hono<App>[] = [
  health,
  pairings,
  sessions,
  me,
  cards,
  impersonations,
  search,
  customerList,
  views,
  customers,
  peopleWithdrawals,
  customerEdits,
  bulkActions,
  users,
  interactions,
  satisfaction,
  trust,
  actions,
  promises,
  cases,
  overrides,
  surveys,
  surveyPages,
  surveyResults,
  sampling,
  anonymousPages,
  surveyPreview,
  today,
  imports,
  waitingAnswers,
  models,
  review,
  reviews,
  moveDecisions,
  snapshots,
  policy,
  webmailSignals,
  docs,
];
for (const resource of resources) app.route("/", resource);

app.openAPIRegistry.registerComponent("securitySchemes", "session", {
  type: "http",
  scheme: "bearer",
  description: "A session token (`rgd_…`) from POST /v1/sessions.",
});
app.doc31("/openapi.json", {
  openapi: "3.1.0",
  info: {
    title: "Regards",
    version: packageFile.version,
    description:
      "Who this customer is to us, how far they trust us and what to do next. Reads and writes " +
      "pass the `X-Bookmark` of the last answer on, so that a replica never hides one's own " +
      "write.",
  },
});

app.onError(onPageError);
app.notFound(onPageNotFound);
