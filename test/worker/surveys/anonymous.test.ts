/** Links of the company: whoever answers by one is nobody, for whoever has the database and keys. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { madeSurveyLink } from "../../../shared/contract/survey.ts";
import { app } from "../../../worker/app.ts";
import { at as place } from "../../../worker/security/places.ts";
import { sealer } from "../../../worker/security/seal.ts";
import { call, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { write } from "../writing.ts";
import { anotherPerson, answered, browse, sealIn } from "./asking.ts";

scene();
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
let manager = "";
beforeAll(async () => {
  manager = await signedIn("manager", "mo@own.example");
});
beforeEach(anotherPerson);
const link = () =>
  write(madeSurveyLink, manager, "/v1/surveys/relationship/links", { language: "en" });
const stored = async () =>
  (await env.DB.prepare("SELECT * FROM anonymous_answers").all<Record<string, unknown>>()).results;

test("answer is stored with its month and of nobody when it came by the company's link", async () => {
  const { url } = await link();
  const before = (await stored()).length;
  const sent = await answered(url, { q_recommend: "10", q_why: "Quick replies" }, pass);
  expect(sent.status).toBe(200);
  expect(await sent.text()).toContain("It is good to hear that.");
  const rows = await stored();
  expect(rows).toHaveLength(before + 1);
  const row = rows.find(({ nps }) => nps === 10)!;
  expect(Object.keys(row).toSorted()).toEqual(
    "answers_sealed ces csat id language month nps state survey_id version".split(" "),
  );
  const seals = await sealer(env);
  const id = String(row["id"]);
  const said = await seals.open(
    place("anonymous_answers.answers_sealed", id),
    String(row["answers_sealed"]),
  );
  expect(JSON.parse(said)).toEqual({ recommend: 10, why: "Quick replies" });
});

test("link answers nothing more when it is ended", async () => {
  const { url, id } = await link();
  expect(await (await browse(url)).text()).toContain("Nobody learns who you are");
  const key = crypto.randomUUID();
  await call("POST", `/v1/survey-links/${id}/withdraw`, { token: manager, key });
  expect((await browse(url)).status).toBe(410);
  expect((await browse(url, { form: { q_recommend: "1", do: "send" } })).status).toBe(410);
});

describe("a program on the company's link", () => {
  const states = async () => (await stored()).map(({ state, nps }) => [nps, state]);
  const trapIn = (page: string, of: "details" | "thanks") =>
    `https://regards.example${new RegExp(`href="(/a/[^"]*/${of}/[^"]*)"`).exec(page)?.[1] ?? "/none"}`;
  /** Opens the form, follows its trap, and sends a score. */
  async function trappedAnswer(url: string, score: string, isTrapped: boolean) {
    const page = await (await browse(url)).text();
    if (isTrapped) expect((await browse(trapIn(page, "details"))).status).toBe(303);
    pass(8000);
    return browse(url, { form: { page: sealIn(page), do: "send", q_recommend: score } });
  }
  beforeEach(() => env.DB.exec("DELETE FROM anonymous_answers"));

  test("has its answer held back when it follows the link that nobody sees", async () => {
    const { url } = await link();
    await trappedAnswer(url, "2", true);
    expect(await states()).toEqual([[2, "held"]]);
  });

  test("discards its own answer when it follows the trap of the thanks", async () => {
    const { url } = await link();
    const thanks = await (await trappedAnswer(url, "2", false)).text();
    expect(await states()).toEqual([[2, "counted"]]);
    // The id of an answer stands in no address.
    expect(thanks).not.toContain(String((await stored())[0]?.["id"]));
    await browse(trapIn(thanks, "thanks"), { form: {} });
    expect(await states()).toEqual([[2, "held"]]);
  });

  test("spoils nobody else's answer when a person has the same browser and network", async () => {
    const { url } = await link();
    await trappedAnswer(url, "1", true);
    await trappedAnswer(url, "9", false);
    expect((await states()).toSorted()).toEqual([
      [1, "held"],
      [9, "counted"],
    ]);
  });

  test("changes nothing when a trap is made up, of another link, or an hour old", async () => {
    const [one, other] = [await link(), await link()];
    const thanks = await (await trappedAnswer(one.url, "5", false)).text();
    const path = trapIn(thanks, "thanks");
    await browse(path.replace(one.url, other.url));
    await browse(`${one.url}/thanks/made-up`);
    await browse(`${one.url}/details/made-up`);
    pass(3_600_000);
    await browse(path);
    expect(await states()).toEqual([[5, "counted"]]);
  });
});

test.each([
  ["zh-CN", "现在访问的人太多"],
  ["fr-FR,fr;q=0.9", "Trop de visiteurs"],
  ["xx", "Too many people"],
])("page says in %s that too many came when the limit is used up", async (language, words) => {
  const full = { ...env, RATE_LIMIT: { limit: () => Promise.resolve({ success: false }) } };
  const { url } = await link();
  const named = url.replace("/a/", "/s/");
  for (const [address, method] of [
    [named, "GET"],
    [url, "POST"],
  ] as const) {
    const answer = await app.fetch(
      new Request(address, {
        method,
        headers: { "Accept-Language": language },
        ...(method === "POST" && { body: new URLSearchParams({ do: "send" }) }),
      }),
      full,
      createExecutionContext(),
    );
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([
      429,
      expect.stringContaining("text/html"),
    ]);
    expect(answer.headers.get("Retry-After")).toBe("60");
    expect(answer.headers.get("Content-Security-Policy")).toMatch(/style-src 'nonce-/);
    expect(await answer.text()).toContain(words);
  }
});

test("page is never JSON when the path, the body or the database is at fault", async () => {
  const { url } = await link();
  const long = { method: "POST", body: new URLSearchParams({ q_why: "x".repeat(70_000) }) };
  const broken = {
    ...env,
    DB: new Proxy(env.DB, {
      get: () => () => {
        throw new Error("D1 is down");
      },
    }),
  };
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  for (const [request, bindings, status, words] of [
    [new Request(`${url}/more/of/it`), env, 404, "This link is not known here."],
    [new Request(url, long), env, 413, "That is more text than fits."],
    [new Request(url), broken, 500, "Something went wrong on our side."],
  ] as const) {
    const answer = await app.fetch(request, bindings as typeof env, createExecutionContext());
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  }
});
