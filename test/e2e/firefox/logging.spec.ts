/**
 * Firefox, the real one, with the extension as it is delivered: from the pairing link to a logged
 * message in the database.
 */
import { signIn } from "../../rig/book.ts";
import { colleague, messageIdOf, messageOf } from "../../rig/messages.ts";
import { call } from "../../rig/worker.ts";
import { liveSubjects, logs, profile } from "../facts.ts";
import { builtForFirefox } from "../build.ts";
import { expect, test } from "../fixtures.ts";
import {
  marks,
  openDesk,
  pair,
  picture,
  preview,
  signInToMail,
  stopBackground,
  switchOn,
} from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
test.beforeAll(async ({ worker, rig }) => {
  test.setTimeout(120_000);
  desk = await openDesk();
  await pair(desk, worker, rig.user, "Robin Vale");
  await signInToMail(desk, rig);
});
test.afterAll(() => desk.browser.quit());

test("panel comes into the open tab when its site is switched on [firefox: thread · real]", async () => {
  await preview(desk, "thread-2");
  expect(await desk.panel.text()).toBe("");
  await switchOn(desk, "http://127.0.0.1/*");
  await desk.panel.shows("Kestrel Foods");
  await picture(desk, "firefox-card");
});

test("rows of the list are marked with tiers when it is shown [firefox: list · real]", async ({
  rig,
}) => {
  await signInToMail(desk, rig);
  // Marks come a few at a time.
  await expect.poll(async () => (await marks(desk)).length).toBeGreaterThan(10);
  await expect
    .poll(async () => new Set(await marks(desk)))
    .toEqual(new Set(["High value", "Mid value", "Potential"]));
});

test("email is stored once when Log email is clicked [firefox: thread, people, identity · real]", async ({
  worker,
  rig,
}) => {
  const before = logs(worker, "R-2").length;
  await preview(desk, "renewal");
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  const stored = logs(worker, "R-2");
  expect(stored).toHaveLength(before + 1);
  expect(stored.at(-1)).toMatchObject({
    kind: "email",
    direction: "in",
    withdrawn: 0,
    claimed: true,
    occurred_at: Date.parse(messageOf("renewal").date),
  });
  expect(await liveSubjects(worker, "R-2")).toContain(messageOf("renewal").subject);
  await picture(desk, "firefox-logged");
  await desk.browser.reload();
  await signInToMail(desk, rig);
  await preview(desk, "renewal");
  await desk.panel.shows(/Logged/);
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
  const elsewhere = {
    messageId: messageIdOf("renewal"),
    webmail: "another",
    account: null,
    thread: null,
    message: null,
  };
  const { interactions } = await call(
    worker,
    "POST",
    "/v1/interactions/find",
    { message: elsewhere },
    await signIn(worker, colleague.address),
  );
  expect(interactions[0]?.id).toBe(stored.at(-1)?.["id"]);
});

test("email is stored once when the background was stopped before the click [firefox: identity · real]", async ({
  worker,
}) => {
  await preview(desk, "worker-killed");
  await desk.panel.shows("Harlow Marine");
  const before = logs(worker, "R-1").length;
  await stopBackground(desk);
  await desk.panel.click("button", /^Log email/);
  await desk.panel.shows(/Logged/);
  expect(logs(worker, "R-1")).toHaveLength(before + 1);
});

test("typed note reaches no script of the page, and stays in the panel, when a call is logged", async ({
  worker,
}) => {
  const { browser, panel } = desk;
  await preview(desk, "edit");
  await browser.run(`
    window.heard = [];
    for (const type of ["keydown", "keyup", "beforeinput", "input"]) {
      const hear = (event) => window.heard.push(type + " " + (event.key ?? event.data));
      window.addEventListener(type, hear, true);
    }
  `);
  await panel.click("button", "Log a call");
  await panel.fill("Note", "Wants rd by Monday");
  await panel.click("button", "Save");
  await expect
    .poll(
      async () =>
        (await profile(worker, "R-2")).facts.items.filter(
          (fact) => fact.detail["note"] === "Wants rd by Monday",
        ).length,
    )
    .toBe(1);
  expect(await browser.run("return window.heard")).toEqual([]);
});

test("page is given no root of ours when it has defined elements of their names", async ({
  rig,
}) => {
  const { browser, panel } = desk;
  await signInToMail(desk, rig);
  await browser.run(
    `document.head.append(Object.assign(document.createElement("script"), { textContent: arguments[0] }))`,
    [
      `
    window.inner = [];
    for (const name of ["regards-panel", "regards-mark"])
      customElements.define(name, class extends HTMLElement {
        constructor() {
          super();
          inner.push(this.attachInternals());
        }
      });`,
    ],
  );
  await preview(desk, "outage");
  await panel.shows("Harlow Marine");
  const inner = () =>
    browser.run<[number, number]>(
      "const { inner } = window.wrappedJSObject ?? window; " +
        "return [inner.length, Array.from(inner).filter((one) => one.shadowRoot !== null).length]",
    );
  await expect.poll(async () => (await inner())[0]).toBeGreaterThan(5);
  expect((await inner())[1]).toBe(0);
});

test("one panel is there and works when the extension was updated under the tab", async ({
  worker,
}) => {
  const { browser, panel } = desk;
  await preview(desk, "undo");
  await panel.shows("Kestrel Foods");
  await browser.run(
    "for (const one of document.querySelectorAll('regards-panel, regards-mark')) one.dataset.before = ''",
  );
  await browser.install(builtForFirefox);
  await expect
    .poll(() =>
      browser.run("return document.querySelectorAll('regards-panel:not([data-before])').length"),
    )
    .toBe(1);
  expect(await browser.run("return document.querySelectorAll('[data-before]').length")).toBe(0);
  const before = logs(worker, "R-2").length;
  await panel.click("button", /^Log email/);
  await panel.shows(/Logged/);
  expect(logs(worker, "R-2")).toHaveLength(before + 1);
});
