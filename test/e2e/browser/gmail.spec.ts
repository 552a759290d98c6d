/**
 * A page of our own that behaves like Gmail, driven as a person drives it: the right card at each
 * step, and no step that breaks the page.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { marks } from "../panel.ts";
import { dana, lookAlike, tom, wang } from "../../rig/messages.ts";

const origin = "https://mail.google.com";
const file = (name: string) =>
  readFileSync(new URL(`../../fixtures/mail/gmail/${name}`, import.meta.url), "utf8");

/**
 * The page in Gmail's place, under rules as strict as Gmail's own: no script but by its nonce, no
 * markup from strings.
 */
async function serve(desk: Desk): Promise<void> {
  await desk.context.route(`${origin}/**`, (route) =>
    route.request().url().endsWith("/mailbox.js")
      ? route.fulfill({ contentType: "text/javascript; charset=utf-8", body: file("mailbox.js") })
      : route.fulfill({
          contentType: "text/html; charset=utf-8",
          body: file("mailbox.html"),
          headers: {
            "content-security-policy":
              "require-trusted-types-for 'script'; script-src 'nonce-regards'; object-src 'none'; base-uri 'none'",
          },
        }),
  );
}

let desk: Desk;
let errors: string[] = [];
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker);
  await serve(desk);
  desk.page.on("pageerror", (error) => {
    errors.push(error.message);
  });
});
test.beforeEach(() => {
  errors = [];
});
// Nothing of ours may break the page, its rules for scripts included.
test.afterEach(() => {
  expect(errors).toEqual([]);
});
test.afterAll(async () => {
  await desk.context.close();
});

/** The page anew, whatever was done in it before. */
async function open(at: string): Promise<void> {
  await desk.page.goto("about:blank");
  await desk.page.goto(`${origin}${at}`);
}
const row = (page: Page, subject: string) =>
  page.locator("tr.zA").filter({ has: page.getByText(subject, { exact: true }) });
const companies = ["Harlow Marine", "Kestrel Foods", "明泰贸易"];

/**
 * Keeps every name of a company that the panel shows from now on: what is shown for a moment is
 * shown.
 */
async function seen(during: () => Promise<void>): Promise<Set<string>> {
  const names = new Set<string>();
  const done = new AbortController();
  const watching = (async () => {
    while (!done.signal.aborted) {
      const text = await desk.panel.text();
      for (const name of companies) if (text.includes(name)) names.add(name);
    }
  })();
  await during();
  done.abort();
  await watching;
  return names;
}

test("card is the open conversation's when nodes are used again [gmail: thread, people · own page]", async () => {
  await open("/mail/u/0/#inbox");
  await row(desk.page, "Refit of the Selkie 0").click();
  await desk.panel.shows("Harlow Marine");
  await picture(desk.page, "gmail-thread");
  await desk.page.goBack();
  await desk.panel.hides("Harlow Marine");
  expect(await desk.page.locator("h2.hP").count(), "the conversation is still in the page").toBe(1);
  // The page shows Dana's conversation until Tom's is painted in the same nodes.
  expect(
    await seen(async () => {
      await row(desk.page, "Winter range 1").click();
      await desk.panel.shows("Kestrel Foods");
    }),
  ).toEqual(new Set(["Kestrel Foods"]));
  await desk.page.evaluate(() => {
    location.hash = "#search/mingtai";
  });
  await desk.panel.hides("Kestrel Foods");
  await row(desk.page, "询价：十一月订单 2").click();
  await desk.panel.shows("明泰贸易");
  expect(desk.page.url()).toMatch(/#search\/mingtai\/FMfcg/);
  await desk.page.goBack();
  await desk.panel.hides("明泰贸易");
});

test("email is logged once when reloaded, split or in a window [gmail: thread, identity · own page]", async ({
  worker,
}) => {
  await open("/mail/u/0/#inbox");
  await row(desk.page, "Winter range 6").click();
  await desk.panel.shows("Kestrel Foods");
  const before = logs(worker, "R-2").length;
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  const stored = logs(worker, "R-2");
  expect(stored).toHaveLength(before + 1);
  expect(stored.at(-1)).toMatchObject({
    kind: "email",
    direction: "in",
    withdrawn: 0,
    claimed: true,
  });
  await desk.page.reload();
  await desk.panel.shows(/Logged/);
  const token = desk.page.url().split("/").at(-1) ?? "";
  for (const pane of ["right", "below"]) {
    await open(`/mail/u/0/?pane=${pane}#inbox/${token}`);
    await desk.panel.shows(/Logged/);
    await picture(desk.page, `gmail-pane-${pane}`);
  }
  await open("/mail/u/0/popout?ver=1&th=%23thread-f:1848000006000000000&cvid=1");
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
});

test("card and pane are the row's when it is read in the split pane [gmail: thread · own page]", async () => {
  await open("/mail/u/0/?pane=right#inbox");
  for (const [subject, company, others] of [
    ["Winter range 1", "Kestrel Foods", true],
    ["Refit of the Selkie 5", "Harlow Marine", false],
    ["询价：十一月订单 2", "明泰贸易", false],
  ] as const) {
    const shown = await seen(async () => {
      await row(desk.page, subject).click();
      await desk.panel.shows(company);
    });
    // What stands before the click belongs to the row before.
    if (others) expect(shown).toEqual(new Set([company]));
  }
});

test("newest open message counts when another is unfolded [gmail: thread · own page]", async () => {
  await open("/mail/u/0/#inbox");
  await row(desk.page, "Refit of the Selkie 0").click();
  await desk.panel.shows("Harlow Marine");
  await desk.page.locator("[role=listitem].kv").first().click();
  await expect(desk.page.locator("[role=listitem].h7")).toHaveCount(2);
  await desk.panel.shows("Harlow Marine");
  await desk.panel.get("button", /^Log email/);
  await picture(desk.page, "gmail-unfolded");
});

const tierOf: Record<string, string> = {
  [dana.address]: "High value",
  [tom.address]: "Mid value",
  [wang.address]: "Potential",
};
/**
 * The writers of the rows that have a mark, and whether all rows in sight have one; in the order of
 * the page.
 */
const marked = (page: Page) =>
  page.locator("tr.zA").evaluateAll((rows) => ({
    all: rows.every(
      (one) =>
        one.querySelector("regards-mark") !== null ||
        one.getBoundingClientRect().bottom < 0 ||
        one.getBoundingClientRect().top > innerHeight,
    ),
    writers: rows
      .filter((one) => one.querySelector("regards-mark") !== null)
      .map(
        (one) =>
          one.querySelector(".yW [email]:not([name=me])")?.getAttribute("email")?.toLowerCase() ??
          "",
      ),
  }));
async function marksAreRight(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const { all, writers } = await marked(page);
        return (
          all &&
          JSON.stringify(await marks(page)) ===
            JSON.stringify(writers.flatMap((address) => tierOf[address] ?? []))
        );
      },
      { message: "each row has the mark of its own writer" },
    )
    .toBe(true);
}

test("marks are the rows' own when the list scrolls, is searched and sorted [gmail: list · own page]", async () => {
  await open("/mail/u/0/#inbox");
  await marksAreRight(desk.page);
  await picture(desk.page, "gmail-list");
  for (const top of [1360, 5000, 200]) {
    await desk.page.locator(".ae4").evaluate((list, to) => {
      list.scrollTop = to;
    }, top);
    await expect
      .poll(() => desk.page.locator("tr.zA").first().textContent())
      .toContain(String(top / 40 - 4));
    await marksAreRight(desk.page);
  }
  await desk.page.getByText("Sort").click();
  await marksAreRight(desk.page);
  await desk.page.evaluate(() => {
    location.hash = "#search/kestrel";
  });
  await expect(row(desk.page, "Winter range 171")).toBeVisible();
  await marksAreRight(desk.page);
  expect(new Set(await marks(desk.page))).toEqual(new Set(["Mid value"]));
});

test("recipients' cards are shown when a compose has the focus [gmail: compose · own page]", async () => {
  await open("/mail/u/0/#inbox");
  await desk.page.locator(".L3").click();
  await picture(desk.page, "gmail-compose-empty");
  await desk.page.keyboard.type(tom.address);
  await desk.page.keyboard.press("Enter");
  await desk.panel.shows("Kestrel Foods");
  await desk.page.keyboard.type(wang.address);
  await desk.page.keyboard.press("Enter");
  await desk.panel.get("button", /王晓明|明泰/);
  await picture(desk.page, "gmail-compose");
  // A second window: whose has the focus is shown.
  await desk.page.locator(".L3").click();
  await desk.panel.shows("Who is it for?");
  await desk.page.keyboard.type(lookAlike.address);
  await desk.page.keyboard.press("Enter");
  await desk.panel.shows(/harlow-rnarine/);
  await picture(desk.page, "gmail-two-composes");
  await desk.page.locator(".Hd").first().locator("[g_editable]").click();
  await desk.panel.shows("Kestrel Foods");
});

test("compose with the focus comes first when a thread is open too [gmail: compose, thread · own page]", async () => {
  await open("/mail/u/0/#inbox");
  await row(desk.page, "Refit of the Selkie 0").click();
  await desk.panel.shows("Harlow Marine");
  await desk.page.getByText("Reply", { exact: true }).click();
  await desk.panel.get("button", /^Log email/);
  await picture(desk.page, "gmail-reply");
  await desk.page.locator(".L3").click();
  await desk.panel.get("button", /^Log email/);
  await desk.page.keyboard.type(tom.address);
  await desk.page.keyboard.press("Enter");
  await desk.panel.shows("Kestrel Foods");
  await desk.page
    .locator("[role=listitem].h7")
    .last()
    .click({ position: { x: 5, y: 5 } });
  await desk.panel.shows("Harlow Marine");
  await desk.page.locator(".Hd [g_editable]").click();
  await desk.panel.shows("Kestrel Foods");
  // A click in the panel is not one in the mail.
  await desk.panel.click("button", "Fold Regards away");
  await desk.panel.click("button", /^Show Regards/);
  await desk.panel.shows("Kestrel Foods");
  await desk.page.locator("[aria-label=Minimise]").click();
  await desk.panel.shows("Harlow Marine");
  await desk.page.locator("[aria-label=Minimise]").click();
  await desk.page.locator("[aria-label='Full screen']").click();
  await desk.panel.shows("Kestrel Foods");
  await picture(desk.page, "gmail-full-screen");
  await desk.page.locator("[aria-label=Close]").click();
  await desk.panel.shows("Harlow Marine");
});

test("panel begins folded when the window is small [gmail: thread, compose · own page]", async () => {
  await desk.page.setViewportSize({ width: 700, height: 620 });
  try {
    await open("/mail/u/0/popout?ver=1&th=%23thread-f:1848000000000000000&cvid=1");
    await desk.panel.get("button", /^Show Regards/);
    await picture(desk.page, "gmail-popout");
    await open("/mail/u/0/?view=cm&fs=1&tf=cm");
    await desk.page.keyboard.type(dana.address);
    await desk.page.keyboard.press("Enter");
    await desk.panel.get("button", /^Show Regards.*Harlow Marine|^Show Regards/);
    await picture(desk.page, "gmail-popout-compose");
    await desk.panel.click("button", /^Show Regards/);
    await desk.panel.shows("Harlow Marine");
    await picture(desk.page, "gmail-popout-compose-open");
    // What is written stays in reach beside the open panel.
    await desk.page.locator("[g_editable]").click();
    await desk.page.keyboard.type("Good morning");
    expect(await desk.page.locator("[g_editable]").textContent()).toBe("Good morning");
    await desk.panel.click("button", "Fold Regards away");
  } finally {
    await desk.page.setViewportSize({ width: 1360, height: 860 });
  }
});

test("panel is dark, and the composes keep their room, when the mail is dark", async () => {
  await open("/mail/u/0/?dark#inbox");
  await row(desk.page, "Refit of the Selkie 0").click();
  await desk.panel.shows("Harlow Marine");
  await picture(desk.page, "gmail-thread-dark");
  await desk.page.locator(".L3").click();
  await desk.page.keyboard.type(wang.address);
  await desk.page.keyboard.press("Enter");
  await desk.panel.shows("明泰贸易");
  await picture(desk.page, "gmail-compose-dark");
  const edges = await desk.page.evaluate(() =>
    ["regards-panel", ".Hd"].map((at) => document.querySelector(at)?.getBoundingClientRect()),
  );
  expect(edges[1]?.right).toBeLessThanOrEqual(edges[0]?.left ?? 0);
});

test("cards and identity are the mailbox's when it is delegated [gmail: identity · own page]", async ({
  worker,
}) => {
  await open("/mail/u/0/d/AEoRXRTx/?slow=40#inbox");
  await row(desk.page, "Refit of the Selkie 15").click();
  await desk.panel.shows("Harlow Marine");
  const before = logs(worker, "R-1").length;
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
  // The same conversation in the person's own mailbox is another message.
  const token = desk.page.url().split("/").at(-1) ?? "";
  await open(`/mail/u/0/#inbox/${token}`);
  await desk.panel.get("button", /^Log email/);
});
