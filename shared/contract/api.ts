/**
 * The API as types, derived from the routes alone, so that no side imports the other and no route
 * can be missing: the schema of Hono's typed client, and the routes' names.
 */
import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type * as routes from "./routes.ts";

type Routes = typeof routes;
/** Each route that `routes.ts` exports. */
type Route = Extract<Routes[keyof Routes], RouteConfig>;

declare const app: OpenAPIHono;
/** Each route as `openapiRoutes` takes it; distributes over the union. */
type Entry<R> = R extends RouteConfig ? { route: R; handler: unknown } : never;
/** One element of a union type is as good as a tuple of all: its order does not matter. */
export type Api = ReturnType<typeof app.openapiRoutes<readonly [Entry<Route>]>>;

/** Method and route pattern: `POST /v1/customers/:id/contacts`. */
type NameOf<R> = R extends { method: infer Method extends string; getRoutingPath(): infer Path }
  ? `${Uppercase<Method>} ${Path & string}`
  : never;
export type RouteName = NameOf<Route>;
