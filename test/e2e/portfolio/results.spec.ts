/** Results on real answers: bars open their lists, words are opened and audited, decisions undone. */
import type { Page } from "@playwright/test";
import { listedAnswers } from "../../../shared/contract/survey-answers.ts";
import { surveyResults } from "../../../shared/contract/survey-results.ts";
import { barText } from "../../../shared/surveys/results/bar.ts";
import { barsOf } from "../../bars-of.ts";
import { signIn } from "../../rig/book.ts";
import { call, send as ask, type LocalWorker } from "../../rig/worker.ts";
import { expect, faults, picture, test, type Look } from "./book.ts";

type Person = { customer: string; contact: string };
type Sent = { url: string; page: string; fields: Record<string, string>; program: string };

const survey = "relationship";
/** Happy, unhappy and in between, with words that both sides share. */
const said = [
  ...[10, 9, 9, 10, 9, 10].map((score) => ({
    q_recommend: String(score),
    q_quality: "6",
    q_why: "Friendly people, quick replies",
  })),
  ...[3, 2, 6, 4, 0, 1].map((score) => ({
    q_recommend: String(score),
    q_quality: "2",
    q_why: "Slow delivery, twice",
  })),
  ...[8, 7].map((score) => ({ q_recommend: String(score) })),
];

/** Contacts whom nobody has asked yet, each of another customer. */
function unasked(book: LocalWorker, count: number): Person[] {
  return book.db(
    `SELECT a.customer_id AS customer, min(a.contact_id) AS contact FROM addresses a
      WHERE a.customer_id NOT IN (SELECT customer_id FROM invitations)
      GROUP BY a.customer_id LIMIT ${count}`,
  ) as Person[];
}

/** Opens a personal link as a browser without scripts does. */
async function opened(
  book: LocalWorker,
  token: string,
  { customer, contact }: Person,
  fields: Record<string, string>,
  program: string,
): Promise<Sent> {
  const invited = await call(
    book,
    "POST",
    "/v1/invitations",
    { surveyId: survey, customerId: customer, contactId: contact, via: "link" },
    token,
  );
  if (invited.outcome !== "invited") throw new Error("not asked");
  const url = book.url + new URL(invited.url).pathname;
  const page = await (await fetch(url, { headers: { "User-Agent": program } })).text();
  return { url, page, fields, program };
}

const send = ({ url, page, fields, program }: Sent) =>
  fetch(url, {
    method: "POST",
    headers: { "User-Agent": program },
    body: new URLSearchParams({
      page: /name="page" value="([^"]*)"/.exec(page)?.[1] ?? "",
      do: "send",
      ...fields,
    }),
  });

/** Has people of the book answer, and a program press every button of one more link. */
async function answers(book: LocalWorker): Promise<void> {
  const [made] = book.db("SELECT count(*) AS n FROM survey_answers WHERE state = 'held'");
  if (made?.["n"] !== 0) return;
  const token = await signIn(book, "you@example.com", "admin");
  const people = unasked(book, said.length + 1);
  const pages: Sent[] = [];
  for (const [at, person] of people.entries())
    pages.push(
      await opened(book, token, person, said[at] ?? { q_recommend: "5" }, `Browser ${at}`),
    );
  const trapped = pages.at(-1)!;
  await fetch(`${trapped.url}/details`, { headers: { "User-Agent": trapped.program } });
  // Whoever answers faster than this has not read the question.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  for (const one of pages) await send(one);
}

async function resultsOf(book: LocalWorker, page: Page) {
  await page.goto(`${book.url}/surveys/${survey}/results`);
  await expect(page.getByRole("heading", { name: "Results: ", exact: false })).toBeVisible();
}
const listed = (page: Page) => page.locator(".answers .tasks > li");
const audited = (book: LocalWorker) =>
  book.db("SELECT action, subject_id, part_ids FROM audit_entries ORDER BY id");

test("results say that nobody was asked, are on their way, and tell of a failure", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.goto(`${book.url}/surveys/effort/results`);
  await expect(page.getByRole("heading", { name: "Nobody was asked yet" })).toBeVisible();
  await picture(page, "results-empty");
  await page.goto(`${book.url}/surveys/effort/results/answers?bar=held`);
  await expect(page.getByRole("heading", { name: "No answers here" })).toBeVisible();
  await picture(page, "answers-empty");
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/v1/surveys/trust/answers*", async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(`${book.url}/surveys/trust/results/answers?bar=counted`);
  await expect(page.locator(".loading")).toBeVisible();
  await picture(page, "answers-loading");
  release();
  await expect(page.getByRole("heading", { name: "No answers here" })).toBeVisible();
});

test("answers say what went wrong, and try again, when they cannot be read", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  const error = { code: "unavailable", message: "Try again in a moment.", field: null };
  // Of what a page loads, a conflict alone may be logged.
  await page.route("**/v1/surveys/effort/answers*", (route) =>
    route.fulfill({ status: 409, json: { error } }),
  );
  await page.goto(`${book.url}/surveys/effort/results/answers?bar=counted`);
  await expect(page.getByRole("alert")).toBeVisible();
  await picture(page, "answers-failed");
  await page.unroute("**/v1/surveys/effort/answers*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "No answers here" })).toBeVisible();
});

test("every bar opens exactly its answers, and words are opened by a press that is audited", async ({
  signedIn,
  book,
}) => {
  test.slow();
  await answers(book);
  const page = await signedIn("manager");
  await resultsOf(book, page);
  await page.setViewportSize({ width: 1280, height: 2400 });
  await picture(page, "results-light");
  expect(await faults(page)).toEqual([]);
  const links = await page
    .locator('a[href*="/results/answers"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  const bars = new Set(links.map((href) => new URLSearchParams(href.split("?")[1]).get("bar")));
  for (const bar of ["counted", "held", "metric.nps", "band.nps.low", "driver.quality"])
    expect(bars).toContain(bar);
  expect([...bars].some((bar) => bar?.startsWith("group.nps.tier."))).toBe(true);
  expect([...bars].some((bar) => bar?.startsWith("theme."))).toBe(true);
  await page.getByRole("link", { name: /^Detractors/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Detractors (0–6)" })).toBeVisible();
  await expect(page.getByText("6 answers of 6 people")).toBeVisible();
  await expect(listed(page)).toHaveCount(6);
  await expect(page.getByText("Slow delivery")).toHaveCount(0);
  const before = audited(book).length;
  await listed(page)
    .first()
    .getByRole("button", { name: /^Show what/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Slow delivery, twice")).toHaveCount(1);
  await page.getByRole("button", { name: "Show what all 5 wrote" }).click();
  await expect(page.getByText("Slow delivery, twice")).toHaveCount(6);
  const entries = audited(book).slice(before);
  expect(entries.map((one) => JSON.parse(String(one["part_ids"])).length)).toEqual([1, 5]);
  expect(entries.every((one) => one["subject_id"] === survey)).toBe(true);
  expect(JSON.stringify(entries)).not.toContain("Slow");
  await page.setViewportSize({ width: 1280, height: 900 });
  await picture(page, "answers-light");
  expect(await faults(page)).toEqual([]);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Results: ", exact: false })).toBeVisible();
});

test("every list counts what its bar counts when the book's people have answered", async ({
  book,
}) => {
  test.slow();
  await answers(book);
  const token = await signIn(book, "you@example.com", "admin");
  const get = (path: string) => ask(book, "GET", `/v1/surveys/${survey}/${path}`, undefined, token);
  const bars = barsOf(surveyResults.parse(await get("results")));
  expect(bars.length).toBeGreaterThan(15);
  for (const { bar, answers: count, people } of bars) {
    const text = barText(bar);
    const list = listedAnswers.parse(
      await get(`answers?limit=50&${new URLSearchParams({ bar: text })}`),
    );
    expect([text, list.answers.length]).toEqual([text, list.count]);
    expect([text, list.count]).toEqual([text, count ?? list.count]);
    expect([text, list.people]).toEqual([text, people ?? list.people]);
  }
});

test("an answer is taken back and counted again, and a held one is counted", async ({
  signedIn,
  book,
}) => {
  test.slow();
  await answers(book);
  const page = await signedIn("manager");
  await page.goto(`${book.url}/surveys/${survey}/results/answers?bar=band.nps.low`);
  await expect(listed(page)).toHaveCount(6);
  await listed(page)
    .first()
    .getByRole("button", { name: /^Take back/ })
    .click();
  await page.keyboard.press("Escape");
  await expect(
    listed(page)
      .first()
      .getByRole("button", { name: /^Take back/ }),
  ).toBeFocused();
  await listed(page)
    .first()
    .getByRole("button", { name: /^Take back/ })
    .click();
  await page.keyboard.type("A colleague pressed it");
  await picture(page, "answers-reason");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Taken back, and its follow-up with it.").first()).toBeVisible();
  await expect(listed(page)).toHaveCount(5);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await picture(page, "answers-taken-back");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(listed(page)).toHaveCount(6);
  await listed(page)
    .first()
    .getByRole("button", { name: /^Take back/ })
    .click();
  await page.keyboard.type("A colleague pressed it");
  await page.keyboard.press("Enter");
  await expect(listed(page)).toHaveCount(5);
  await page.goto(`${book.url}/surveys/${survey}/results/answers?bar=withdrawn`);
  await expect(page.getByText("A colleague pressed it")).toBeVisible();
  await picture(page, "answers-withdrawn");
  await listed(page)
    .getByRole("button", { name: /^Count it again/ })
    .click();
  await expect(page.getByRole("heading", { name: "No answers here" })).toBeVisible();
  await page.goto(`${book.url}/surveys/${survey}/results/answers?bar=held`);
  await expect(page.getByText("Followed a hidden link")).toBeVisible();
  await listed(page)
    .getByRole("button", { name: /^Count it/ })
    .click();
  await page.keyboard.type("They told me on the telephone");
  await page.keyboard.press("Enter");
  await expect(page.getByText("It counts now, and a follow-up was opened.").first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Followed a hidden link")).toBeVisible();
});

const looks: Record<string, Partial<Look>> = {
  dark: { theme: "dark" },
  chinese: { language: "zh_CN" },
  phone: { width: 390 },
};
for (const [name, look] of Object.entries(looks))
  test(`results and their answers are whole when they are shown ${name}`, async ({
    signedIn,
    book,
  }) => {
    test.slow();
    await answers(book);
    const page = await signedIn("manager", look);
    const width = look.width ?? 1280;
    await page.setViewportSize({ width, height: 2400 });
    for (const [place, ready] of [
      [`/surveys/${survey}/results`, ".key-figures"],
      [`/surveys/${survey}/results/answers?bar=metric.nps`, ".answers .tasks > li"],
    ] as const) {
      await page.goto(book.url + place);
      await expect(page.locator(ready).first()).toBeVisible();
      if (place.includes("?")) {
        const all = page.locator(".answers > .button").first();
        await all.focus();
        await page.keyboard.press("Enter");
        await expect(page.locator(".answer-words").first()).toBeVisible();
      }
      await picture(page, `${place.includes("?") ? "answers" : "results"}-${name}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await faults(page)).toEqual([]);
    }
  });
