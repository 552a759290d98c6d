/**
 * Webmails of our own that behave like the sites: pages with a script, as strict as Gmail's, in the
 * place of the real ones.
 */
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { dana, tom, wang } from "../../rig/messages.ts";

const folder = new URL("../../fixtures/mail/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), "utf8");

export type Mail = {
  id: string;
  from: [string, string];
  to: [string, string | null][];
  cc: [string, string | null][];
  subject: string;
  date: string;
  next?: { date: string };
};

const writers: [string, string][] = [
  [dana.name, dana.address],
  ["Nobody Known", "nobody@stranger.example"],
  [tom.name, tom.address],
  [wang.name, wang.address],
  ["Someone Else", "else@other-stranger.example"],
];

/**
 * Forty mails of customers and strangers in turn, each of another time and with a next one in its
 * conversation; every third has a copy that is shown by name alone.
 * @param box their ids are of this mailbox alone
 */
export const mailsOf = (box: string): Mail[] =>
  Array.from({ length: 40 }, (_, n) => ({
    id: `AQ${box}k${n}`,
    from: writers[n % writers.length] ?? (writers[0] as [string, string]),
    to: [["Robin Vale", "rep@example.com"]],
    cc: n % 3 === 0 ? [["Ola Nord", null]] : [],
    subject: `Mail number ${n}`,
    date: `2026-10-${String(1 + (n % 28)).padStart(2, "0")} 14:${String(n).padStart(2, "0")}`,
    next: {
      date: `2026-11-${String(1 + (n % 28)).padStart(2, "0")} 09:${String(n).padStart(2, "0")}`,
    },
  }));

type Live = {
  site: string;
  at: string;
  language: string;
  marks: boolean;
  /** A reload shows the mail again. */ reopens: boolean;
};
/** A site at one of its hosts, in a language; marks where its rows show addresses. */
export const live: Live[] = [
  {
    site: "outlook",
    at: "https://outlook.office.com/mail/",
    language: "en",
    marks: true,
    reopens: true,
  },
  {
    site: "outlook",
    at: "https://outlook.office365.com/mail/",
    language: "de",
    marks: true,
    reopens: true,
  },
  {
    site: "outlook",
    at: "https://outlook.live.com/mail/0/",
    language: "zh-CN",
    marks: true,
    reopens: true,
  },
  {
    site: "outlook",
    at: "https://outlook.cloud.microsoft/mail/",
    language: "en",
    marks: true,
    reopens: true,
  },
  {
    site: "yahoo",
    at: "https://mail.yahoo.com/d/folders/1",
    language: "en",
    marks: true,
    reopens: true,
  },
  {
    site: "fastmail",
    at: "https://app.fastmail.com/mail/Inbox/",
    language: "en",
    marks: true,
    reopens: true,
  },
  {
    site: "proton",
    at: "https://mail.proton.me/u/0/inbox",
    language: "en",
    marks: true,
    reopens: true,
  },
  {
    site: "qq",
    at: "https://wx.mail.qq.com/home/index?sid=zAbC#/list/1/1?none",
    language: "zh-CN",
    marks: false,
    reopens: false,
  },
  {
    site: "netease",
    at: "https://mail.163.com/js6/main.jsp?sid=zAbC&df=mail163_letter",
    language: "zh-CN",
    marks: false,
    reopens: true,
  },
];
/** The customers among the writers, by address. */
export const company = new Map([
  [dana.address, "Harlow Marine"],
  [tom.address, "Kestrel Foods"],
  [wang.address, "明泰贸易"],
]);

/** Serves the live page of a site wherever in its place the browser asks. */
export async function serve(
  page: Page,
  site: string,
  origin: string,
  language: string,
  mails: Mail[],
): Promise<void> {
  const html = read("live/page.html")
    .replaceAll("NONCE", "n0nce")
    .replace("LANG", language)
    .replace("MAILS", JSON.stringify(mails).replaceAll("<", "\\u003c"));
  await page.context().route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/live.js")
      return route.fulfill({ contentType: "text/javascript", body: read("live/live.js") });
    if (pathname === "/site.js")
      return route.fulfill({ contentType: "text/javascript", body: read(`${site}/live.js`) });
    return route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: html,
      headers: {
        "content-security-policy":
          "require-trusted-types-for 'script'; trusted-types 'none'; script-src 'nonce-n0nce'; " +
          "object-src 'none'; base-uri 'none'",
      },
    });
  });
}

/**
 * The marks in the list by who wrote each row, rows in sight alone: the mark's label, or null where
 * the row has none.
 */
async function rowMarks(page: Page): Promise<[writer: string, mark: string | null][]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    type Node = typeof root;
    const valueOf = (node: Node, name: string) => {
      const at = node.attributes?.indexOf(name) ?? -1;
      return at < 0 ? null : (node.attributes?.[at + 1] ?? null);
    };
    const within = (node: Node) => [...(node.shadowRoots ?? []), ...(node.children ?? [])];
    const all = (node: Node): Node[] => [node, ...within(node).flatMap(all)];
    return all(root)
      .filter((node) => valueOf(node, "data-row") !== null)
      .map((row) => {
        const labels = all(row)
          .filter((node) => node.nodeName === "REGARDS-MARK")
          .flatMap(all)
          .map((node) => valueOf(node, "aria-label"))
          .filter((one) => one !== null);
        return [
          valueOf(row, "data-row") ?? "",
          labels.length > 1 ? labels.join(" and ") : (labels[0] ?? null),
        ];
      });
  } finally {
    await session.detach();
  }
}

/** The names of all customers but this writer's. */
export const others = (address: string) =>
  [...company].filter(([one]) => one !== address).map(([, name]) => name);

/** Every row in sight has the mark of its writer, and no stranger's has one. */
export async function rightMarks(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const rows = await rowMarks(page);
        const of = (address: string) =>
          new Set(rows.filter(([writer]) => writer === address).map(([, mark]) => mark));
        const tiers = [dana, tom, wang].map(({ address }) => [...of(address)]);
        const strangers = rows.filter(([writer]) => !company.has(writer));
        return {
          rows: rows.length > 10,
          oneEach: tiers.every(
            (marks) => marks.length === 1 && marks[0] !== null && !marks[0]?.includes(" and "),
          ),
          apart: new Set(tiers.flat()).size,
          strangers: strangers.every(([, mark]) => mark === null),
        };
      },
      { timeout: 20_000 },
    )
    .toEqual({ rows: true, oneEach: true, apart: 3, strangers: true });
}
