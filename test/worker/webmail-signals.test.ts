import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { session } from "../../shared/contract/answers.ts";
import type { SignedSignals } from "../../shared/contract/webmail-signals.ts";
import { app } from "../../worker/app.ts";
import { keys, otherKeys, signalsOf, signed, small } from "../unit/signals/some-signals.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";

const path = "/v1/webmail-signals";
let rep: string;
beforeAll(async () => {
  rep = await signedIn("rep");
});
beforeEach(async () => {
  await env.DB.exec("DELETE FROM webmail_signals");
});

/** A call of a Worker that serves signals under this key. */
function at(
  method: string,
  options: {
    token?: string;
    body?: unknown;
    headers?: Record<string, string>;
    key?: string;
    path?: string;
  } = {},
): Promise<Response> {
  const headers = new Headers({
    Authorization: `Bearer ${options.token ?? rep}`,
    "Content-Type": "application/json",
    ...options.headers,
  });
  const request = new Request(`https://regards.example${options.path ?? path}`, {
    method,
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  return Promise.resolve(
    app.fetch(
      request,
      { ...env, SIGNALS_PUBLIC_KEY: options.key ?? keys.public },
      createExecutionContext(),
    ),
  );
}
const put = (body: SignedSignals | object, token = adminKey) => at("PUT", { token, body });

describe("served signals", () => {
  test("are off, in words, when the Worker has no key", async () => {
    for (const response of [
      await call("GET", path, { token: rep }),
      await call("PUT", path, { token: adminKey, body: await signed(signalsOf(1), keys.secret) }),
    ]) {
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error: { code: "not_found", message: expect.stringContaining("Served signals are off") },
      });
    }
  });

  test("are not there when none were published", async () => {
    expect(await refusal(await at("GET"))).toMatchObject({ status: 404, code: "not_found" });
  });

  test("are served letter by letter as they were signed when an administrator has published them", async () => {
    const one = await signed(signalsOf(3), keys.secret);
    const answer = await put(one);
    expect(await answer.json()).toEqual({ version: 3, signedAt: "2026-11-12T09:00:00.000Z" });
    const got = await at("GET");
    expect(got.headers.get("ETag")).toBe('"v3"');
    expect(await got.json()).toEqual(one);
  });

  test("are not sent again when the caller has them", async () => {
    await put(await signed(signalsOf(3), keys.secret));
    const same = await at("GET", { headers: { "If-None-Match": '"v3"' } });
    expect([same.status, await same.text()]).toEqual([304, ""]);
    await put(await signed(signalsOf(4), keys.secret));
    expect((await at("GET", { headers: { "If-None-Match": '"v3"' } })).status).toBe(200);
  });

  test("are refused when the version is not higher, and taken when the same comes again", async () => {
    const one = await signed(signalsOf(3), keys.secret);
    expect((await put(one)).status).toBe(200);
    expect((await put(one)).status).toBe(200);
    for (const version of [2, 3])
      expect(
        await refusal(
          await put(await signed(signalsOf(version, [{ ...small, version: 9 }]), keys.secret)),
        ),
      ).toEqual({ status: 409, code: "conflict", field: "version" });
    expect(await (await at("GET")).json()).toEqual(one);
  });

  test("are withdrawn when a newer version has none", async () => {
    await put(await signed(signalsOf(3), keys.secret));
    const none = await signed(signalsOf(4, []), keys.secret);
    expect((await put(none)).status).toBe(200);
    expect(await (await at("GET")).json()).toEqual(none);
  });

  test("are stored once when several are published at once", async () => {
    const all = await Promise.all(
      [1, 2, 3].map(async (number) =>
        signed(signalsOf(5, [{ ...small, version: number }]), keys.secret),
      ),
    );
    const statuses = (await Promise.all(all.map((one) => put(one)))).map(
      (response) => response.status,
    );
    expect(statuses.toSorted()).toEqual([200, 409, 409]);
  });

  test("are refused by field when they are changed, of another key, or not as they must be", async () => {
    const good = await signed(signalsOf(3), keys.secret);
    const cases: [object, string][] = [
      [{ ...good, payload: good.payload.replace("harbour", "harvest") }, "signature"],
      [await signed(signalsOf(3), otherKeys.secret), "signature"],
      [await signed({ ...signalsOf(3), code: "alert(1)" }, keys.secret), "payload"],
      [await signed(signalsOf(3, [{ ...small, hosts: [] }]), keys.secret), "sites.0.hosts"],
      [await signed(signalsOf(3, [{ ...small, bodies: [] }]), keys.secret), "sites.0.bodies"],
      [await signed("not JSON", keys.secret), "payload"],
    ];
    for (const [body, field] of cases)
      expect(await refusal(await put(body)), field).toMatchObject({
        status: 400,
        code: "invalid_request",
        field,
      });
    expect(await env.DB.prepare("SELECT count(*) AS n FROM webmail_signals").first("n")).toBe(0);
  });

  test("are refused when they are too long, signed or not", async () => {
    const filler = Array.from({ length: 12 }, (_, at) => `.${"x".repeat(280)}${at}`);
    const long = signalsOf(
      3,
      Array.from({ length: 18 }, (_, at) => ({
        ...small,
        webmail: `harbour${at}`,
        bodies: filler,
      })),
    );
    const response = await put(await signed(long, keys.secret));
    expect([400, 413]).toContain(response.status);
  });
});

describe("the key of served signals", () => {
  const redeem = async (key: string) => {
    const { code } = (await (
      await call("POST", "/v1/pairings", { token: adminKey, body: { address: "ann@own.example" } })
    ).json()) as { code: string };
    return session.parse(
      await (
        await at("POST", { path: "/v1/sessions", body: { code, label: "Chrome" }, key })
      ).json(),
    );
  };

  test("is told at pairing when the Worker has one", async () => {
    expect((await redeem(keys.public)).signalsKey).toBe(keys.public);
    expect((await redeem("")).signalsKey).toBeNull();
  });
});
