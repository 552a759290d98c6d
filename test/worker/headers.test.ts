import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { call, refusal, signedIn } from "./client.ts";

let token: string;
beforeAll(async () => {
  token = await signedIn("rep");
});

describe("CORS", () => {
  test.each([
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://0b1f6c1e-7d7a-4f0e-9f0e-1f2e3d4c5b6a",
  ])("lets %s call when it asks before", async (origin) => {
    const answer = await call("OPTIONS", "/v1/interactions", {
      headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(origin);
    const allowed = (answer.headers.get("Access-Control-Allow-Headers") ?? "").toLowerCase();
    for (const header of ["authorization", "idempotency-key", "x-bookmark", "content-type"])
      expect(allowed).toContain(header);
  });

  test("shows an extension the bookmark and the replay when it reads an answer", async () => {
    const answer = await call("GET", "/v1/me", {
      token,
      headers: { Origin: "chrome-extension://abcdefghijklmnopabcdefghijklmnop" },
    });
    expect(answer.headers.get("Access-Control-Expose-Headers")).toMatch(
      /X-Bookmark.*Idempotent-Replayed/,
    );
  });

  test.each([
    "https://mail.example",
    "null",
    "https://chrome-extension.evil.example",
    "chrome-extension://a.evil.example/",
  ])("lets nobody read when the origin is %s", async (origin) => {
    const answer = await call("GET", "/v1/me", { token, headers: { Origin: origin } });
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});

describe("an answer", () => {
  test("is kept out of caches and frames when it is about people", async () => {
    const { headers } = await call("GET", "/v1/me", { token });
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  });

  test("has the same headers when it is a refusal", async () => {
    const { headers } = await call("GET", "/v1/me", {
      headers: { Origin: "chrome-extension://abcdefghijklmnopabcdefghijklmnop" },
    });
    expect(headers.get("Access-Control-Allow-Origin")).toBe(
      "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    );
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  test("carries a bookmark that the next read takes when the database was asked", async () => {
    const bookmark = (await call("GET", "/v1/me", { token })).headers.get("X-Bookmark");
    expect(bookmark).toMatch(/^[0-9a-f]{8}-/);
    expect(
      (await call("GET", "/v1/me", { token, headers: { "X-Bookmark": bookmark ?? "" } })).status,
    ).toBe(200);
  });
});

describe("the rate limit", () => {
  test("refuses a person, not their colleague, when their calls are used up", async () => {
    const [eager, calm] = [
      await signedIn("rep", "eager@own.example"),
      await signedIn("rep", "calm@own.example"),
    ];
    const { user } = (await (await call("GET", "/v1/me", { token: eager })).json()) as {
      user: { id: string };
    };
    const spend = async () => {
      for (let calls = 0; calls < 700; calls++) await env.RATE_LIMIT.limit({ key: user.id });
      return call("GET", "/v1/me", { token: eager });
    };
    const first = await spend();
    // The minute that is counted may end meanwhile, but not twice.
    const answer = first.status === 429 ? first : await spend();
    expect(answer.headers.get("Retry-After")).toBe("60");
    expect(await refusal(answer)).toMatchObject({ status: 429, code: "too_many_requests" });
    expect((await call("GET", "/v1/me", { token: calm })).status).toBe(200);
  });
});
