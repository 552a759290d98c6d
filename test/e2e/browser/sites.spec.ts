/** The overlay beside the mail of webmails on the web: pages of our own in their place, nothing leaves this machine. */
import { readFileSync } from "node:fs";
import { openDesk, pair } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { dana } from "../../rig/messages.ts";

/** The page of a message, its address, and who wrote it; where that is nobody of the book, Dana is put in their place. */
const sites = [
  { site: "gmail", page: "conversation", at: "https://mail.google.com/mail/u/0/#inbox/FMfcgzQXkVzLPRwrBtqFxjhLDnbmkxcV", writer: dana.address },
  { site: "outlook", page: "conversation", at: "https://outlook.office.com/mail/inbox/id/AQQkADc1", writer: dana.address },
  { site: "yahoo", page: "conversation", at: "https://mail.yahoo.com/d/folders/1/messages/AKx9bQ?.intl=de&.lang=de-DE", writer: dana.address },
  { site: "fastmail", page: "conversation", at: "https://app.fastmail.com/mail/Inbox/T77xy?u=a9c14066", writer: dana.address },
  { site: "proton", page: "conversation", at: "https://mail.proton.me/u/0/inbox/C-7==", writer: dana.address },
  { site: "qq", page: "message", at: "https://wx.mail.qq.com/home/index?sid=zAbC#/list/1/1", writer: "Wang.XiaoMing@haiyang.example" },
  { site: "netease", page: "message", at: `https://mail.163.com/js6/main.jsp?sid=zAbC&df=mail163_letter#module=read.ReadModule%7C${encodeURIComponent(JSON.stringify({ area: "normal", isThread: false, viewType: "", id: "15:1tbiDwsjWl+Asq", fid: 1 }))}`, writer: "Wang.XiaoMing@haiyang.example" },
];

let desk: Desk;
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openDesk(profile());
  await pair(desk, worker, "rep@example.com", "Robin Vale");
});
test.afterAll(async () => { await desk.context.close(); });

for (const { site, page, at, writer } of sites) {
  test(`card of the writer is shown and logs once when a message is open in ${site}`, async ({ worker }) => {
    const html = readFileSync(new URL(`../../fixtures/mail/${site}/${page}.html`, import.meta.url), "utf8").replaceAll(writer, dana.address);
    await desk.context.route(`${new URL(at).origin}/**`, (route) => route.fulfill({
      contentType: "text/html; charset=utf-8", body: html,
      // As strict as Gmail's own: no string may become script or markup.
      headers: { "content-security-policy": "require-trusted-types-for 'script'; script-src 'none'; object-src 'none'" },
    }));
    await desk.page.goto(at);
    await desk.overlay.shows("Harlow Marine");
    await picture(desk.page, site);
    const before = logs(worker, "R-1").length;
    await desk.overlay.click("button", "Log email");
    await desk.overlay.shows(/Logged/);
    expect(logs(worker, "R-1")).toHaveLength(before + 1);
    await desk.page.reload();
    await desk.overlay.shows(/Logged/);
  });
}
