/** Lists of answers: behind every bar of the results stand exactly the answers that it counts. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { cards } from "../../../shared/contract/answers.ts";
import { listedAnswers, openedWords } from "../../../shared/contract/survey-answers.ts";
import { surveyResults } from "../../../shared/contract/survey-results.ts";
import { madeSurveyLink } from "../../../shared/contract/survey.ts";
import { type Bar, barStates, barText } from "../../../shared/surveys/results/bar.ts";
import { statePageSql } from "../../../worker/store/answer-list.ts";
import { deleteAuditBefore } from "../../../worker/store/audit.ts";
import { anonymousScoresSql } from "../../../worker/store/survey-results.ts";
import { barsOf } from "../../bars-of.ts";
import { call, refusal, signedIn } from "../client.ts";
import { added, write } from "../writing.ts";
import { anotherPerson, answered, invited } from "./asking.ts";

const survey = "relationship";
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
let manager = "";
let number = 0;

/** Has a new customer's contact answer. */
async function said(token: string, fields: Record<string, string>) {
  anotherPerson();
  const address = `listed${++number}@lists.example`;
  const { customer } = await added(token, `Listed ${number}`, [address]);
  const found = await call("POST", "/v1/cards", { token, body: { addresses: [address] } });
  const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
  const { url } = await invited(token, { customerId: customer.id, contactId }, survey);
  await answered(url, fields, pass);
  pass(120_000);
}

const get = (path: string, token = manager) => call("GET", path, { token });
const results = async () =>
  surveyResults.parse(await (await get(`/v1/surveys/${survey}/results`)).json());
const query = (bar: Bar, more = "") =>
  `/v1/surveys/${survey}/answers?bar=${encodeURIComponent(barText(bar))}${more}`;
/** Every answer of a bar, a page of four at a time. */
async function listed(bar: Bar) {
  const rows: Awaited<ReturnType<typeof page>>["answers"] = [];
  let first: Awaited<ReturnType<typeof page>> | null = null;
  for (let after = ""; ;) {
    const one = await page(bar, `&limit=4${after}`);
    first ??= one;
    rows.push(...one.answers);
    if (one.next === null) return { ...first, answers: rows };
    after = `&after=${one.next}`;
  }
}
async function page(bar: Bar, more = "") {
  const response = await get(query(bar, more));
  expect(response.status, await response.clone().text()).toBe(200);
  return listedAnswers.parse(await response.json());
}

const audited = async () =>
  (
    await env.DB.prepare(
      `SELECT action, subject_kind AS kind, subject_id AS subject, part_ids AS parts
        FROM audit_entries ORDER BY id`,
    ).all<{ action: string; kind: string; subject: string; parts: string }>()
  ).results;

describe("lists of answers", () => {
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() - 40 * 86_400_000);
    const rep = await signedIn("rep");
    manager = await signedIn("manager");
    for (let at = 0; at < 6; at++)
      await said(rep, {
        q_recommend: "9",
        q_quality: "6",
        q_why: "friendly people, friendly tone",
      });
    for (let at = 0; at < 6; at++)
      await said(rep, { q_recommend: String(at % 4), q_quality: "2", q_why: "slow delivery" });
    for (let at = 0; at < 2; at++) await said(rep, { q_recommend: "8" });
    const { url } = await write(madeSurveyLink, manager, `/v1/surveys/${survey}/links`, {
      language: "en",
    });
    for (let at = 0; at < 6; at++) {
      anotherPerson();
      await answered(url, { q_recommend: "1", q_why: "nobody knows who wrote this" }, pass);
    }
    return () => void vi.useRealTimers();
  }, 180_000);

  test("hold exactly what each bar counts when they are read page by page", async () => {
    const of = await results();
    const bars = barsOf(of);
    expect(new Set(bars.map(({ bar }) => bar.kind))).toEqual(
      new Set(["state", "metric", "band", "group", "driver", "theme"]),
    );
    for (const { bar, answers, people } of bars) {
      const list = await listed(bar);
      const ids = new Set(list.answers.map(({ id }) => id));
      expect(ids.size, barText(bar)).toBe(list.answers.length);
      expect(list.count, barText(bar)).toBe(ids.size);
      if (answers !== undefined) expect(list.count, barText(bar)).toBe(answers);
      if (people !== undefined) expect(list.people, barText(bar)).toBe(people);
      const times = list.answers.map(({ answeredAt }) => answeredAt);
      expect(times).toEqual(times.toSorted().toReversed());
    }
  });

  test("tell whose an answer is, its scores and that there are words, and no words", async () => {
    const response = await get(query({ kind: "band", metric: "nps", band: "low" }));
    const text = await response.text();
    expect(text).not.toContain("slow");
    const { answers } = listedAnswers.parse(JSON.parse(text));
    expect(answers[0]).toMatchObject({
      customer: { name: expect.stringMatching(/^Listed /) },
      contact: expect.stringMatching(/buyer$/),
      state: "counted",
      hasWords: true,
      decision: null,
      case: { state: "new" },
    });
    expect(answers.every(({ nps }) => nps !== null && nps <= 6)).toBe(true);
  });

  test("hold the figure of a driver beside the scores when the bar is one's", async () => {
    const { answers, label } = await listed({ kind: "driver", key: "quality" });
    expect(label).toMatchObject({ en: expect.any(String) });
    expect(new Set(answers.map(({ value }) => value))).toEqual(new Set([6, 2]));
  });

  test("never hold an anonymous answer", async () => {
    const { results: rows } = await env.DB.prepare("SELECT id FROM anonymous_answers").all<{
      id: string;
    }>();
    expect(rows).toHaveLength(6);
    const all = await listed({ kind: "state", state: "counted" });
    expect(all.count).toBe(14);
    const anonymous = new Set(rows.map(({ id }) => id));
    for (const { bar } of barsOf(await results()))
      expect((await listed(bar)).answers.some(({ id }) => anonymous.has(id))).toBe(false);
    const opened = await call("POST", `/v1/surveys/${survey}/words`, {
      token: manager,
      body: { answers: [...anonymous] },
    });
    expect(openedWords.parse(await opened.json()).answers).toEqual([]);
  });

  test("are refused alike when a group is hidden, crossed or not there", async () => {
    const shown = await results();
    const small = { kind: "group", metric: "nps", by: "segment", key: "nothing" } as const;
    expect(shown.breakdowns).not.toEqual([]);
    const none = await refusal(await get(query(small)));
    expect(none).toMatchObject({ code: "not_found", field: "bar" });
    for (const bar of ["group.nps.tier.high.owner.x", "group.csat.tier.high", "theme.nobody"]) {
      const path = `/v1/surveys/${survey}/answers?bar=${encodeURIComponent(bar)}`;
      expect(await refusal(await get(path)), bar).toEqual(none);
    }
    const crossed = await get(`/v1/surveys/${survey}/answers?bar=tier.high`);
    expect((await refusal(crossed)).code).toBe("invalid_request");
  });

  test("open words by one press and leave an entry in the audit log, without text", async () => {
    const { answers } = await page({ kind: "band", metric: "nps", band: "low" });
    const ids = answers.map(({ id }) => id);
    const before = await audited();
    const body = { answers: ids };
    const rep = await call("POST", `/v1/surveys/${survey}/words`, {
      token: await signedIn("rep"),
      body,
    });
    expect((await refusal(rep)).code).toBe("forbidden");
    expect(await audited()).toEqual(before);
    const response = await call("POST", `/v1/surveys/${survey}/words`, { token: manager, body });
    const opened = openedWords.parse(await response.json());
    expect(opened.answers.map(({ words }) => words[0]?.text)).toEqual(
      ids.map(() => "slow delivery"),
    );
    const [entry, ...more] = (await audited()).slice(before.length);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ action: "survey_words.open", kind: "survey", subject: survey });
    expect(JSON.parse(entry!.parts)).toEqual(ids);
    expect(JSON.stringify(await audited())).not.toContain("slow");
  });

  test("leave an entry in the audit log when they are by a word", async () => {
    const before = (await audited()).length;
    await page({ kind: "theme", term: "slow" });
    expect((await audited()).slice(before)).toMatchObject([{ action: "survey_theme.list" }]);
    await page({ kind: "metric", metric: "nps" });
    expect(await audited()).toHaveLength(before + 1);
  });

  test("read an index in its order, and sort nothing, when they are of a state", async () => {
    for (const state of barStates) {
      const { results: plan } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${statePageSql(state)}`)
        .bind(survey, 1, "", 25)
        .all<{ detail: string }>();
      const text = plan.map(({ detail }) => detail).join("\n");
      expect(text, state).toContain(
        state === "flagged"
          ? "survey_answers_flagged (survey_id=?"
          : "survey_answers_of_survey (survey_id=? AND state=?",
      );
      expect(text, state).not.toContain("TEMP B-TREE");
    }
  });

  test("add up anonymous scores from an index alone", async () => {
    const { results: plan } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${anonymousScoresSql}`)
      .bind(survey)
      .all<{ detail: string }>();
    expect(plan.map(({ detail }) => detail)).toEqual([
      "SEARCH anonymous_answers USING COVERING INDEX anonymous_answers_scores (survey_id=?)",
    ]);
  });

  test("count all answers on the first page alone when they are of a state", async () => {
    const bar = { kind: "state", state: "counted" } as const;
    const first = await page(bar, "&limit=4");
    expect([first.count, first.people]).toEqual([14, 14]);
    const second = await page(bar, `&limit=4&after=${first.next}`);
    expect([second.count, second.people, second.answers.length]).toEqual([null, null, 4]);
  });

  test("keep their audit entries as they are when somebody would change one", async () => {
    const change = env.DB.prepare("UPDATE audit_entries SET user_id = 'nobody'").run();
    await expect(change).rejects.toThrow("never changed");
  });

  test("lose their audit entries when these are past their time", async () => {
    await deleteAuditBefore(env.DB, Date.now() - 86_400_000);
    expect(await audited()).not.toEqual([]);
    await deleteAuditBefore(env.DB, Date.now() + 1);
    expect(await audited()).toEqual([]);
  });
});
