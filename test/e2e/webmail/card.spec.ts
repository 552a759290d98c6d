/** The right card for the right person, in the list's preview and in full view. */
import { estimate } from "../../../shared/locales/format.ts";
import { fullView, preview, signInToMail } from "../desk.ts";
import { lookUp, tierLabelOf } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { marks } from "../panel.ts";
import { dana, danaPlus, newcomer, stranger, tom } from "../../rig/messages.ts";

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});

test("card names the sender when a message is selected [roundcube: thread, people, list · real]", async ({
  desk,
  worker,
}) => {
  await preview(desk.page, "renewal");
  await desk.panel.shows(tom.name);
  await desk.panel.shows("Kestrel Foods");
  const { card } = await lookUp(worker, tom.address);
  await desk.panel.shows(tierLabelOf(card) ?? "Potential");
  await picture(desk.page, "preview");
});

test("card changes when another message is selected [roundcube: thread, people · real]", async ({
  desk,
}) => {
  await preview(desk.page, "renewal");
  await desk.panel.shows("Kestrel Foods");
  await preview(desk.page, "plus");
  await desk.panel.shows("Harlow Marine");
  await desk.panel.hides("Kestrel Foods");
});

test("card names the sender when the message is open in full view [roundcube: thread, people · real]", async ({
  desk,
}) => {
  await fullView(desk.page, "renewal");
  await desk.panel.shows("Kestrel Foods");
  await picture(desk.page, "full-view");
});

test("card shows what the Worker has scored when a customer is open", async ({ desk, worker }) => {
  await preview(desk.page, "outage");
  await desk.panel.shows("Harlow Marine");
  const { card } = await lookUp(worker, dana.address);
  const scores = card?.scores;
  expect(scores?.value.lifetimeValue).not.toBeNull();
  await desk.panel.shows(tierLabelOf(card) ?? "Potential");
  await desk.panel.shows(`about ${estimate("en", scores?.value.lifetimeValue ?? 0, "GBP")}`);
  await desk.panel.shows("Quick answers, as always");
});

test("region is named Regards when a screen reader walks the page", async ({ desk }) => {
  await preview(desk.page, "renewal");
  await desk.panel.shows("Kestrel Foods");
  const [region] = await desk.panel.elements();
  expect(region).toMatchObject({ role: "complementary", name: "Regards" });
});

test("address with plus and capitals is the same person when it writes", async ({ desk }) => {
  await preview(desk.page, "plus");
  await desk.panel.shows(danaPlus.name);
  await desk.panel.shows("Harlow Marine");
});

test("person of the thread is chosen when their chip is pressed [roundcube: people · real]", async ({
  desk,
}) => {
  await preview(desk.page, "thread");
  await desk.panel.shows("Harlow Marine");
  await desk.panel.click("button", tom.name);
  await desk.panel.shows("Kestrel Foods");
  await picture(desk.page, "several-people");
});

test("colleague is muted when they are in copy", async ({ desk }) => {
  await preview(desk.page, "thread");
  await desk.panel.shows("+1 colleague");
  expect(await desk.panel.find("button", /Priya/)).toBeNull();
});

test("no card is offered when the thread is internal", async ({ desk }) => {
  await preview(desk.page, "internal");
  await desk.panel.click("button", /^Show Regards/);
  await desk.panel.shows("Only colleagues here");
  expect(await desk.panel.find("button", /^Add/)).toBeNull();
  expect(await desk.panel.find("button", /^Log email/)).toBeNull();
  await picture(desk.page, "internal");
});

test("mailing list is muted when it is the only writer", async ({ desk }) => {
  await preview(desk.page, "list");
  await desk.panel.click("button", /^Show Regards/);
  await desk.panel.shows("No person to show");
  expect(await desk.panel.find("button", /^Add/)).toBeNull();
});

test("Chinese names are shown when Chinese people write [roundcube: people · real]", async ({
  desk,
}) => {
  await preview(desk.page, "chinese");
  await desk.panel.shows("王晓明");
  await desk.panel.shows("明泰贸易");
  await picture(desk.page, "chinese-names");
});

test("stranger becomes a customer when Add is pressed", async ({ desk, worker }) => {
  await preview(desk.page, "stranger");
  await desk.panel.shows(stranger.name);
  await picture(desk.page, "unknown");
  const before = worker.db("SELECT count(*) AS n FROM customers")[0]?.["n"];
  const marked = await marks(desk.page);
  await desk.panel.click("button", "Add as a customer");
  await picture(desk.page, "adding");
  expect((await desk.panel.get("textbox", "Company")).value).toBe("Northwind Labs");
  await desk.panel.fill("Company", "Northwind Laboratories");
  await desk.panel.click("button", "Add");
  await expect
    .poll(() => worker.db("SELECT count(*) AS n FROM customers")[0]?.["n"])
    .toBe(Number(before) + 1);
  await expect.poll(async () => (await lookUp(worker, stranger.address)).status).toBe("customer");
  await desk.panel.get("button", /^Log email/);
  await desk.panel.shows("Northwind Laboratories");
  // Their row in the list is marked at once, like those of other customers.
  expect(marked).toContain("High value");
  await expect.poll(() => marks(desk.page)).toHaveLength(marked.length + 1);
});

test("stranger is offered the company of their domain when it is a customer's", async ({
  desk,
  worker,
}) => {
  await preview(desk.page, "newcomer");
  await desk.panel.click("button", "Add to Kestrel Foods");
  await expect
    .poll(async () => (await lookUp(worker, newcomer.address)).card?.customer.externalId, {
      timeout: 15_000,
    })
    .toBe("R-2");
});

test("nobody's company is suggested when the stranger writes from a consumer domain", async ({
  desk,
}) => {
  await preview(desk.page, "free-stranger");
  await desk.panel.shows("Sam Lowe");
  expect(await desk.panel.text()).not.toContain("Kestrel Foods");
});
