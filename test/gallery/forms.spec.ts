/** Forms: typing, input methods, faulty fields, and drafts that outlive the mail they were begun on. */
import { person, wang } from "./cards.ts";
import { focusIn } from "./focus.ts";
import { expect, test } from "./open.ts";

test("Escape closes a form and returns to the button that opened it", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Add a note" }).press("Enter");
  await expect(panel.getByRole("form", { name: "Add a note" }).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(panel.getByRole("button", { name: "Add a note" })).toBeFocused();
});

test("what a press opens is seen, also below what was scrolled into view", async ({
  gallery,
  page,
}) => {
  await page.setViewportSize({ width: 900, height: 560 });
  const panel = await gallery.show("customer", { height: "480px" });
  await panel.getByRole("radio", { name: "Satisfied", exact: true }).press("Space");
  await expect(panel.getByLabel("One line, if you like")).toBeInViewport({ ratio: 1 });
  await panel.getByRole("button", { name: "Log a call" }).click();
  await panel.getByText("What it showed").click();
  await expect(panel.getByLabel("No reply")).toBeInViewport({ ratio: 1 });
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
  await expect(panel.getByRole("textbox", { name: "Note" })).toBeFocused();
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

test("minutes stay as typed and are refused in words when they are not a whole number in bounds", async ({
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

test("a day and a time stay as they were typed, and are refused in words when out of bounds", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Log a call" }).click();
  const day = panel.getByRole("textbox", { name: "Day" });
  await day.fill("11 Nov 2025");
  await panel.getByRole("textbox", { name: "Time" }).fill("1405");
  await panel.getByRole("button", { name: "Save" }).click();
  expect((await gallery.calls())[0]?.[2]).toMatchObject({ occurredAt: "2025-11-11T14:05:00.000Z" });
  await gallery.remove(panel);
  const other = await gallery.show("customer");
  await other.getByRole("button", { name: "Log a call" }).click();
  const refused = other.getByRole("alert").filter({ hasText: "from 1970 until tomorrow" });
  for (const typed of [
    "11 Nov 0205",
    "11 Nov 1969",
    "11 Nov 2027",
    "9999-11-11",
    "11 Nov 20",
    "?",
  ]) {
    await other.getByRole("textbox", { name: "Day" }).fill(typed);
    await page.keyboard.press("Enter");
    await expect(refused, typed).toBeVisible();
    await expect(other.getByRole("textbox", { name: "Day" })).toHaveValue(typed);
    await expect(other.getByRole("textbox", { name: "Day" })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await expect(other.getByRole("textbox", { name: "Time" })).not.toHaveAttribute(
      "aria-invalid",
      "true",
    );
  }
  await other.getByRole("textbox", { name: "Day" }).fill("20 Nov 2026");
  await other.getByRole("textbox", { name: "Time" }).fill("25");
  await page.keyboard.press("Enter");
  await expect(other.getByRole("textbox", { name: "Time" })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await expect(other.getByRole("textbox", { name: "Day" })).not.toHaveAttribute(
    "aria-invalid",
    "true",
  );
  expect(await gallery.calls()).toHaveLength(1);
});

test("day and time are in the panel's language, whatever the browser's, and move by arrow keys", async ({
  gallery,
  page,
}) => {
  for (const [locale, call, label, shown, moved] of [
    ["en", "Log a call", "Day", /^Nov 18, 2026$|^18 Nov 2026$/, /^Nov 17, 2026$|^17 Nov 2026$/],
    ["zh_CN", "记录通话", "日期", /^2026年11月18日$/, /^2026年11月17日$/],
  ] as const) {
    const panel = await gallery.show("customer", { locale });
    await panel.getByRole("button", { name: call }).click();
    const day = panel.getByRole("textbox", { name: label });
    await day.fill("2026-11-18");
    await page.keyboard.press("Tab");
    await expect(day).toHaveValue(shown);
    await day.press("ArrowDown");
    await expect(day).toHaveValue(moved);
    // Not beyond tomorrow, which a log cannot bear.
    await day.press("PageUp");
    const time = panel.getByRole("textbox", { name: locale === "en" ? "Time" : "时间" });
    await time.fill("９:58");
    await time.press("ArrowUp");
    await expect(time).toHaveValue("10:03");
    await time.press("PageDown");
    await panel.getByRole("button", { name: locale === "en" ? "Save" : "保存" }).click();
    expect((await gallery.calls()).at(-1)?.[2]).toMatchObject({
      occurredAt: "2026-11-22T09:03:00.000Z",
    });
    await gallery.remove(panel);
  }
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
  await panel.getByRole("button", { name: "Show everything" }).click();
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
