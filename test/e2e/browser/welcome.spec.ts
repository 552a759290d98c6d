/**
 * Pairing a browser: by an administrator's link, and what a person sees when it does not go well.
 */
import { openDesk, openPaired } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { pairingCode } from "../../rig/book.ts";

test("browser is paired and keeps nothing of the code when an administrator's link is opened", async ({
  worker,
  profile,
}) => {
  const folder = profile();
  const desk = await openPaired(folder, worker);
  const page = await desk.context.newPage();
  await page.goto(`chrome-extension://${desk.extensionId}/welcome.html`);
  await expect(page.locator("body")).toContainText(/rep@example\.com|Robin Vale/);
  await picture(page, "welcome");
  const stored = await page.evaluate(async () =>
    JSON.stringify(await chrome.storage.local.get(null)),
  );
  const [{ n } = { n: 0 }] = worker.db(
    "SELECT count(*) AS n FROM sessions WHERE revoked_at IS NULL",
  ) as { n: number }[];
  expect(n).toBeGreaterThan(0);
  // Neither who is signed in nor the token stands on the disk in clear.
  expect(stored).not.toMatch(/rgs?_|rep@example\.com/);
  await desk.context.close();
});

test("sentence says what to do when a code was used before", async ({ worker, profile }) => {
  const code = await pairingCode(worker, "rep@example.com");
  await fetch(`${worker.url}/v1/sessions`, {
    method: "POST",
    body: JSON.stringify({ code }),
    headers: { "Content-Type": "application/json" },
  });
  const desk = await openDesk(profile());
  const page = await desk.context.newPage();
  await page.goto(
    `chrome-extension://${desk.extensionId}/welcome.html#${new URLSearchParams({ worker: worker.url, code })}`,
  );
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await expect(page.locator("body")).toContainText(/This code is not valid or has been used\. Ask/);
  await picture(page, "welcome-refused");
  await desk.context.close();
});
