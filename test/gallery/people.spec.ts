/** People of a mail: strangers who are added, customers who are found, chips and cautions. */
import type { Locator } from "@playwright/test";
import { customerId, person } from "./cards.ts";
import { expect, test } from "./open.ts";

test("a stranger's company is filled in when one is guessed, and left open when none is", async ({
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

test("a stranger is added as somebody new, undone, and added to the customer of their domain", async ({
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

test("adding warns of a customer of the same name, and asks again when the name is changed", async ({
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
    value: {
      customers: [
        { ...found("Harlow Marine", 1), tier: "high", former: true },
        { ...found("哈洛亚洲", 3), tier: "high" },
      ],
      more: true,
    },
  });
  await panel.getByRole("button", { name: "Add to an existing customer" }).click();
  const field = panel.getByRole("combobox", { name: "Find a customer" });
  await expect(field).toBeFocused();
  await field.pressSequentially("harl");
  await expect(panel.getByRole("option")).toHaveCount(2);
  await expect(panel.getByRole("status").filter({ hasText: "There are more" })).toHaveCount(1);
  await expect(panel.getByRole("option", { name: "Formerly high · no. C-1" })).toHaveCount(1);
  await expect(panel.getByRole("option", { name: "High value · no. C-3" })).toHaveCount(1);
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
  await panel.getByRole("button", { name: "Add to an existing customer" }).click();
  // Nobody types within the frame of the press.
  await expect(panel.getByRole("combobox")).toBeFocused();
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
  await expect(panel.getByRole("button", { name: "Add to an existing customer" })).toBeVisible();
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

test("people are chosen by their chips, colleagues only shown", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "王小明" }).click();
  await expect(panel.getByRole("heading", { level: 2, name: "王小明" })).toBeVisible();
  await panel.getByRole("button", { name: "2 more people" }).click();
  await expect(panel.getByText("Sam Okoro")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Sam Okoro" })).toHaveCount(0);
  expect(await gallery.calls()).toEqual([["select", "wang@harlow-asia.example"]]);
});

/** Returns the chips in sight: no others can be reached. */
const chips = (panel: Locator) => panel.getByRole("group", { name: /People|会话/ });

for (const locale of ["en", "zh_CN"] as const)
  test(`chips stand in one row and none is cut when the language is ${locale}`, async ({
    gallery,
  }) => {
    const all = ["customer", "longNames", "listToo", "caution", "cautionElsewhere", "compose"];
    for (const name of all) {
      const panel = await gallery.show(name, { locale });
      const row = await chips(panel).evaluate((group) => {
        const shown = [...group.querySelectorAll<HTMLElement>(".chip:not(.away)")];
        const { right, bottom } = group.getBoundingClientRect();
        return {
          tops: [...new Set(shown.map((chip) => chip.getBoundingClientRect().top))],
          selected: shown.filter((chip) => chip.ariaPressed === "true").length,
          out: shown
            .filter((chip) => {
              const box = chip.getBoundingClientRect();
              return box.right > right || box.bottom > bottom;
            })
            .map((chip) => chip.innerText),
        };
      });
      expect(row, name).toEqual({ tops: [row.tops[0]], selected: 1, out: [] });
      await gallery.remove(panel);
    }
  });

test("people who do not fit are behind one chip, which opens and closes by keyboard", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("longNames");
  const more = chips(panel).getByRole("button", { name: "5 more people" });
  await expect(more).toHaveText("+5");
  await more.focus();
  await page.keyboard.press("Enter");
  const opened = chips(panel).getByRole("button", { name: "Fewer" });
  await expect(opened).toBeFocused();
  await expect(opened).toHaveAttribute("aria-expanded", "true");
  await expect(chips(panel).getByRole("button")).toHaveCount(8);
  await page.keyboard.press("Space");
  await expect(more).toBeFocused();
  await expect(chips(panel).getByRole("button")).toHaveCount(2);
});

test("the selected person's chip is in sight when it stands behind those that fit", async ({
  gallery,
}) => {
  const panel = await gallery.show("longNames", { selected: "x@donau.example" });
  await expect(chips(panel).getByRole("button", { pressed: true })).toHaveText("Extra Person");
});

test("chips of one name show where their addresses differ", async ({ gallery }) => {
  const panel = await gallery.show("cautionElsewhere");
  await expect(chips(panel).getByRole("button", { pressed: true })).toContainText(
    "dana@harlow-marine.example",
  );
  await expect(chips(panel).locator("mark:visible")).toHaveCount(0);
  await panel.getByRole("button", { name: "2 more people" }).click();
  await expect(chips(panel).locator("mark")).toHaveText("rn");
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

test("a person of a consumer's domain is added by two presses, as a person", async ({
  gallery,
}) => {
  const panel = await gallery.show("strangerOfNoCompany");
  await panel.getByRole("button", { name: "Add as a customer" }).click();
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await expect
    .poll(async () => (await gallery.calls()).at(-1))
    .toEqual(["addCustomer", "sam.lowe@gmail.com", "Sam Lowe", "person", "Sam Lowe"]);
});
