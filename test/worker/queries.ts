/** The real database of the tests, with its queries counted. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { D1DatabaseSession, D1PreparedStatement } from "@cloudflare/workers-types";
import { app } from "../../worker/app.ts";

/**
 * The Worker's answer to a request, and how many statements it prepared in its database session.
 */
export async function countingQueries(
  request: Request,
): Promise<{ response: Response; queries: number }> {
  let queries = 0;
  const count = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(real, name) {
        if (name === "prepare") queries += 1;
        const value: unknown = Reflect.get(real, name, real);
        if (typeof value !== "function") return value;
        return (...parts: unknown[]) => {
          const answer: unknown = Reflect.apply(value, real, parts);
          return name === "withSession" ? count(answer as object) : answer;
        };
      },
    });
  const response = await app.fetch(
    request,
    { ...env, DB: count(env.DB) },
    createExecutionContext(),
  );
  return { response, queries };
}

/** The tests' database with `session` around each of its sessions, and around what has none. */
const throughSessions = (session: (of: D1DatabaseSession) => D1DatabaseSession) =>
  new Proxy(env.DB, {
    get: (target, name) =>
      name === "withSession"
        ? (constraint?: string) => session(target.withSession(constraint) as D1DatabaseSession)
        : Reflect.get(session(target as unknown as D1DatabaseSession), name),
  });

/** The Worker's answer to a request, and how many rows its database session read. */
export async function countingRows(
  request: Request,
): Promise<{ response: Response; rows: number }> {
  let rows = 0;
  const real = new WeakMap<object, D1PreparedStatement>();
  const measured = <R extends { meta: { rows_read: number } }>(result: R): R => {
    rows += result.meta.rows_read;
    return result;
  };
  const statement = (of: D1PreparedStatement): D1PreparedStatement => {
    const counted = new Proxy(of, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => statement(target.bind(...values));
        if (name === "all" || name === "run") return async () => measured(await target.all());
        if (name === "first")
          return async (column?: string) => {
            const [row = null] = measured(await target.all<Record<string, unknown>>()).results;
            return column === undefined || row === null ? row : row[column];
          };
        return Reflect.get(target, name);
      },
    });
    real.set(counted, of);
    return counted;
  };
  const session = (of: D1DatabaseSession) =>
    new Proxy(of, {
      get(target, name) {
        if (name === "prepare") return (query: string) => statement(target.prepare(query));
        if (name === "batch")
          return async (all: D1PreparedStatement[]) =>
            (await target.batch(all.map((one) => real.get(one) ?? one))).map(measured);
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const db = throughSessions(session);
  const response = await app.fetch(request, { ...env, DB: db }, createExecutionContext());
  return { response, rows };
}

/**
 * The Worker's answer to a request, and `work` done in the midst of it: once a query with the words
 * `after` was prepared, before the next batch runs.
 */
export async function interrupted(
  request: Request,
  after: string,
  work: () => Promise<unknown>,
): Promise<Response> {
  let state: "before" | "due" | "done" = "before";
  const session = (of: D1DatabaseSession) =>
    new Proxy(of, {
      get(target, name) {
        if (name === "prepare")
          return (query: string) => {
            if (state === "before" && query.includes(after)) state = "due";
            return target.prepare(query);
          };
        if (name === "batch")
          return async (all: D1PreparedStatement[]) => {
            if (state === "due") {
              state = "done";
              await work();
            }
            return target.batch(all);
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const db = throughSessions(session);
  return app.fetch(request, { ...env, DB: db }, createExecutionContext());
}
