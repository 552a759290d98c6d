/** Logs, suggestions and satisfaction: one press, its proof, the way back and where the focus goes. */
import { focusIn } from "./focus.ts";
import { expect, test } from "./open.ts";

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

test("an email of several customers is logged and taken back for all at once, or for each alone", async ({
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
  await panel.getByRole("radio", { name: "Satisfied", exact: true }).click();
  await expect(panel.locator("[data-proof=satisfaction]")).toContainText("Noted: Satisfied");
  await panel.getByRole("button", { name: "Add a line" }).click();
  await panel.getByLabel("One line, if you like").fill("Happy with the new valves");
  await panel.getByLabel("One line, if you like").press("Enter");
  await expect(panel.locator("[data-proof=satisfaction]")).toContainText("Noted: Satisfied");
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("radio")).toHaveCount(5);
  const dana = "dana@harlow-marine.example";
  expect(await gallery.calls()).toEqual([
    ["noteSatisfaction", dana, 4, null, null],
    ["noteSatisfaction", dana, 4, "Happy with the new valves", "fact-1"],
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
  await expect.poll(() => focusIn(panel)).toBe("Call");
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
