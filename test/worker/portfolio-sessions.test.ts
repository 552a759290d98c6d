import { describe, expect, test } from "vitest";
import { portfolioSession } from "../../shared/contract/answers.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";

const own = {
  "X-Regards": "portfolio",
  Origin: "https://regards.example",
  "Sec-Fetch-Site": "same-origin",
};
const codeOf = async (token: string) => {
  const answer = await call("POST", "/v1/sessions/handover", { token });
  return (await answer.json()) as { code: string; expiresAt: string };
};
const enter = (code: string, headers: Record<string, string> = own) =>
  call("POST", "/v1/sessions/portfolio", { body: { code, label: "Portfolio" }, headers });
const cookieOf = (response: Response) => response.headers.get("Set-Cookie")?.split(";")[0] ?? "";

describe("the portfolio's session", () => {
  test("is that of the same person when the extension handed a code over", async () => {
    const token = await signedIn("manager", "handed@own.example");
    const { code, expiresAt } = await codeOf(token);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
    const answer = await enter(code);
    const opened = portfolioSession.parse(await answer.json());
    expect(opened.me.user).toMatchObject({ address: "handed@own.example", role: "manager" });
    const me = await call("GET", "/v1/me", { headers: { ...own, Cookie: cookieOf(answer) } });
    expect(await me.json()).toEqual(opened.me);
  });

  test("stands in a cookie that no script reads when it was opened", async () => {
    const { code } = await codeOf(await signedIn("rep"));
    const answer = await enter(code);
    const cookie = answer.headers.get("Set-Cookie") ?? "";
    expect(cookie).toMatch(/^__Host-regards=rgd_/);
    for (const part of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"])
      expect(cookie).toContain(part);
    expect(JSON.stringify(await answer.json())).not.toContain("rgd_");
  });

  test("opens once alone when its code is used twice", async () => {
    const { code } = await codeOf(await signedIn("rep"));
    expect((await enter(code)).status).toBe(200);
    expect(await refusal(await enter(code))).toMatchObject({ code: "pairing_code_invalid" });
  });

  test("is refused when the administrator's key would hand it over", async () => {
    const answer = await call("POST", "/v1/sessions/handover", { token: adminKey });
    expect(await refusal(answer)).toMatchObject({ status: 409 });
  });

  test("ends, and its cookie with it, when the person signs out", async () => {
    const { code } = await codeOf(await signedIn("rep", "leaving@own.example"));
    const cookie = cookieOf(await enter(code));
    const headers = { ...own, Cookie: cookie };
    const out = await call("DELETE", "/v1/sessions/current", { headers });
    expect(out.status).toBe(204);
    expect(out.headers.get("Set-Cookie")).toMatch(/^__Host-regards=;.*Max-Age=0/);
    expect((await call("GET", "/v1/me", { headers })).status).toBe(401);
  });
});

describe("a call that rests on the cookie", () => {
  const strangers: [string, Record<string, string>][] = [
    ["the header of our pages is missing", { Origin: own.Origin, "Sec-Fetch-Site": "same-origin" }],
    ["another site sent it", { ...own, Origin: "https://evil.example" }],
    ["a page of the same site, not this host, sent it", { ...own, "Sec-Fetch-Site": "same-site" }],
    ["it writes and names no origin", { "X-Regards": "portfolio" }],
  ];
  test.each(strangers)("is refused when %s", async (_, headers) => {
    const { code } = await codeOf(await signedIn("rep", "forged@own.example"));
    const cookie = cookieOf(await enter(code));
    const forged = await call("DELETE", "/v1/sessions/current", {
      headers: { ...headers, Cookie: cookie },
    });
    expect(await refusal(forged)).toMatchObject({ status: 403, code: "forbidden" });
    const still = await call("GET", "/v1/me", { headers: { ...own, Cookie: cookie } });
    expect(still.status).toBe(200);
  });

  test.each(strangers)("signs nobody in when %s", async (_, headers) => {
    const { code } = await codeOf(await signedIn("rep", "fixed@own.example"));
    expect(await refusal(await enter(code, headers))).toMatchObject({ status: 403 });
  });

  test("may not come from an extension when a browser asks beforehand", async () => {
    const preflight = await call("OPTIONS", "/v1/me", {
      headers: {
        Origin: "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "x-regards",
      },
    });
    expect(preflight.headers.get("Access-Control-Allow-Headers")?.toLowerCase()).not.toContain(
      "x-regards",
    );
    expect(preflight.headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });
});
