import { describe, expect, test } from "vitest";
import {
  surveyPreview,
  surveys,
  surveySummary,
  surveyVersions,
} from "../../../shared/contract/survey.ts";
import { effort } from "../../../worker/surveys/ready/effort.ts";
import { call, refusal, signedIn } from "../client.ts";
import { ask } from "./asking.ts";
import { added } from "../writing.ts";
import { cards } from "../../../shared/contract/answers.ts";

const manager = () => signedIn("manager");
const { name: _, ...questions } = effort;
const unnamed = { ...questions, languages: ["en", "ar"] };
const own = { ...unnamed, name: "Our own" };
const put = async (id: string, basedOn: number | null, body: unknown) =>
  call("PUT", `/v1/surveys/${id}`, { token: await manager(), body: { basedOn, body } });
const listed = async (id: string) => {
  const response = await call("GET", "/v1/surveys", { token: await signedIn("rep") });
  return surveys.parse(await response.json()).surveys.find((one) => one.id === id);
};

describe("archiving", () => {
  test("keeps a survey from being asked until it is restored", async () => {
    const token = await manager();
    const response = await call("POST", "/v1/surveys/effort/archive", { token });
    expect(surveySummary.parse(await response.json()).isArchived).toBe(true);
    expect((await listed("effort"))?.isArchived).toBe(true);
    const card = await added(token, "Archivist", ["archivist@asked.example"]);
    const found = await call("POST", "/v1/cards", {
      token,
      body: { addresses: ["archivist@asked.example"] },
    });
    const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
    const who = { customerId: card.customer.id, contactId };
    expect(await ask(token, who, "effort")).toMatchObject({
      outcome: "refused",
      refusal: { code: "archived" },
    });
    await call("POST", "/v1/surveys/effort/restore", { token });
    expect(await ask(token, who, "effort")).toMatchObject({ outcome: "invited" });
  });

  test("is refused when a rep asks for it, or there is no such survey", async () => {
    const rep = await signedIn("rep");
    const byRep = await call("POST", "/v1/surveys/effort/archive", { token: rep });
    expect((await refusal(byRep)).code).toBe("forbidden");
    const unknown = await call("POST", "/v1/surveys/nothing/archive", { token: await manager() });
    expect((await refusal(unknown)).code).toBe("not_found");
  });
});

describe("versions", () => {
  test("are all kept when a survey is saved twice, and a late one is refused", async () => {
    expect((await put("own_one", null, own)).status).toBe(200);
    expect((await put("own_one", 1, { ...own, name: "Our second" })).status).toBe(200);
    expect((await refusal(await put("own_one", 1, own))).code).toBe("conflict");
    const response = await call("GET", "/v1/surveys/own_one/versions", { token: await manager() });
    const { versions } = surveyVersions.parse(await response.json());
    expect(versions.map(({ version, body, answers }) => [version, body.name, answers])).toEqual([
      [2, "Our second", 0],
      [1, "Our own", 0],
    ]);
  });
});

describe("the preview", () => {
  const preview = async (body: unknown, language = "ar") =>
    call("POST", "/v1/surveys/preview", { token: await manager(), body: { body, language } });

  test("is the page that a customer sees, without a way to send it", async () => {
    const { html } = surveyPreview.parse(await (await preview(unnamed)).json());
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain(own.title["ar"]);
    expect(html).toMatch(/<button class="send"[^>]*disabled/);
    expect(html).not.toContain("/s/");
  });

  test("shows what there is when texts are missing yet", async () => {
    const begun = { ...unnamed, title: {}, invitation: {}, questions: [] };
    expect((await preview(begun)).status).toBe(200);
  });

  test("stands in a frame that only the portfolio opens and that loads nothing", async () => {
    const frame = await call("GET", "/survey-preview/dark");
    const policy = frame.headers.get("Content-Security-Policy") ?? "";
    const nonce = /nonce-([\w-]+)/.exec(policy)?.[1];
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(frame.headers.get("X-Frame-Options")).toBe("SAMEORIGIN");
    const text = await frame.text();
    expect(text).toContain(`<style nonce="${nonce}">`);
    expect(text).toContain("@media all");
    expect(text).not.toContain("prefers-color-scheme");
  });
});
