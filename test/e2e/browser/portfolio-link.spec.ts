/** The way from the extension to the portfolio: one click, signed in as the same person. */
import { openPaired } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";

test("portfolio opens signed in as the same person when the popup's button is pressed", async ({
  worker,
  profile,
}) => {
  const { context, extensionId } = await openPaired(profile(), worker);
  try {
    const popup = await context.newPage();
    await popup.goto(`chrome-extension://${extensionId}/popup.html`);
    const opened = context.waitForEvent("page");
    await popup.getByRole("button", { name: "Open the portfolio" }).click();
    const portfolio = await opened;
    await expect(portfolio.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
    await expect(portfolio.getByRole("button", { name: /Robin Vale/ })).toBeVisible();
    // The code is neither in the address nor of use to anybody who saw it.
    expect(new URL(portfolio.url()).hash).toBe("");
    await picture(portfolio, "portfolio-from-popup");
    await portfolio.getByRole("link", { name: "Customers" }).first().click();
    await expect(portfolio.getByRole("link", { name: /Harlow Marine/ })).toBeVisible();
  } finally {
    await context.close();
  }
});

test("popup says once why the portfolio does not open when the Worker is away", async ({
  worker,
  profile,
}) => {
  const { context, extensionId } = await openPaired(profile(), worker);
  try {
    const popup = await context.newPage();
    await popup.goto(`chrome-extension://${extensionId}/popup.html`);
    await expect(popup.getByRole("button", { name: "Open the portfolio" })).toBeVisible();
    await worker.stop();
    await popup.getByRole("button", { name: "Open the portfolio" }).click();
    await expect(popup.getByText("Regards does not answer just now.")).toHaveCount(1);
    await picture(popup, "popup-portfolio-away");
  } finally {
    await worker.start();
    await context.close();
  }
});
