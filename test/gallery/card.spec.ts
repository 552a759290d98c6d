/** The card: one step that its button does, figures without repetition, contacts that open. */
import { cardLike, dana, harlow } from "./cards.ts";
import { expect, test } from "./open.ts";

const withCard = (change: Parameters<typeof cardLike>[0]) => ({
  people: [{ ...dana, card: cardLike(change) }],
});

test("Call opens the form for the call, and its log is the step's end", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.locator(".next").getByRole("button", { name: "Call" }).click();
  await panel.getByRole("textbox", { name: "Note" }).fill("Will order on Monday");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(() => gallery.calls().then((all) => all.map(([what]) => what)))
    .toContain("actionOutcome");
  const calls = await gallery.calls();
  expect(calls.find(([what]) => what === "log")).toMatchObject([
    "log",
    dana.address,
    { kind: "call", note: "Will order on Monday" },
    "other",
  ]);
  expect(calls.at(-1)).toEqual([
    "actionOutcome",
    dana.address,
    "a:call_before_lapse",
    "done",
    null,
  ]);
});

test("a call that is logged by the row alone ends no step", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.locator(".next").getByRole("button", { name: "Call" }).click();
  await panel.getByRole("button", { name: "Cancel" }).click();
  await panel.getByRole("button", { name: "Log a call" }).click();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.locator("[data-proof=other]")).toContainText("Call logged");
  expect((await gallery.calls()).map(([what]) => what)).not.toContain("actionOutcome");
});

test("Write copies a text that begins with the name, and Done becomes the main button", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show(
    "customer",
    withCard((card) => {
      card.scores.next.action = { ...card.scores.next.action!, id: "a:greeting", key: "greeting" };
    }),
  );
  await page.context().grantPermissions(["clipboard-read"]);
  await panel.getByRole("button", { name: "Write" }).click();
  await expect(panel.locator(".copied")).toContainText("The text is copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^Hello Dana Whitfield,\s/,
  );
  await expect(panel.getByRole("button", { name: "Done" })).toHaveClass(/primary/);
});

test("Later names the date when the book tells for how long", async ({ gallery }) => {
  const panel = await gallery.show("customer", { laterDays: 7 });
  await expect(panel.getByRole("button", { name: "Later: 28 Nov" })).toBeVisible();
});

test("a gain too small to matter shows no sum, and neither does a small value", async ({
  gallery,
}) => {
  const panel = await gallery.show(
    "customer",
    withCard((card) => {
      card.scores.next.action = {
        ...card.scores.next.action!,
        worth: 153,
        interval: { low: 20, high: 400 },
      };
      card.scores.value.lifetimeValue = 881;
    }),
  );
  await expect(panel.locator(".next .worth")).toHaveCount(0);
  await expect(
    panel.getByRole("button", { name: /next 12 months: nothing expected/ }),
  ).toBeVisible();
  expect(await panel.innerText()).not.toMatch(/£(1\.53|8\.81|9\b)/);
});

test("the value's explanation shows the figure's own number, in steps as rough", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: /next 12 months: about £1,200/ }).click();
  await expect(panel.locator(".why tfoot")).toContainText("£1,200");
  await expect(panel.locator(".why")).toContainText("£610 to £1,800");
});

test("a prospect is one sentence, with no figure and no empty row", async ({ gallery }) => {
  const panel = await gallery.show("noPurchases");
  await expect(panel.getByText("New prospect: nothing bought or logged yet.")).toBeVisible();
  await expect(panel.locator("dl")).toHaveCount(0);
  await expect(panel.getByText("Last contacts")).toHaveCount(0);
});

test("nothing of a card says that something is unknown, or not yet", async ({ gallery }) => {
  for (const name of ["customer", "notIdentified", "complaint", "long"]) {
    const panel = await gallery.show(name === "long" ? "longNames" : name);
    expect(await panel.innerText()).not.toMatch(/not known|nothing yet|none yet|not enough/);
    await gallery.remove(panel);
  }
});

test("a contact opens to be read, and to be edited by who logged it", async ({ gallery }) => {
  const user = { id: "u", manages: false, name: "Sam" };
  const panel = await gallery.show("customer", { user });
  await panel.getByRole("button", { name: /^Call from us: .*Delivery dates/ }).click();
  await expect(panel.locator(".touch-detail")).toContainText("logged by Sam");
  await panel.locator(".touch-detail").getByRole("button", { name: "Edit" }).click();
  await panel.locator(".touch-detail").getByRole("textbox", { name: "Note" }).fill("Dates agreed");
  await panel.locator(".touch-detail").getByRole("button", { name: "Save" }).click();
  expect((await gallery.calls()).at(-1)).toMatchObject([
    "amendLog",
    { kind: "call", note: "Dates agreed", direction: "out", minutes: 6 },
    harlow.touches[1]!.id,
  ]);
});

test("a colleague's contact can be read and not edited", async ({ gallery }) => {
  const panel = await gallery.show("customer", {
    user: { id: "u", manages: false, name: "Mina" },
  });
  await panel.getByRole("button", { name: /^Call from us/ }).click();
  await expect(panel.locator(".touch-detail")).toContainText("Delivery dates");
  await expect(panel.locator(".touch-detail").getByRole("button")).toHaveCount(0);
});

test("who is writing is asked for no face", async ({ gallery }) => {
  const panel = await gallery.show("compose");
  await expect(panel.getByRole("radio")).toHaveCount(0);
});

test("Chinese says that every quarter had an order", async ({ gallery }) => {
  const panel = await gallery.show("customer", {
    ...withCard((card) => {
      card.scores.loyalty = { ...card.scores.loyalty!, active: 18, periods: 18 };
    }),
    locale: "zh_CN",
  });
  await panel.getByText("更多情况").click();
  await expect(panel.getByText("每个季度都有下单（18 个季度）")).toBeVisible();
});

test("one's own view of trust is asked for where nobody has answered, and is marked as ours", async ({
  gallery,
}) => {
  const panel = await gallery.show("notIdentified");
  await panel.getByRole("button", { name: "Give your view" }).click();
  await expect(panel.locator(".trust-form")).toContainText("never as theirs");
  await expect(panel.getByRole("button", { name: "Save" })).toBeDisabled();
  await panel
    .getByRole("group", { name: "They think we know our trade" })
    .getByRole("radio", { name: "6" })
    .check();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.locator("[data-proof=trust]")).toContainText("Your view is noted");
  await panel.locator("[data-proof=trust]").getByRole("button", { name: "Undo" }).click();
  expect((await gallery.calls()).slice(-2)).toEqual([
    ["noteTrust", "wang@harlow-asia.example", { expertise: 6 }],
    ["undoTrust", "fact-1"],
  ]);
});

test("a step that was answered while its call was written is not answered again by the log", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  await panel.locator(".next").getByRole("button", { name: "Call", exact: true }).click();
  await panel.getByRole("button", { name: "Not useful" }).click();
  await panel.getByRole("button", { name: "Another reason" }).click();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.locator("[data-proof=other]")).toContainText("Call logged");
  const outcomes = (await gallery.calls()).filter(([what]) => what === "actionOutcome");
  expect(outcomes.map(([, , , outcome]) => outcome)).toEqual(["not_useful"]);
});

test("a copied text stays with its step when another step is turned to", async ({ gallery }) => {
  const panel = await gallery.show(
    "customer",
    withCard((card) => {
      card.scores.next.action = { ...card.scores.next.action!, id: "a:greeting", key: "greeting" };
    }),
  );
  await panel.getByRole("button", { name: "Write" }).click();
  await expect(panel.locator(".copied")).toBeVisible();
  await panel.locator(".turn").click();
  await expect(panel.locator(".copied")).toHaveCount(0);
});

test("more about them names who of us knows them, and the rest when asked", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByText("More about them").click();
  const known = panel.locator("dl.facts > div").filter({ hasText: "Who of us knows them" });
  await expect(known.getByRole("listitem")).toHaveText([
    "Robin Vale, 12 contacts, last 3 Nov",
    "Maya Chen, 5 contacts, last 14 Oct",
    "Sasha Lind, 2 contacts, last 2 Jun 2025",
  ]);
  await known.getByRole("button", { name: "Show all 4" }).click();
  await expect(known.getByText("Kim Oduya, 1 contact, last 20 Feb 2024")).toBeVisible();
});

test("a factor of our view leads to the contact it rests on, which opens", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: /Explain our view/ }).click();
  const factor = panel.getByRole("button", { name: /complaint solved \(last/i });
  await expect(factor).toHaveCount(1);
  await factor.press("Enter");
  await expect(panel.locator(".touch-detail")).toBeInViewport();
  await expect(panel.getByRole("button", { name: /Complaint solved in 1 day/ })).toHaveAttribute(
    "aria-expanded",
    "true",
  );
});

test("the answers that satisfaction rests on are listed below its factors", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: /Explain what they told us/ }).click();
  const answers = panel.getByRole("list", { name: "Newest answers" }).getByRole("listitem");
  await expect(answers.first()).toContainText("satisfied: 4 of 5, 2 Nov");
  await expect(answers).toHaveCount(3);
});

test("first line names the owner when the customer has one, and nobody when not", async ({
  gallery,
}) => {
  const owned = await gallery.show(
    "customer",
    withCard((card) => {
      card.customer = { ...card.customer, owner: "Priya Langley" };
    }),
  );
  await expect(owned.locator(".first .standing")).toHaveText(/ · Priya Langley’s customer$/);
  await gallery.remove(owned);
  const prospect = await gallery.show(
    "customer",
    withCard((card) => {
      card.customer = { ...card.customer, owner: "Priya Langley", since: null };
      card.scores.stage = { ...card.scores.stage, stage: "prospect" };
    }),
  );
  await expect(prospect.locator(".first .standing")).toHaveText("Priya Langley’s customer");
  await gallery.remove(prospect);
  const nobodys = await gallery.show("customer");
  await expect(nobodys.locator(".first")).not.toContainText("’s customer");
});

test("orders behind a figure open in the record when a factor of them is pressed", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  await panel.locator("[data-measure=rfm]").click();
  const orders = panel.locator(".why").getByRole("button", { name: "23 orders so far" });
  await expect(orders).toContainText("↗");
  await orders.focus();
  await orders.press("Enter");
  const calls = await gallery.calls();
  expect(calls.at(-1)).toMatchObject(["openRecord", expect.any(String), "transaction"]);
});
