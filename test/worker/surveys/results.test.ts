import { beforeAll, describe, expect, test, vi } from "vitest";
import { cards } from "../../../shared/contract/answers.ts";
import { surveyResults } from "../../../shared/contract/survey-results.ts";
import { call, refusal, signedIn } from "../client.ts";
import { added } from "../writing.ts";
import { anotherPerson, answered, invited } from "./asking.ts";

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const read = async (id: string) => {
  const token = await signedIn("manager");
  const response = await call("GET", `/v1/surveys/${id}/results`, { token });
  expect(response.status, await response.clone().text()).toBe(200);
  return surveyResults.parse(await response.json());
};

/** Asks a new customer's contact; answers where there are fields. */
async function asked(token: string, number: number, fields: Record<string, string> | null) {
  anotherPerson();
  const address = `result${number}@results.example`;
  const card = await added(token, `Result ${number}`, [address]);
  const found = await call("POST", "/v1/cards", { token, body: { addresses: [address] } });
  const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
  const who = { customerId: card.customer.id, contactId };
  const { url } = await invited(token, who, "relationship");
  if (fields !== null) await answered(url, fields, pass);
}

describe("results", () => {
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const token = await signedIn("rep");
    const scores = [10, 9, 9, 8, 6, 3];
    for (const [at, score] of scores.entries()) {
      await asked(token, at, { q_recommend: String(score), q_why: "Quick delivery" });
      pass(120_000);
    }
    for (const at of [6, 7]) await asked(token, at, null);
    return () => void vi.useRealTimers();
  }, 120_000);

  test("are the figures worked out by hand when six of eight answered", async () => {
    const {
      asked: of,
      answered: by,
      responseRate,
      metrics,
      read: basis,
    } = await read("relationship");
    expect([of, by]).toEqual([8, 6]);
    // Wilson of 6 in 8.
    expect(responseRate?.low).toBeCloseTo(0.4093, 3);
    expect(responseRate?.high).toBeCloseTo(0.9285, 3);
    // Three promoters, two detractors of six.
    expect(metrics).toMatchObject([
      { metric: "nps", n: 6, bands: { low: 2, middle: 1, high: 3 }, mean: { mean: 7.5 } },
    ]);
    expect(metrics[0]?.score).toBeCloseTo(100 / 6, 10);
    expect(basis).toEqual({ answers: 6, opened: 6, isAll: true });
  });

  test("show no theme when a side has fewer than five people", async () => {
    expect((await read("relationship")).themes).toEqual({
      promoters: 3,
      detractors: 2,
      terms: [],
    });
  });

  test("are empty and not an error when nobody was asked", async () => {
    expect(await read("effort")).toMatchObject({ asked: 0, responseRate: null, metrics: [] });
  });

  test("are refused when a rep asks for them, or there is no such survey", async () => {
    const rep = await call("GET", "/v1/surveys/effort/results", { token: await signedIn("rep") });
    expect((await refusal(rep)).code).toBe("forbidden");
    const token = await signedIn("manager");
    const unknown = await call("GET", "/v1/surveys/nothing/results", { token });
    expect((await refusal(unknown)).code).toBe("not_found");
  });
});
