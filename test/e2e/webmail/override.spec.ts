/** From the list of customers to a tier set by hand, its card beside the mail, and its end. */
import { preview, signInToMail } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { pairingCode } from "../../rig/book.ts";

test("tier set by hand in the portfolio is on the card in Roundcube until it ends [roundcube: thread · real]", async ({
  desk,
  worker,
  rig,
}) => {
  test.slow();
  await signInToMail(desk.page, rig);
  await preview(desk.page, "renewal");
  await desk.panel.shows("Kestrel Foods");
  const computed = String(
    worker.db(
      `SELECT k.tier FROM cards k JOIN customers c ON c.id = k.customer_id
        WHERE c.external_id = 'R-2'`,
    )[0]?.["tier"],
  );
  expect(computed).not.toBe("high");

  const portfolio = await desk.context.newPage();
  const code = await pairingCode(worker, "manager@example.com", "manager");
  await portfolio.goto(`${worker.url}/#${new URLSearchParams({ code })}`);
  await portfolio.getByRole("link", { name: "Customers" }).click();
  await portfolio.getByRole("button", { name: "Add a filter" }).click();
  const words = { high: "High value", mid: "Mid value", low: "Low value", potential: "Potential" };
  const label = words[computed as keyof typeof words];
  await portfolio.getByRole("checkbox", { name: label }).check();
  await portfolio.getByRole("button", { name: "Add", exact: true }).click();
  await portfolio.getByRole("link", { name: "Kestrel Foods" }).click();
  await portfolio.getByRole("button", { name: "Change tier" }).click();
  await portfolio.getByRole("radio", { name: "High value" }).check();
  await portfolio.getByRole("textbox", { name: /Why/ }).fill("They open a second plant");
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
  await portfolio.getByLabel("Until and including").fill(days(2).slice(0, 10));
  await portfolio.getByRole("button", { name: "Set the tier" }).click();
  await expect(portfolio.getByText("They open a second plant").first()).toBeVisible();
  await portfolio.close();

  await desk.page.reload();
  await preview(desk.page, "renewal");
  await desk.panel.shows("High value");
  await desk.panel.shows("They open a second plant");
  await picture(desk.page, "override");

  await worker.stop();
  await worker.start(4);
  await desk.page.reload();
  await preview(desk.page, "renewal");
  await desk.panel.shows(label);
  await desk.panel.hides("They open a second plant");
  await worker.stop();
  await worker.start();
});
