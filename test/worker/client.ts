/** Calls the Worker under test the way the extension does, and signs people in. */
import { exports } from "cloudflare:workers";
import type { ErrorBody } from "../../shared/contract/errors.ts";
import type { Role } from "../../shared/contract/fields.ts";

export const adminKey = "administrator-key-of-the-tests";
const origin = "https://regards.example";

/** A call with a JSON body; `key` is an idempotency key. */
export function call(
  method: string,
  path: string,
  options: {
    token?: string | null;
    body?: unknown;
    key?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  const headers = new Headers(options.headers);
  if (options.token != null) headers.set("Authorization", `Bearer ${options.token}`);
  if (options.key !== undefined) headers.set("Idempotency-Key", options.key);
  const init: RequestInit = { method, headers };
  if (options.body !== undefined) {
    if (!headers.has("Content-Type")) headers.set("Content-Type", "application/json");
    init.body = typeof options.body === "string" ? options.body : JSON.stringify(options.body);
  }
  return exports.default.fetch(new Request(origin + path, init));
}

/** The code of a refusal, with its HTTP status and field. */
export async function refusal(
  response: Response,
): Promise<{ status: number; code: string; field: string | null }> {
  const { error } = (await response.json()) as ErrorBody;
  return { status: response.status, code: error.code, field: error.field };
}

/** Pairs a person by the administrator's key and answers the session token. */
export async function signedIn(role: Role, address = `${role}@own.example`): Promise<string> {
  const pairing = await call("POST", "/v1/pairings", { token: adminKey, body: { address, role } });
  const { code } = (await pairing.json()) as { code: string };
  const session = await call("POST", "/v1/sessions", { body: { code, label: "Test" } });
  const { token } = (await session.json()) as { token: string };
  return token;
}
