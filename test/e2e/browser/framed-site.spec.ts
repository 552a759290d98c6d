/** The old QQ Mail, whose mail is a document of a frame: pages of our own in its place. */
import { readFileSync } from "node:fs";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { tag } from "../../support-table.ts";
import { dana, tom } from "../../rig/messages.ts";

const at = "https://mail.qq.com/cgi-bin/frame_html?sid=z";
const read = (name: string) =>
  readFileSync(new URL(`../../fixtures/mail/qq-framed/${name}.html`, import.meta.url), "utf8");
const writer = "Wang.XiaoMing@haiyang.example";
const list = `<!doctype html><meta charset="utf-8"><title>收件箱</title><ul>${[
  ["a", "Dana"],
  ["b", "Tom"],
]
  .map(
    ([id, name]) =>
      `<li><a href="/cgi-bin/readmail?folderid=1&t=readmail&mailid=ZC-${id}">${name}</a></li>`,
  )
  .join("")}</ul>`;

let desk: Desk;
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
  await desk.context.route("https://mail.qq.com/**", (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const page = pathname.endsWith("readmail")
      ? read("message").replaceAll(
          writer,
          searchParams.get("mailid") === "ZC-a" ? dana.address : tom.address,
        )
      : pathname.endsWith("readtemplate")
        ? read("compose").replaceAll(writer, tom.address)
        : pathname.endsWith("mail_list")
          ? list
          : read("frame");
    return route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: page,
      headers: {
        "content-security-policy":
          "require-trusted-types-for 'script'; script-src 'none'; object-src 'none'",
      },
    });
  });
  await desk.page.goto(at);
});
test.afterAll(async () => {
  await desk.context.close();
});

test(`card is the framed mail's when it changes ${tag("qq-framed", ["thread", "people"], "own page")}`, async () => {
  const { page, panel } = desk;
  const frame = page.frameLocator("#mainFrame");
  for (const [link, name, other] of [
    ["Dana", "Harlow Marine", "Kestrel Foods"],
    ["Tom", "Kestrel Foods", "Harlow Marine"],
  ] as const) {
    await frame.locator("a", { hasText: link }).click();
    await panel.shows(name);
    expect(await panel.text()).not.toContain(other);
    await page.frame("mainFrame")?.goto("https://mail.qq.com/cgi-bin/mail_list?folderid=1");
    await panel.hides(name);
  }
});

test(`mail is logged once, with proof, when opened again ${tag("qq-framed", ["identity"], "own page")}`, async ({
  worker,
}) => {
  const { page, panel } = desk;
  const open = () => page.frameLocator("#mainFrame").locator("a", { hasText: "Dana" }).click();
  await open();
  await panel.shows("Harlow Marine");
  const before = logs(worker, "R-1").length;
  await panel.click("button", /^Log email/);
  await panel.shows(/Logged/);
  await picture(page, "live-qq-framed");
  await page.reload();
  await open();
  await panel.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
});

test(`recipient's card is shown when a mail is written ${tag("qq-framed", ["compose"], "own page")}`, async () => {
  await desk.page
    .frame("mainFrame")
    ?.goto("https://mail.qq.com/cgi-bin/readtemplate?sid=z&t=compose");
  await desk.panel.shows("Kestrel Foods");
});
