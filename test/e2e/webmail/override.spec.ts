/** From the list of customers to a tier set by hand, its card beside the mail, and its end. */
import type { Desk } from "../desk.ts";
import { openDesk, openPaired, preview, signInToMail } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { pairingCode } from "../../rig/book.ts";
import type { LocalWorker } from "../../rig/worker.ts";

const label = { high: "High value", mid: "Mid value", low: "Low value", potential: "Potential" };
const reason = "They open a second plant";

/** Finds Kestrel Foods by its tier in the portfolio, and sets another until the day after next. */
async function setByHand(desk: Desk, worker: LocalWorker, computed: string): Promise<void> {
  const page = await desk.context.newPage();
  const code = await pairingCode(worker, "manager@example.com", "manager");
  await page.goto(`${worker.url}/#${new URLSearchParams({ code })}`);
  await page.getByRole("link", { name: "Customers" }).click();
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("checkbox", { name: computed }).check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("link", { name: "Kestrel Foods" }).click();
  await page.getByRole("button", { name: "Change tier" }).click();
  await page.getByRole("radio", { name: label.high }).check();
  await page.getByRole("textbox", { name: /Why/ }).fill(reason);
  const until = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Until and including").fill(until);
  await page.getByRole("button", { name: "Set the tier" }).click();
  await expect(page.locator(".card-sheet").getByText(reason)).toBeVisible();
  await page.close();
}

test("tier set by hand in the portfolio is on the card in Roundcube until it ends [roundcube: thread · real]", async ({
  worker,
  rig,
  profile,
}) => {
  test.slow();
  const folder = profile();
  let desk = await openPaired(folder, worker, rig.user);
  const shown = async (tier: string) => {
    await signInToMail(desk.page, rig);
    await preview(desk.page, "renewal");
    await desk.panel.shows("Kestrel Foods");
    await desk.panel.shows(tier);
  };
  // A card is taken as it is for a minute, and by a browser just opened for none.
  const openedAnew = async () => {
    await desk.context.close();
    desk = await openDesk(folder);
  };
  const [row] = worker.db(
    "SELECT tier FROM cards k JOIN customers c ON c.id = k.customer_id WHERE c.external_id = 'R-2'",
  );
  const computed = label[row?.["tier"] as keyof typeof label];
  expect(computed).not.toBe(label.high);
  await shown(computed);

  await setByHand(desk, worker, computed);
  await openedAnew();
  await shown(label.high);
  await desk.panel.shows(reason);
  await picture(desk.page, "override");

  await worker.stop();
  await worker.start(4);
  await openedAnew();
  await shown(computed);
  await desk.panel.hides(reason);
  await desk.context.close();
  await worker.stop();
  await worker.start();
});
