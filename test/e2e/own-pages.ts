/**
 * Pages of our own in the place of webmails on the web, each with a message of a customer's open:
 * nothing leaves this machine.
 */
import { readFileSync } from "node:fs";
import type { BrowserContext } from "@playwright/test";
import { dana } from "../rig/messages.ts";

export type OwnPage = {
  site: string;
  page: string;
  /** The address that it takes the place of. */
  at: string;
  /** The writer; where that is nobody of the book, Dana is put in their place. */
  writer: string;
};

export const ownPages: OwnPage[] = [
  {
    site: "gmail",
    page: "conversation",
    at: "https://mail.google.com/mail/u/0/#inbox/FMfcgzQXkVzLPRwrBtqFxjhLDnbmkxcV",
    writer: dana.address,
  },
  {
    site: "outlook",
    page: "conversation",
    at: "https://outlook.office.com/mail/inbox/id/AQQkADc1",
    writer: dana.address,
  },
  {
    site: "yahoo",
    page: "conversation",
    at: "https://mail.yahoo.com/d/folders/1/messages/AKx9bQ?.intl=de&.lang=de-DE",
    writer: dana.address,
  },
  {
    site: "fastmail",
    page: "conversation",
    at: "https://app.fastmail.com/mail/Inbox/T77xy?u=a9c14066",
    writer: dana.address,
  },
  {
    site: "proton",
    page: "conversation",
    at: "https://mail.proton.me/u/0/inbox/C-7==",
    writer: dana.address,
  },
  {
    site: "qq",
    page: "message",
    at: "https://wx.mail.qq.com/home/index?sid=zAbC#/list/1/1",
    writer: "Wang.XiaoMing@haiyang.example",
  },
  {
    site: "netease",
    page: "message",
    at: `https://mail.163.com/js6/main.jsp?sid=zAbC&df=mail163_letter#module=read.ReadModule%7C${encodeURIComponent(JSON.stringify({ area: "normal", isThread: false, viewType: "", id: "15:1tbiDwsjWl+Asq", fid: 1 }))}`,
    writer: "Wang.XiaoMing@haiyang.example",
  },
];

/**
 * Has the browser answer with the page, under a policy as strict as Gmail's own: no string may
 * become script or markup.
 */
export async function serve(
  context: BrowserContext,
  { site, page, at, writer }: OwnPage,
): Promise<void> {
  const body = readFileSync(
    new URL(`../fixtures/mail/${site}/${page}.html`, import.meta.url),
    "utf8",
  ).replaceAll(writer, dana.address);
  const headers = {
    "content-security-policy":
      "require-trusted-types-for 'script'; script-src 'none'; object-src 'none'",
  };
  await context.route(`${new URL(at).origin}/**`, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body, headers }),
  );
}
