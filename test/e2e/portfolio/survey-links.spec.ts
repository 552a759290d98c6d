/** Links of a survey: a file for a mail program with its undo, and a block for signatures. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { signIn } from "../../rig/book.ts";
import { call, type LocalWorker } from "../../rig/worker.ts";
import { expect, faults, picture, test } from "./book.ts";

/** Saves a view of the team with the customers of a tier; returns its name. */
async function savedView(book: LocalWorker, name: string, tier: "high" | "mid"): Promise<string> {
  const view = { name, scope: "team" as const, sort: "-value" as const, columns: [] };
  const filter = { field: "tier" as const, in: [tier] };
  await call(
    book,
    "POST",
    "/v1/views",
    { ...view, filter },
    await signIn(book, "you@example.com", "admin"),
  );
  return name;
}

const linesOf = async (page: Page, button: string): Promise<string[]> => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).press("Enter"),
  ]);
  return (await readFile(await download.path(), "utf8")).trim().split("\n");
};

test("file of links is made from a list, saved, opened by a customer, and taken back", async ({
  signedIn,
  book,
}) => {
  test.slow();
  const name = await savedView(book, "Best ones", "high");
  const page = await signedIn("manager");
  await page.goto(`${book.url}/surveys/relationship?view=links`);
  const list = page.getByLabel("Customers");
  await expect(list.getByRole("option", { name })).toBeAttached();
  await picture(page, "links-choice");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Make links" }).press("Enter");
  await expect(list).toBeFocused();
  await list.selectOption({ label: name });
  await page.getByRole("button", { name: "Make links" }).press("Enter");
  await expect(page.getByText(/^Asked \d+ of \d+ contacts$/)).toBeVisible({ timeout: 60_000 });
  await picture(page, "links-made");
  expect(await faults(page)).toEqual([]);

  const [header, ...links] = await linesOf(page, "Save the links");
  expect(header).toContain("address,name,customer,language,link,unsubscribe");
  expect(links.length).toBeGreaterThan(5);
  const refused = await linesOf(page, "Save who was not asked");
  expect(refused.slice(1).join("\n")).toMatch(/,(company_share|no_consent|asked_recently),/);
  const asked = Number(
    book.db("SELECT count(*) AS n FROM invitations WHERE via = 'file'")[0]?.["n"],
  );
  expect(asked).toBe(links.length);
  const path = /\/s\/[\w-]{30}/.exec(links[0] ?? "")?.[0] ?? "";
  const opened = await (await fetch(`${book.url}${path}?score=9`)).text();
  expect(opened).toContain('value="9"');

  await page.getByRole("button", { name: "Take the links back" }).press("Enter");
  await expect(page.getByText(`${links.length - 1} links are taken back`)).toBeVisible();
  await expect(page.getByText("1 was opened or answered already and stays.")).toBeVisible();
  await picture(page, "links-taken-back");
});

/** Loses the answer of the page's first call for links; from the third on they do not go out. */
const breakLine = (page: Page) =>
  page.evaluate(() => {
    const plain = window.fetch;
    const keys: (string | null)[] = [];
    Reflect.set(window, "sentKeys", keys);
    window.fetch = async (input, init) => {
      if (!String(input).endsWith("/link-files")) return plain(input, init);
      keys.push(new Headers(init?.headers).get("idempotency-key"));
      if (keys.length > 2) throw new TypeError("offline");
      const response = await plain(input, init);
      if (keys.length === 1) throw new TypeError("lost");
      return response;
    };
  });
const asksBeforeLeaving = (page: Page) =>
  page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));

test("file of links keeps what was made when answers are lost and the page is left", async ({
  signedIn,
  book,
}) => {
  test.slow();
  const name = await savedView(book, "Middling ones", "mid");
  const filed = () =>
    Number(book.db("SELECT count(*) AS n FROM invitations WHERE via = 'file'")[0]?.["n"]);
  const before = filed();
  const page = await signedIn("manager");
  await page.goto(`${book.url}/surveys/relationship?view=links`);
  await page.getByLabel("Customers").selectOption({ label: name });
  await breakLine(page);
  await page.getByRole("button", { name: "Make links" }).press("Enter");
  await expect(page.getByRole("alert")).toContainText("Save the links that were made");
  const keys = await page.evaluate(() => Reflect.get(window, "sentKeys") as string[]);
  expect(keys).toHaveLength(4);
  expect([keys[1], keys[3]]).toEqual([keys[0], keys[2]]);
  expect(await asksBeforeLeaving(page)).toBe(true);
  await expect(page.getByRole("button", { name: "Make another file" })).toBeDisabled();
  await picture(page, "links-broken-off");
  expect(await faults(page)).toEqual([]);

  await page.getByRole("link", { name: "Versions" }).click();
  await expect(page.getByRole("button", { name: "Save the links" })).toHaveCount(0);
  await page.getByRole("link", { name: "Links" }).click();
  const [, ...links] = await linesOf(page, "Save the links");
  expect(links.length).toBeGreaterThan(0);
  expect(links).toHaveLength(filed() - before);
  expect(await asksBeforeLeaving(page)).toBe(false);
  await expect(page.getByRole("button", { name: "Make another file" })).toBeEnabled();
  await page.getByRole("button", { name: "Take the links back" }).press("Enter");
  await expect(page.getByText(/^\d+ links? (is|are) taken back$/)).toContainText(
    String(links.length),
  );
});

test("block for a signature is copied, answered by nobody in particular, and ended", async ({
  signedIn,
  book,
}) => {
  const page = await signedIn("manager");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${book.url}/surveys/effort?view=links`);
  await expect(page.getByText("No links yet.")).toBeVisible();
  await page.getByRole("button", { name: "Make a link" }).press("Enter");
  const block = page.getByRole("group", { name: "Block for a signature" });
  await expect(block.getByRole("link")).toHaveAttribute("href", /\/a\/[\w-]{30}$/);
  const url = (await block.getByRole("link").getAttribute("href")) ?? "";
  await block.getByRole("button", { name: "Copy for a signature" }).press("Enter");
  await expect(page.getByText("Copied", { exact: true })).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string) => (await item?.getType(type))?.text() ?? "";
    return { html: await read("text/html"), plain: await read("text/plain") };
  });
  expect(copied.html).toContain(`<a href="${url}">`);
  expect(copied.plain).toContain(url);
  await picture(page, "links-signature");
  expect(await faults(page)).toEqual([]);
  expect(await (await fetch(url)).text()).toContain("Nobody learns who you are");
  await page.getByRole("button", { name: /^End: English, made/ }).press("Enter");
  await expect(page.getByText("The link is ended.")).toBeVisible();
  await expect(block).toHaveCount(0);
  expect((await fetch(url)).status).toBe(410);
});

for (const look of [{ theme: "dark" }, { language: "zh_CN" }, { width: 390 }] as const)
  test(`links of a survey are whole when they are shown ${JSON.stringify(look)}`, async ({
    signedIn,
    book,
  }) => {
    const page = await signedIn("manager", look);
    await page.goto(`${book.url}/surveys/trust?view=links`);
    await page
      .getByRole("button", { name: /^(Make a link|生成链接)$/ })
      .last()
      .press("Enter");
    await expect(page.locator(".signature-block")).toBeVisible();
    await picture(page, `links-${Object.values(look).join()}`);
    expect(await faults(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
