/** What the overlay does when it is used: by mouse, by keyboard, and by a page that tries. */
import { customerId, person, wang } from "./cards.ts";
import type { Locator } from "@playwright/test";
import { expect, test } from "./open.ts";

const numberIn = (text: string) =>
  Number(
    text
      .replace("−", "-")
      .replace("–", "0")
      .replace(/[^\d.-]/g, ""),
  );

test("one click logs the email, the proof undoes and edits it", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Log email" }).click();
  await expect(panel.getByText("Logged 14:05 by you").first()).toBeVisible();
  await expect(panel.locator("[aria-live]")).toHaveText("Logged 14:05 by you");
  await expect(panel.getByRole("button", { name: "Log email" })).toHaveCount(0);
  await panel.getByRole("button", { name: "Edit" }).click();
  await panel.getByLabel("Note").fill("Wants a refund");
  await panel.getByText("What it showed").click();
  await panel.getByLabel("Complaint unsolved").check();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("button", { name: "Edit" })).toBeFocused();
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("button", { name: "Log email" })).toBeVisible();
  await expect(panel.locator("[aria-live]")).toHaveText("Taken back");
  const calls = await gallery.calls();
  expect(calls.map(([name]) => name)).toEqual(["log", "amendLog", "undoLog"]);
  expect(calls[0]?.[3]).toBe("email");
  expect(calls[1]?.[1]).toMatchObject({
    subject: "Order #48213: wrong valve size",
    note: "Wants a refund",
    behaviours: ["complaint_unsolved"],
    occurredAt: "2026-11-21T08:12:00Z",
  });
});

test("a call is logged with its minutes and direction, and undone by its own id", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Log a call" }).click();
  await expect(panel.getByLabel("Note")).toBeFocused();
  await panel.getByLabel("Minutes").fill("6");
  await panel.getByRole("radio", { name: "They called" }).check();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText("Call logged").first()).toBeVisible();
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.locator(".proof")).toHaveCount(0);
  const calls = await gallery.calls();
  expect(calls[0]?.[2]).toMatchObject({
    kind: "call",
    minutes: 6,
    direction: "in",
    note: null,
    subject: null,
  });
  expect(calls[1]).toEqual(["undoLog", "fact-1"]);
});

test("the live region is silent again when the proof is gone because another message is open", async ({
  gallery,
}) => {
  const panel = await gallery.show("logged");
  await expect(panel.locator("[aria-live]")).toHaveText("Logged 14:02 by you");
  await gallery.set({ open: "message 2", log: { state: "none" } });
  await expect(panel.locator("[aria-live]")).toHaveText("");
});

test("an edit that was begun is closed when another message is open, a call's note stays", async ({
  gallery,
}) => {
  const panel = await gallery.show("logged");
  await panel.getByRole("button", { name: "Edit" }).click();
  await panel.getByRole("textbox", { name: "Note" }).fill("of the first message");
  await gallery.set({ open: "message 2" });
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveCount(0);
  await panel.getByRole("button", { name: "Log a call" }).click();
  await panel.getByRole("textbox", { name: "Note" }).fill("still on the phone");
  await gallery.set({ open: "message 3" });
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveValue("still on the phone");
  expect(await gallery.calls()).toEqual([]);
});

test("what was just done for a person is still proved, and undone, after a reload", async ({
  gallery,
}) => {
  const panel = await gallery.show("proofs");
  for (const proof of ["Put off for later", "Waiting to be sent", "Meeting logged"])
    await expect(panel.locator(".proof", { hasText: proof })).toHaveCount(1);
  await expect(panel.getByRole("heading", { name: "Call before they lapse" })).toHaveCount(0);
  for (const undo of [2, 1, 0]) await panel.getByRole("button", { name: "Undo" }).nth(undo).click();
  expect(await gallery.calls()).toEqual([
    ["undoLog", "call-3"],
    ["undoSatisfaction", "entry-2"],
    ["undoOutcome", "outcome-1"],
  ]);
});

test("a customer of whom the model cannot tell is told of plainly, for worth and for staying", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer", { people: [wang], selected: null });
  await expect(panel.getByText("not enough history to tell")).toHaveCount(2);
  expect(await panel.innerText()).not.toMatch(/\d %/);
});

test("a customer without a card says so and can be looked at again", async ({ gallery }) => {
  const panel = await gallery.show("unscored");
  await expect(panel.getByText("not scored yet")).toBeVisible();
  await panel.getByRole("button", { name: "Look again" }).click();
  expect(await gallery.calls()).toEqual([["retry"]]);
});

test("a stranger's company is there to begin with when one is guessed, and left open when none is", async ({
  gallery,
}) => {
  const panel = await gallery.show("strangerNoCompany");
  await panel.getByRole("button", { name: "Add as a customer" }).click();
  await expect(panel.getByLabel("Company", { exact: true })).toHaveValue("Mail");
  await expect(panel.getByLabel("Company", { exact: true })).toBeFocused();
  await gallery.remove(panel);
  const other = await gallery.show("strangerNoCompany", {
    people: [person("someone@gmail.com", null)],
    selected: null,
  });
  await other.getByRole("button", { name: "Add as a customer" }).click();
  await expect(other.getByLabel("Company", { exact: true })).toHaveValue("");
});

test("no font that a page can define is asked for, and nothing is printed", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer", { locale: "zh_CN" });
  const families = await panel.evaluate((aside) =>
    [aside, ...aside.querySelectorAll("*")].map((one) => getComputedStyle(one).fontFamily),
  );
  expect([...new Set(families)]).toEqual(["system-ui, sans-serif"]);
  await page.emulateMedia({ media: "print" });
  await expect(panel).toBeHidden();
});

test("an edit of a log is undone by itself, and the log stays", async ({ gallery }) => {
  const panel = await gallery.show("logged");
  await panel.getByRole("button", { name: "Edit", exact: true }).click();
  await panel.getByRole("textbox", { name: "Note" }).fill("A slip");
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.getByRole("button", { name: "Restore" }).click();
  await expect(panel.getByRole("button", { name: "Restore" })).toHaveCount(0);
  await expect(panel.getByText(/^Logged .* by you$/).first()).toBeVisible();
  expect(
    (await gallery.calls()).map(([name, draft]) => [name, (draft as { note: string | null }).note]),
  ).toEqual([
    ["amendLog", "A slip"],
    ["amendLog", null],
  ]);
});

test("an email of several customers is logged for all at once, each with a log of their own, and taken back together", async ({
  gallery,
}) => {
  const panel = await gallery.show("severalCustomers");
  await panel.getByRole("button", { name: "Log for all 3 customers" }).click();
  await expect(panel.getByText(/^Logged .* by you$/).first()).toBeVisible();
  await expect(panel.getByRole("button", { name: /Log for/ })).toHaveCount(0);
  await panel.getByRole("button", { name: "Undo all 3" }).click();
  await expect(panel.getByRole("button", { name: "Log email" })).toBeVisible();
  expect((await gallery.calls()).map(([name]) => name)).toEqual(["logAll", "undoAll"]);
  await gallery.remove(panel);
  const some = await gallery.show("severalSomeLogged");
  await expect(some.getByRole("button", { name: "Log for the other customer" })).toBeVisible();
  await some.getByRole("button", { name: "Undo", exact: true }).click();
  expect((await gallery.calls()).at(-1)).toEqual([
    "undoLog",
    "0199a1b2-7c3d-7e4f-8a5b-000000000031",
  ]);
});

test("someone else's log is a sign without buttons, and the email is not offered again", async ({
  gallery,
}) => {
  const panel = await gallery.show("loggedByOther");
  await expect(panel.getByText("Logged by Dana, 3 Nov").first()).toBeVisible();
  await expect(panel.getByRole("button", { name: /Undo|Edit|Log email/ })).toHaveCount(0);
});

test("a suggestion answered gives a proof and makes room for the next, and undo brings it back", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Done" }).click();
  await expect(panel.getByText("Marked as done").first()).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Ask the four trust questions" })).toBeVisible();
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("heading", { name: "Call before they lapse" })).toBeVisible();
  await panel.getByRole("button", { name: /Next suggestion/ }).click();
  await panel.getByRole("button", { name: "Not useful" }).click();
  await panel.getByRole("button", { name: "Not the right time" }).click();
  expect(await gallery.calls()).toEqual([
    ["actionOutcome", "dana@harlow-marine.example", "a:call_before_lapse", "done", null],
    ["undoOutcome", "fact-1"],
    ["actionOutcome", "dana@harlow-marine.example", "a:ask_trust", "not_useful", "wrong_time"],
  ]);
});

test("what is put aside says until when, and is offered again by whoever answered or a manager", async ({
  gallery,
}) => {
  const panel = await gallery.show("silenced");
  await panel.getByText("3 suggestions put aside").click();
  await expect(panel.locator(".silenced li")).toHaveText([
    /Arrange an executive review.*Put off until 27 Nov/,
    /Ask how satisfied they are.*Done; offered again from 8 Feb/,
    /Not useful.*by a colleague/,
  ]);
  await expect(panel.getByRole("button", { name: /^Offer again/ })).toHaveCount(2);
  await panel.getByRole("button", { name: "Offer again: Ask how satisfied they are" }).click();
  await expect(panel.getByText("Taken back").first()).toBeAttached();
  expect(await gallery.calls()).toEqual([
    ["undoOutcome", "0199a1b2-7c3d-7e4f-8a5b-000000000042"],
    ["undoOutcome", "0199a1b2-7c3d-7e4f-8a5b-000000000043"],
  ]);
  await gallery.remove(panel);
  const manager = await gallery.show("silenced", { user: { id: "another", manages: true } });
  await manager.getByText("3 suggestions put aside").click();
  await expect(manager.getByRole("button", { name: /^Offer again/ })).toHaveCount(3);
});

test("a face and a line note satisfaction, with proof and undo", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("radio", { name: "Satisfied", exact: true }).check();
  await panel.getByLabel("One line, if you like").fill("Happy with the new valves");
  await panel.getByLabel("One line, if you like").press("Enter");
  await expect(panel.getByText("Satisfaction noted").first()).toBeVisible();
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("radio")).toHaveCount(5);
  expect(await gallery.calls()).toEqual([
    ["noteSatisfaction", "dana@harlow-marine.example", 4, "Happy with the new valves"],
    ["undoSatisfaction", "fact-1"],
  ]);
});

test("what waits to be sent says so, and what was refused says why in the reader's words", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer", { locale: "zh_CN" });
  await gallery.answer({ ok: true, pending: true, id: "entry-1" });
  await panel.getByRole("button", { name: "稍后" }).click();
  await expect(panel.getByText("等待发送").first()).toBeVisible();
  await gallery.answer({ ok: false, code: "a_code_of_tomorrow", message: "in English" });
  await panel.getByRole("button", { name: "撤销" }).click();
  await expect(panel.locator(".proof.failed")).toHaveText("未能完成。请重试。");
  expect((await gallery.calls()).at(-1)).toEqual(["undoOutcome", "entry-1"]);
});

test("a stranger is added to the customer of their domain, or as somebody new in spite of it, with the way back", async ({
  gallery,
}) => {
  const panel = await gallery.show("stranger");
  await panel.getByRole("button", { name: "A different customer" }).click();
  await panel.getByLabel("Company", { exact: true }).fill("Lee & Daughters");
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await expect(
    panel.getByText("Others at harlow-marine.example are contacts of Harlow Marine.").first(),
  ).toBeVisible();
  await panel.getByRole("button", { name: "Add as new all the same" }).click();
  await expect(panel.getByText("Added as a customer").first()).toBeVisible();
  await panel.getByRole("button", { name: "Undo" }).click();
  await panel.getByRole("button", { name: "Add to Harlow Marine" }).click();
  expect((await gallery.calls()).map((call) => [call[0], ...call.slice(2)])).toEqual([
    ["findCustomers"],
    ["addCustomer", "Lee & Daughters", "company", "Priya Lee"],
    ["undoAdding", "customer", "fact-1"],
    [
      "addContact",
      { id: "0199a1b2-7c3d-7e4f-8a5b-000000000001", name: "Harlow Marine" },
      "Priya Lee",
    ],
  ]);
});

const found = (name: string, n: number, same = false) => ({
  id: customerId(n),
  name,
  kind: "company" as const,
  externalId: `C-${n}`,
  tier: "mid" as const,
  same,
});

test("adding warns of a customer of the same name, who can be chosen instead, and asks anew when the name is changed", async ({
  gallery,
}) => {
  const panel = await gallery.show("strangerNoCompany");
  await gallery.found({
    ok: true,
    value: { customers: [found("Mail Ltd", 7, true), found("Mailing House", 8)], more: false },
  });
  await panel.getByRole("button", { name: "Add as a customer" }).click();
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await expect(
    panel.getByText("A customer named Mail Ltd is already there.").first(),
  ).toBeVisible();
  await expect(panel.getByText("Mailing House")).toHaveCount(0);
  await panel.getByLabel("Company", { exact: true }).fill("Mail & Sons");
  await expect(panel.getByText("A customer named Mail Ltd is already there.")).toHaveCount(0);
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await panel.getByRole("button", { name: "Add to Mail Ltd" }).click();
  expect((await gallery.calls()).at(-1)).toEqual([
    "addContact",
    "someone@mail.example",
    { id: customerId(7), name: "Mail Ltd" },
    null,
  ]);
});

test("adding goes on when nobody can be asked about the name", async ({ gallery }) => {
  const panel = await gallery.show("strangerNoCompany");
  await gallery.found({ ok: false, failure: { code: "offline" } });
  await gallery.answer({ ok: true, pending: true, id: "entry-9" });
  await panel.getByRole("button", { name: "Add as a customer" }).click();
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await expect(panel.getByText("Waiting to be sent").first()).toBeVisible();
  await panel.getByRole("button", { name: "Undo" }).click();
  expect((await gallery.calls()).at(-1)).toEqual([
    "undoAdding",
    "someone@mail.example",
    "customer",
    "entry-9",
  ]);
});

test("a customer of the book is found by typing and chosen by keyboard alone", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("strangerNoCompany");
  await gallery.found({
    ok: true,
    value: { customers: [found("Harlow Marine", 1), found("哈洛亚洲", 3)], more: true },
  });
  await panel.getByRole("button", { name: "Add to a customer in the book" }).click();
  const field = panel.getByRole("combobox", { name: "Find a customer" });
  await expect(field).toBeFocused();
  await field.pressSequentially("harl");
  await expect(panel.getByRole("option")).toHaveCount(2);
  await expect(panel.getByRole("status").filter({ hasText: "There are more" })).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(panel.getByRole("option", { name: /哈洛亚洲/ })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  expect((await gallery.calls()).at(-1)).toEqual([
    "addContact",
    "someone@mail.example",
    { id: customerId(1), name: "Harlow Marine" },
    null,
  ]);
});

test("the search says when it finds nobody, when it fails, and closes by Escape", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("strangerNoCompany");
  await panel.getByRole("button", { name: "Add to a customer in the book" }).click();
  await page.keyboard.type("z");
  await expect(panel.getByText("Type a little more.").first()).toBeVisible();
  await page.keyboard.type("zz");
  await expect(panel.getByText("No customer is called like that.").first()).toBeVisible();
  await gallery.found({ ok: false, failure: { code: "offline" } });
  await page.keyboard.type("z");
  await expect(panel.getByText("You are offline. Nothing is lost.").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel.getByRole("combobox")).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(panel.getByRole("button", { name: "Add to a customer in the book" })).toBeVisible();
});

test("who was just added has the proof and the way back on the card, and says so where it is too late", async ({
  gallery,
}) => {
  const panel = await gallery.show("added");
  await expect(panel.getByText("Added to Harlow Marine").first()).toBeVisible();
  await gallery.answer({ ok: false, code: "still_used", message: "" });
  await panel.locator(".added").getByRole("button", { name: "Undo" }).click();
  await expect(panel.locator(".added .proof.failed")).toHaveText(
    /There is more about them in the book by now/,
  );
  expect(await gallery.calls()).toEqual([
    ["undoAdding", "dana@harlow-marine.example", "contact", customerId(2)],
  ]);
});

test("an unreadable page offers looking up by typing", async ({ gallery }) => {
  const panel = await gallery.show("unreadable");
  await panel.getByRole("textbox").fill("dana@harlow-marine.example");
  await panel.getByRole("textbox").press("Enter");
  expect(await gallery.calls()).toEqual([["lookUp", "dana@harlow-marine.example"]]);
});

test("every explanation's rows add up to its total as shown", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  const measures = await panel.locator("[data-measure]").all();
  expect(measures.length).toBeGreaterThan(6);
  let summed = 0;
  for (const measure of measures) {
    await measure.click();
    const parts = (await panel.locator(".why tbody td").allInnerTexts()).map(numberIn);
    const total = await panel.locator(".why tfoot td").allInnerTexts();
    expect(parts.length).toBeGreaterThan(0);
    if (total[0] !== undefined) {
      summed += 1;
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(numberIn(total[0]), 6);
    }
    await measure.press("Escape");
    await expect(panel.locator(".why")).toHaveCount(0);
    await expect(measure).toBeFocused();
  }
  expect(summed).toBeGreaterThan(6);
});

test("the keyboard reaches everything in order, always visibly, and every target is large enough", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  const stops: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press("Tab");
    const stop = await panel.evaluate((aside) => {
      const root = aside.getRootNode();
      const at = root instanceof ShadowRoot ? root.activeElement : null;
      if (at === null) return null;
      const ring = at.closest("label") ?? at;
      const box = ring.getBoundingClientRect();
      return {
        name: at.getAttribute("aria-label") ?? at.textContent ?? "",
        ring: getComputedStyle(ring).outlineStyle,
        small: Math.min(box.width, box.height) < 24,
      };
    });
    if (stop === null) break;
    expect(stop).toMatchObject({ ring: "solid", small: false });
    stops.push(stop.name);
  }
  expect(stops.map((name) => name.split(/[.,:(]/)[0]?.trim())).toEqual([
    "Dana Whitfield",
    "王小明",
    "+2 colleagues",
    "Fold Regards away",
    "Dana Whitfield",
    "Explain tier",
    "Explain Trust72 ▲ up 4",
    "Next suggestion; this is 1 of 3",
    "Explain worth of this step",
    "Done",
    "Later",
    "Not useful",
    "Explain 12-month value",
    "Explain last order",
    "Explain stage",
    "Explain what they told us",
    "Show all 4",
    "Very dissatisfied",
    "Explain relationship value",
    "Explain built on",
    "Explain ordered in",
    "Explain kind of customer",
    "Explain share of our sales",
    "Explain others also buy",
    "Log email",
    "Log a call",
    "Log a meeting",
    "Add a note",
  ]);
});

test("Escape closes a form and returns to the button that opened it", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Add a note" }).press("Enter");
  await expect(panel.getByRole("form", { name: "Add a note" }).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(panel.getByRole("button", { name: "Add a note" })).toBeFocused();
});

test("folding by keyboard leaves the focus on the tab, and back", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Fold Regards away" }).press("Enter");
  await expect(panel.getByRole("button", { name: "Show Regards" })).toBeFocused();
  expect((await panel.boundingBox())?.width).toBe(36);
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: "Fold Regards away" })).toBeFocused();
});

test("an address is looked up by Enter when it is typed with the keyboard alone", async ({
  gallery,
  page,
}) => {
  await gallery.show("unreadable");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("e@a.example");
  await page.keyboard.press("Enter");
  expect(await gallery.calls()).toEqual([["lookUp", "e@a.example"]]);
});

test("a script's click or typing does nothing", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel
    .getByRole("button", { name: "Log email" })
    .evaluate((button: HTMLButtonElement) => button.click());
  await panel
    .getByRole("button", { name: "Done" })
    .evaluate((button) =>
      button.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true })),
    );
  expect(await gallery.calls()).toEqual([]);
});

test("people are chosen by their chips, colleagues only shown", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "王小明" }).click();
  await expect(panel.getByRole("heading", { level: 2, name: "王小明" })).toBeVisible();
  await panel.getByRole("button", { name: "+2 colleagues" }).click();
  await expect(panel.getByText("Sam Okoro")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Sam Okoro" })).toHaveCount(0);
  expect(await gallery.calls()).toEqual([["select", "wang@harlow-asia.example"]]);
});

test("a caution of somebody else's says of whom it is, and shows them at a press", async ({
  gallery,
}) => {
  const panel = await gallery.show("cautionElsewhere");
  await expect(panel.getByRole("alert")).toContainText(
    "Caution about dana@harlow-rnarine.example: harlow-rnarine.example looks like harlow-marine.example",
  );
  // Two of one name are told apart by their addresses.
  await expect(panel.getByRole("button", { name: "dana@harlow-marine.example" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await panel.getByRole("button", { name: "Show", exact: true }).click();
  expect(await gallery.calls()).toEqual([["select", "dana@harlow-rnarine.example"]]);
  await expect(panel.getByRole("alert")).toHaveText(/^Caution: /);
});

test("adding is no bright button when the stranger may not be who they seem", async ({
  gallery,
}) => {
  const doubted = await gallery.show("strangerDoubted");
  await expect(doubted.getByRole("button", { name: "Add to Harlow Marine" })).toBeVisible();
  await expect(doubted.locator(".primary")).toHaveCount(0);
  await gallery.remove(doubted);
  await expect((await gallery.show("stranger")).locator(".primary")).toHaveText(
    "Add to Harlow Marine",
  );
});

test("lists and machines are no colleagues, and alone they are nobody to show", async ({
  gallery,
}) => {
  const both = await gallery.show("listToo");
  await expect(both.getByRole("button", { name: "+3 others" })).toBeVisible();
  await gallery.remove(both);
  await expect(
    (await gallery.show("machine")).getByRole("heading", { name: "No person to show" }),
  ).toBeVisible();
});

test("what a press opens is seen, also below what was scrolled into view", async ({
  gallery,
  page,
}) => {
  await page.setViewportSize({ width: 900, height: 560 });
  const panel = await gallery.show("customer", { height: "480px" });
  await panel.getByRole("radio", { name: "Satisfied", exact: true }).check();
  await expect(panel.getByLabel("One line, if you like")).toBeInViewport({ ratio: 1 });
  await panel.getByRole("button", { name: "Log a call" }).click();
  await panel.getByText("What it showed").click();
  await expect(panel.getByLabel("No reply")).toBeInViewport({ ratio: 1 });
});

test("nobody is told of on the folded tab when the sign-in has ended", async ({ gallery }) => {
  const panel = await gallery.show("signedOutFolded");
  await expect(panel.getByRole("button", { name: /^Show Regards/ })).toHaveText(/^Show Regards$/);
});

/** Answers where the focus is within the panel: the name of a proof, else a button's. */
const focusIn = (panel: Locator) =>
  panel.evaluate((aside) => {
    const root = aside.getRootNode();
    const at = root instanceof ShadowRoot ? root.activeElement : null;
    return (
      at?.getAttribute("data-proof") ?? at?.getAttribute("data-log") ?? at?.textContent ?? null
    );
  });

test("the focus goes to the proof when Done, a reason, Log email, a face or a note was pressed by key", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Done" }).press("Enter");
  await expect.poll(() => focusIn(panel)).toBe("outcome");
  await page.keyboard.press("Tab");
  expect(await focusIn(panel)).toBe("Undo");
  await page.keyboard.press("Enter");
  await expect.poll(() => focusIn(panel)).toBe("Done");
  await panel.getByRole("button", { name: "Log email" }).press("Enter");
  await expect.poll(() => focusIn(panel)).toBe("email");
  await panel.locator("[data-proof=email]").getByRole("button", { name: "Undo" }).press("Enter");
  await expect.poll(() => focusIn(panel)).toBe("email");
  await expect(panel.getByRole("button", { name: "Log email" })).toBeFocused();
  await panel.getByRole("button", { name: "Add a note" }).press("Enter");
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("Rang back");
  await panel.getByRole("button", { name: "Save" }).press("Enter");
  await expect.poll(() => focusIn(panel)).toBe("other");
  await panel.getByRole("radio", { name: "Satisfied", exact: true }).press("Space");
  await panel.getByRole("button", { name: "Save" }).press("Enter");
  await expect.poll(() => focusIn(panel)).toBe("satisfaction");
});

test("the focus goes to the reason when a command was refused", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await gallery.answer({ ok: false, code: "conflict", message: "" });
  await panel.getByRole("button", { name: "Later" }).press("Enter");
  await expect.poll(() => focusIn(panel)).toBe("outcome");
});

test("the focus stays in the page when the person has gone on there before the proof came", async ({
  gallery,
  page,
}) => {
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("input"), { id: "mail" }));
  });
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Done" }).evaluate((button) => {
    button.addEventListener("click", () => {
      document.getElementById("mail")?.focus();
    });
  });
  await panel.getByRole("button", { name: "Done" }).press("Enter");
  await expect(panel.locator("[data-proof=outcome]")).toBeVisible();
  await expect(page.locator("#mail")).toBeFocused();
});

/**
 * Keys of the kind: Escape, Enter and arrows while an input method composes, in a note, a line, a
 * search and a look-up.
 */
test("keys of a composition close, send and choose nothing when an input method is at work", async ({
  gallery,
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  const compose = () =>
    session.send("Input.imeSetComposition", { text: "wang", selectionStart: 4, selectionEnd: 4 });
  const press = async (key: string) => {
    await session.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key,
      code: key,
      windowsVirtualKeyCode: 229,
    });
    await session.send("Input.dispatchKeyEvent", {
      type: "keyUp",
      key,
      code: key,
      windowsVirtualKeyCode: key === "Enter" ? 13 : 27,
    });
  };
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Add a note" }).press("Enter");
  await compose();
  for (const key of ["Escape", "Enter", "Process"]) await press(key);
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveValue("wang");
  await session.send("Input.insertText", { text: "王" });
  await page.keyboard.press("Escape");
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveCount(0);
  await panel.getByRole("radio", { name: "Satisfied", exact: true }).press("Space");
  await panel.getByLabel("One line, if you like").focus();
  await compose();
  for (const key of ["Enter", "Escape"]) await press(key);
  await expect(panel.getByLabel("One line, if you like")).toHaveValue("wang");
  expect(await gallery.calls()).toEqual([]);
  await gallery.remove(panel);
  const other = await gallery.show("unreadable");
  await other.getByRole("textbox").focus();
  await compose();
  await press("Enter");
  expect(await gallery.calls()).toEqual([]);
});

/**
 * Texts of the kind: cut short, empty, signs, letters, fractions, full width, other scripts'
 * digits, far too large.
 */
for (const [typed, minutes] of [
  ["30", 30],
  ["", null],
  ["３０", 30],
  [" 5 ", 5],
  ["0", 0],
  ["1440", 1440],
] as const) {
  test(`minutes typed as "${typed}" are kept as typed and logged as ${minutes} when the form is saved`, async ({
    gallery,
    page,
  }) => {
    const panel = await gallery.show("customer");
    await panel.getByRole("button", { name: "Log a call" }).click();
    await panel.getByLabel("Minutes").focus();
    await page.keyboard.insertText(typed);
    await expect(panel.getByLabel("Minutes")).toHaveValue(typed);
    await panel.getByRole("button", { name: "Save" }).click();
    expect((await gallery.calls())[0]?.[2]).toMatchObject({ minutes });
  });
}
test("minutes that are no whole number in bounds are kept as typed and refused in words when the form is saved", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Log a call" }).click();
  for (const typed of [
    "1e",
    "1e3",
    "-3",
    "－３",
    "1.5",
    "1,5",
    "half an hour",
    "1441",
    "99999",
    "٣٠",
  ]) {
    await panel.getByLabel("Minutes").fill("");
    await panel.getByLabel("Minutes").focus();
    for (const letter of typed) await page.keyboard.insertText(letter);
    await expect(panel.getByLabel("Minutes")).toHaveValue(typed);
    await panel.getByLabel("Minutes").press("Enter");
    await expect(
      panel.getByRole("alert").filter({ hasText: "whole minutes from 0 to 1440" }),
    ).toBeVisible();
    await expect(panel.getByLabel("Minutes")).toHaveValue(typed);
    await expect(panel.getByLabel("Minutes")).toBeFocused();
  }
  expect(await gallery.calls()).toEqual([]);
});

test("a date typed straight through by keys is the one that was typed, and one out of bounds is refused in words", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Log a call" }).click();
  const when = panel.getByLabel("When");
  await when.focus();
  // Day and month stand in the order of the browser's own language, which tests do not set.
  await page.keyboard.type("111120251405");
  await expect(when).toHaveValue("2025-11-11T14:05");
  await panel.getByRole("button", { name: "Save" }).click();
  expect((await gallery.calls())[0]?.[2]).toMatchObject({ occurredAt: "2025-11-11T14:05:00.000Z" });
  await gallery.remove(panel);
  const other = await gallery.show("customer");
  await other.getByRole("button", { name: "Log a call" }).click();
  for (const year of ["0205", "1969", "2027", "9999"]) {
    await other.getByLabel("Note").focus();
    await other.getByLabel("When").focus();
    await page.keyboard.type(`1111${year}1405`);
    await expect(other.getByLabel("When")).toHaveValue(`${year}-11-11T14:05`);
    await other.getByRole("button", { name: "Save" }).click();
    await expect(
      other.getByRole("alert").filter({ hasText: "from 1970 until tomorrow" }),
      year,
    ).toBeVisible();
    await expect(other.getByLabel("When")).toHaveValue(`${year}-11-11T14:05`);
  }
  // Cut short it is no date, and none is made up for it.
  await page.keyboard.press("Backspace");
  await expect(other.getByLabel("When")).toHaveValue("");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(
    other.getByRole("alert").filter({ hasText: "from 1970 until tomorrow" }),
  ).toBeVisible();
  expect(await gallery.calls()).toHaveLength(1);
  expect(
    await other
      .getByLabel("When")
      .evaluate((field: HTMLInputElement) => [field.min.slice(0, 4), field.max.slice(0, 4)]),
  ).toEqual(["1970", "2026"]);
});

/**
 * Drafts of the kind: notes, calls, meetings, edits and lines beside a face; left by another mail,
 * another person or Escape.
 */
test("a note outlives another mail and back, says so, and ends with sending", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  const { people, selected } = {
    people: [person("dana@harlow-marine.example", "Dana Whitfield"), wang],
    selected: wang.address,
  };
  await panel.getByRole("button", { name: "Add a note" }).click();
  await panel.getByRole("textbox", { name: "Note" }).fill("Wants valves by Thursday");
  await gallery.set({ open: "message 2", people, selected });
  await expect(panel.getByText("Wants valves")).toHaveCount(0);
  await gallery.remove(panel);
  const back = await gallery.show("customer", {
    forms: [
      {
        slot: "note",
        of: "dana@harlow-marine.example",
        fields: {
          kind: "note",
          direction: null,
          subject: "",
          note: "Wants valves by Thursday",
          behaviours: [],
          when: "2026-11-21T14:05",
          occurredAt: "2026-11-21T14:05:00.000Z",
          minutes: "",
        },
      },
    ],
  });
  await expect(back.getByText("Draft kept")).toBeVisible();
  await expect(back.getByRole("textbox", { name: "Note" })).toHaveValue("Wants valves by Thursday");
  // It came with its mail: the page keeps the focus.
  expect(await focusIn(back)).toBeNull();
  await back.getByRole("button", { name: "Save" }).click();
  await expect(back.getByText("Draft kept")).toHaveCount(0);
  await expect(back.getByRole("textbox", { name: "Note" })).toHaveCount(0);
  expect((await gallery.calls()).at(-1)?.[2]).toMatchObject({
    kind: "note",
    note: "Wants valves by Thursday",
  });
});

test("a note is kept when Escape closed its form, beside a call begun then, until it is thrown away", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Add a note" }).click();
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("First");
  await page.keyboard.press("Escape");
  await expect(panel.getByText("Draft kept: Note")).toBeVisible();
  await panel.getByRole("button", { name: "Log a call" }).click();
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("Second");
  await page.keyboard.press("Escape");
  await expect(panel.getByText("Draft kept: Call")).toBeVisible();
  await panel.getByRole("button", { name: "Add a note" }).click();
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveValue("First");
  await panel.getByRole("button", { name: "Discard" }).click();
  await expect(panel.getByText("Draft kept: Note")).toHaveCount(0);
  await expect(panel.getByText("Draft kept: Call")).toBeVisible();
  await panel.getByRole("button", { name: "Discard" }).click();
  await expect(panel.getByText("Draft kept")).toHaveCount(0);
  expect(await gallery.calls()).toEqual([]);
});

test("an edit that was begun is there again when its message is open again", async ({
  gallery,
}) => {
  const panel = await gallery.show("logged");
  const open = "message 1";
  await gallery.set({ open });
  await panel.getByRole("button", { name: "Edit" }).click();
  await panel.getByRole("textbox", { name: "Note" }).fill("of the first message");
  await gallery.set({ open: "message 2" });
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveCount(0);
  await gallery.set({ open });
  await expect(panel.getByRole("textbox", { name: "Note" })).toHaveValue("of the first message");
  await expect(panel.getByText("Draft kept")).toBeVisible();
});

/**
 * Screens of the kind: customer, logged mail, stranger with and without a suggestion, suggestions
 * put off.
 */
for (const name of ["customer", "logged", "stranger", "strangerNoCompany", "proofs"]) {
  test(`a viewer sees no button that writes, and why, when the panel shows: ${name}`, async ({
    gallery,
  }) => {
    const panel = await gallery.show(name, { isReadOnly: true });
    await expect(panel.getByText("You may look, not log.")).toHaveCount(1);
    const forbidden =
      /^(Log|Add|Done|Later|Not useful|Undo|Edit|Save|A different customer|An existing customer|Offer)/;
    await expect(panel.getByRole("button", { name: forbidden })).toHaveCount(0);
    await expect(panel.getByRole("radio")).toHaveCount(0);
  });
}
