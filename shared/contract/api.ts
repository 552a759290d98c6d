/**
 * The API as a type, for Hono's typed client: inferred from the routes alone, so that no side
 * imports the other.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type * as routes from "./routes.ts";

type Routes = typeof routes;
type Entry<R> = { route: R; handler: unknown };
type Entries = readonly [
  Entry<Routes["health"]>,
  Entry<Routes["createPairing"]>,
  Entry<Routes["withdrawPairing"]>,
  Entry<Routes["createSession"]>,
  Entry<Routes["listSessions"]>,
  Entry<Routes["endCurrentSession"]>,
  Entry<Routes["endSession"]>,
  Entry<Routes["getMe"]>,
  Entry<Routes["lookUpCards"]>,
  Entry<Routes["findImpersonated"]>,
  Entry<Routes["createCustomer"]>,
  Entry<Routes["getCustomer"]>,
  Entry<Routes["addContact"]>,
  Entry<Routes["searchCustomers"]>,
  Entry<Routes["withdrawCustomer"]>,
  Entry<Routes["withdrawContact"]>,
  Entry<Routes["withdrawAddresses"]>,
  Entry<Routes["logInteraction"]>,
  Entry<Routes["findInteraction"]>,
  Entry<Routes["withdrawInteraction"]>,
  Entry<Routes["amendInteraction"]>,
  Entry<Routes["recordSatisfaction"]>,
  Entry<Routes["withdrawSatisfaction"]>,
  Entry<Routes["recordTrust"]>,
  Entry<Routes["withdrawTrust"]>,
  Entry<Routes["recordOutcome"]>,
  Entry<Routes["withdrawOutcome"]>,
  Entry<Routes["listImports"]>,
  Entry<Routes["startReview"]>,
  Entry<Routes["getReview"]>,
  Entry<Routes["getWebmailSignals"]>,
  Entry<Routes["putWebmailSignals"]>,
];
declare const app: OpenAPIHono;
export type Api = ReturnType<typeof app.openapiRoutes<Entries>>;
