/**
 * The kind: callers whom nothing proves yet, by any route and any form of their address; beside
 * them signed-in people of the same network.
 */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { app } from "../../worker/app.ts";
import { access } from "../../worker/security/roles.ts";
import { callerNetwork } from "../../worker/security/caller.ts";
import { sealer } from "../../worker/security/seal.ts";
import { isIssued, issueToken, newToken } from "../../worker/security/token.ts";
import { adminKey, signedIn } from "./client.ts";

let token: string;
beforeAll(async () => {
  token = await signedIn("rep");
});

/** A Worker with a limit of `most` calls a key, and whatever it asks of its database counted. */
function limited(most: number) {
  const counts = new Map<string, number>();
  const state = { asked: 0, counts };
  const limiter = {
    limit: ({ key }: { key: string }) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return Promise.resolve({ success: (counts.get(key) ?? 0) <= most });
    },
  };
  const count = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(real, name) {
        if (name === "prepare" || name === "batch") state.asked += 1;
        const value: unknown = Reflect.get(real, name, real);
        if (typeof value !== "function") return value;
        return (...parts: unknown[]) => {
          const answer: unknown = Reflect.apply(value, real, parts);
          return name === "withSession" ? count(answer as object) : answer;
        };
      },
    });
  const bindings = { ...env, RATE_LIMIT: limiter, DB: count(env.DB) };
  const ask = async (method: string, path: string, from: string, bearer: string | null) => {
    const headers = new Headers({
      "CF-Connecting-IP": from,
      "Content-Type": "application/json",
      "Idempotency-Key": "strangers-1",
    });
    if (bearer !== null) headers.set("Authorization", `Bearer ${bearer}`);
    const body = method === "GET" || method === "DELETE" ? {} : { body: "{}" };
    return (
      await app.fetch(
        new Request(`https://regards.example${path}`, { method, headers, ...body }),
        bindings,
        createExecutionContext(),
      )
    ).status;
  };
  return { state, ask };
}

const closed = Object.entries(access)
  .filter(([, { least }]) => least !== "open")
  .map(
    ([route]) =>
      route.replace(/:\w+/g, "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b").split(" ") as [string, string],
  );

describe("a stranger", { timeout: 60_000 }, () => {
  test.each([
    ["no token", () => null],
    ["a made-up token", newToken],
    ["no such thing as a token", () => "x".repeat(40)],
  ])("asks nothing of the database beyond the limit when there is %s", async (_, made) => {
    const { state, ask } = limited(20);
    const answers: number[] = [];
    for (let at = 0; at < 60; at++) {
      const [method, path] = closed[at % closed.length] ?? ["GET", "/v1/me"];
      answers.push(await ask(method, path, "203.0.113.9", made()));
    }
    expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(answers.slice(20)).toEqual(Array.from({ length: 40 }, () => 429));
    expect(state.asked).toBeLessThanOrEqual(20);
  });

  test("locks out nobody signed in, no administrator and no pairing when a network's tries are used up", async () => {
    const { ask } = limited(20);
    for (let at = 0; at < 40; at++) await ask("GET", "/v1/me", "203.0.113.9", newToken());
    expect(await ask("GET", "/v1/me", "203.0.113.9", newToken())).toBe(429);
    expect(await ask("GET", "/v1/me", "203.0.113.9", token)).toBe(200);
    expect(await ask("GET", "/v1/me", "203.0.113.9", adminKey)).toBe(200);
    expect(await ask("POST", "/v1/sessions", "203.0.113.9", null)).toBe(400);
    expect(await ask("GET", "/v1/me", "203.0.113.10", newToken())).toBe(401);
  });

  test("is one caller when the addresses are of one IPv6 /64, and another when not", async () => {
    const { ask } = limited(20);
    for (let at = 0; at < 20; at++)
      expect(await ask("GET", "/v1/me", `2001:db8:1:2:${at.toString(16)}::${at}`, newToken())).toBe(
        401,
      );
    expect(await ask("GET", "/v1/me", "2001:DB8:1:2:ffff:ffff:ffff:ffff", newToken())).toBe(429);
    expect(await ask("GET", "/v1/me", "2001:db8:1:3::1", newToken())).toBe(401);
  });

  test("is counted before the code is looked for when it guesses pairing codes", async () => {
    const { state, ask } = limited(5);
    for (let at = 0; at < 30; at++) await ask("POST", "/v1/sessions", "198.51.100.7", null);
    expect(state.asked).toBe(0);
    expect(await ask("POST", "/v1/sessions", "198.51.100.7", null)).toBe(429);
  });

  test("asks the database no more often than the limit when the token's session has ended", async () => {
    const { state, ask } = limited(20);
    const ended = await issueToken(await sealer(env));
    for (let at = 0; at < 60; at++) await ask("GET", "/v1/me", `198.51.100.${at}`, ended);
    expect(state.asked).toBe(20);
  });
});

describe("an issued token", () => {
  test("is told from every made-up one", async () => {
    const keys = await sealer(env);
    for (let at = 0; at < 50; at++) {
      expect(await isIssued(keys, await issueToken(keys))).toBe(true);
      expect(await isIssued(keys, newToken())).toBe(false);
    }
    expect(await isIssued(keys, "rgd_")).toBe(false);
  });
});

describe("the network of a caller", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["[2001:db8::5]", "2001:db8:0:0::/64"],
    ["1::", "1:0:0:0::/64"],
    ["local", "local"],
    ["x:y", "x:y"],
  ])("of %s is %s", (address, network) => {
    expect(callerNetwork(address)).toBe(network);
  });
});
