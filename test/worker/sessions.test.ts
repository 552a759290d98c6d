import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { me, session, sessions as sessionsSchema } from "../../shared/contract/answers.ts";
import { sealer } from "../../worker/security/seal.ts";
import { newToken, tokenHash } from "../../worker/security/token.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { countingQueries } from "./queries.ts";

const pair = async (address: string, role = "rep", name?: string) => {
  const response = await call("POST", "/v1/pairings", {
    token: adminKey,
    body: { address, role, name },
  });
  return (await response.json()) as { code: string; expiresAt: string };
};
const redeem = (code: string) =>
  call("POST", "/v1/sessions", { body: { code, label: "Chrome on Linux" } });
const whoIs = (token: string) => call("GET", "/v1/me", { token });

describe("a pairing code", () => {
  test("opens a session for its person when it is fresh", async () => {
    const { code } = await pair("ann@own.example", "manager", "Ann Bell");
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
    const opened = session.parse(await (await redeem(code)).json());
    expect(opened.me.user).toMatchObject({
      address: "ann@own.example",
      name: "Ann Bell",
      role: "manager",
    });
    expect(me.parse(await (await whoIs(opened.token)).json())).toEqual(opened.me);
    expect(opened.me.book).toEqual({
      name: env.BOOK_NAME,
      currency: env.BOOK_CURRENCY,
      ownDomains: ["own.example"],
      subjects: true,
      laterDays: 7,
      timeZone: "UTC",
    });
  });

  test("is read when it is typed in lower case, without hyphens, with O for 0", async () => {
    const { code } = await pair("typed@own.example");
    expect(
      (
        await redeem(
          code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"),
        )
      ).status,
    ).toBe(200);
  });

  test("is refused when it was used", async () => {
    const { code } = await pair("twice@own.example");
    expect((await redeem(code)).status).toBe(200);
    expect(await refusal(await redeem(code))).toEqual({
      status: 400,
      code: "pairing_code_invalid",
      field: "code",
    });
  });

  test("opens one session when it is redeemed several times at once", async () => {
    const { code } = await pair("race@own.example");
    const statuses = (await Promise.all(Array.from({ length: 5 }, () => redeem(code)))).map(
      (response) => response.status,
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  test("is refused when it is past its fifteen minutes", async () => {
    const { code, expiresAt } = await pair("late@own.example");
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    await env.DB.prepare("UPDATE pairing_codes SET expires_at = ?")
      .bind(Date.now() - 1)
      .run();
    expect(await refusal(await redeem(code))).toMatchObject({ code: "pairing_code_invalid" });
  });

  test.each(["AAAA-AAAA-AA", "nonsense", "????-????-??"])(
    "is refused when it is %s",
    async (code) => {
      expect(await refusal(await redeem(code))).toMatchObject({
        status: 400,
        code: "pairing_code_invalid",
      });
    },
  );

  test("changes the role when the person is there already", async () => {
    const first = await signedIn("viewer", "Promoted@own.example");
    await pair("promoted+tag@OWN.example", "admin");
    expect(await (await whoIs(first)).json()).toMatchObject({
      user: { role: "admin", address: "promoted@own.example" },
    });
  });

  const unpair = (body: Record<string, unknown>) =>
    call("POST", "/v1/pairings/withdraw", { token: adminKey, body });

  test("opens no session when it is taken back, by the code however typed or by the person", async () => {
    const first = await pair("undone@own.example");
    const second = await pair("undone@own.example");
    const third = await pair("undone@own.example");
    expect(
      await (await unpair({ code: ` ${first.code.toLowerCase().replaceAll("-", "")} ` })).json(),
    ).toEqual({ withdrawn: 1 });
    expect(await refusal(await redeem(first.code))).toMatchObject({ code: "pairing_code_invalid" });
    expect(await (await unpair({ address: "Undone@own.example" })).json()).toEqual({
      withdrawn: 2,
    });
    for (const { code } of [second, third])
      expect(await refusal(await redeem(code))).toMatchObject({ code: "pairing_code_invalid" });
  });

  test("gives the person's role back when it is taken back, and leaves another's codes", async () => {
    const token = await signedIn("viewer", "raised@own.example");
    const other = await pair("untouched@own.example");
    await pair("raised@own.example", "manager");
    await pair("raised@own.example", "admin");
    await unpair({ address: "raised@own.example" });
    expect(await (await whoIs(token)).json()).toMatchObject({ user: { role: "viewer" } });
    expect((await redeem(other.code)).status).toBe(200);
  });

  test("cannot be taken back when it was used, taken back already, or never was", async () => {
    const used = await pair("used@own.example");
    const gone = await pair("gone@own.example");
    await redeem(used.code);
    await unpair({ code: gone.code });
    for (const body of [
      { code: used.code },
      { code: gone.code },
      { code: "AAAA-AAAA-AA" },
      { code: "nonsense" },
      { address: "nobody@own.example" },
    ]) {
      expect(await refusal(await unpair(body))).toMatchObject({ status: 404, code: "not_found" });
    }
    for (const body of [
      {},
      { code: used.code, address: "used@own.example" },
      { address: "no address" },
    ]) {
      expect(await refusal(await unpair(body))).toMatchObject({
        status: 400,
        code: "invalid_request",
      });
    }
  });

  test("leaves the role when none is given and the person is there, and makes a new one a rep", async () => {
    const token = await signedIn("manager", "second-browser@own.example");
    const pairing = (address: string) =>
      call("POST", "/v1/pairings", { token: adminKey, body: { address } });
    expect((await pairing("second-browser@own.example")).status).toBe(200);
    expect(await (await whoIs(token)).json()).toMatchObject({ user: { role: "manager" } });
    const { code } = (await (await pairing("newcomer@own.example")).json()) as { code: string };
    expect(await (await redeem(code)).json()).toMatchObject({ me: { user: { role: "rep" } } });
  });

  test("is refused to make when the address is none", async () => {
    const answer = await call("POST", "/v1/pairings", {
      token: adminKey,
      body: { address: "not an address" },
    });
    expect(await refusal(answer)).toEqual({
      status: 400,
      code: "invalid_request",
      field: "address",
    });
  });
});

describe("a session", () => {
  test("is kept as a hash when it is opened", async () => {
    const token = await signedIn("rep", "hashed@own.example");
    const dump = JSON.stringify([
      (await env.DB.prepare("SELECT * FROM sessions").all()).results,
      (await env.DB.prepare("SELECT * FROM users").all()).results,
      (await env.DB.prepare("SELECT * FROM pairing_codes").all()).results,
    ]);
    expect(dump).not.toContain(token);
    // The label that `signedIn` gives: people name their browsers after themselves.
    expect(dump).not.toContain('"Test"');
    expect(dump).not.toContain("own.example");
    expect(dump).toContain(await tokenHash(await sealer(env), token));
  });

  test("ends when the person signs out", async () => {
    const token = await signedIn("rep", "leaving@own.example");
    expect((await call("DELETE", "/v1/sessions/current", { token })).status).toBe(204);
    expect(await refusal(await whoIs(token))).toMatchObject({ status: 401, code: "unauthorised" });
  });

  test("is refused when its ninety days are over", async () => {
    const token = await signedIn("rep", "old@own.example");
    const hash = await tokenHash(await sealer(env), token);
    await env.DB.prepare("UPDATE sessions SET expires_at = ? WHERE token_hash = ?")
      .bind(Date.now() - 1, hash)
      .run();
    expect((await whoIs(token)).status).toBe(401);
  });

  test.each([
    [
      "without a query when the checksum is broken",
      (token: string) => token.slice(0, -1) + (token.endsWith("0") ? "1" : "0"),
      0,
    ],
    ["after one query when it is nobody's", (token: string) => token, 1],
  ])("is refused %s", async (_, spoil, expected) => {
    const { response, queries } = await countingQueries(
      new Request("https://regards.example/v1/me", {
        headers: { Authorization: `Bearer ${spoil(newToken())}` },
      }),
    );
    expect(response.status).toBe(401);
    expect(queries).toBe(expected);
  });

  test("lists a person's own when they are no admin, everybody's when they are", async () => {
    const mine = await signedIn("rep", "lister@own.example");
    const list = async (token: string) =>
      sessionsSchema.parse(await (await call("GET", "/v1/sessions", { token })).json()).sessions;
    const own = await list(mine);
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({
      current: true,
      label: "Test",
      user: { address: "lister@own.example" },
    });
    const all = await list(adminKey);
    expect(all.length).toBeGreaterThan(1);
    expect(all.every((one) => !one.current)).toBe(true);
  });

  test("is revoked by its person and by an admin, not by a colleague", async () => {
    const [victim, colleague] = [
      await signedIn("rep", "victim@own.example"),
      await signedIn("manager", "colleague@own.example"),
    ];
    const { sessions } = (await (await call("GET", "/v1/sessions", { token: victim })).json()) as {
      sessions: { id: string }[];
    };
    const path = `/v1/sessions/${sessions[0]?.id}`;
    expect(await refusal(await call("DELETE", path, { token: colleague }))).toMatchObject({
      status: 404,
    });
    expect((await whoIs(victim)).status).toBe(200);
    expect((await call("DELETE", path, { token: adminKey })).status).toBe(204);
    expect((await whoIs(victim)).status).toBe(401);
    expect((await call("DELETE", path, { token: adminKey })).status).toBe(404);
  });

  test("notes its use again only when minutes have passed", async () => {
    const token = await signedIn("rep", "used@own.example");
    const hash = await tokenHash(await sealer(env), token);
    const lastUsed = () =>
      env.DB.prepare("SELECT last_used_at AS at FROM sessions WHERE token_hash = ?")
        .bind(hash)
        .first<number>("at");
    const opened = await lastUsed();
    await whoIs(token);
    expect(await lastUsed()).toBe(opened);
    await env.DB.prepare("UPDATE sessions SET last_used_at = ? WHERE token_hash = ?")
      .bind(Date.now() - 6 * 60_000, hash)
      .run();
    await whoIs(token);
    await expect.poll(lastUsed).toBeGreaterThanOrEqual(opened ?? 0);
  });
});

describe("the administrator's key", () => {
  test("signs the bootstrap administrator in when it is right", async () => {
    expect(await (await whoIs(adminKey)).json()).toMatchObject({
      user: { id: "00000000-0000-7000-8000-000000000000", role: "admin" },
    });
  });

  test("is refused when it is nearly right", async () => {
    expect((await whoIs(`${adminKey}x`)).status).toBe(401);
    expect((await whoIs(adminKey.slice(0, -1))).status).toBe(401);
  });

  test("cannot sign out when it is no session", async () => {
    expect(
      await refusal(await call("DELETE", "/v1/sessions/current", { token: adminKey })),
    ).toMatchObject({ status: 409, code: "conflict" });
  });
});
