/** The real database of the tests, with its queries counted. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
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
