/**
 * The background sleeps when nobody asks it anything; whoever is at work in the page finds it
 * awake.
 */
import { openPaired, stopServiceWorker } from "../desk.ts";
import { expect, test } from "../fixtures.ts";
import { ownPages, serve } from "../own-pages.ts";

test("background is awake again when somebody presses in the page, before anything of it is opened", async ({
  worker,
  profile,
}) => {
  const own = ownPages.find(({ site }) => site === "outlook");
  if (own === undefined) throw new Error("no page of Outlook's shape");
  const desk = await openPaired(profile(), worker);
  await serve(desk.context, own);
  await desk.page.goto(own.at);
  await desk.panel.shows("Harlow Marine");
  const session = await desk.context.newCDPSession(desk.page);
  const running = async () =>
    (await session.send("Target.getTargets")).targetInfos.filter(
      ({ type, url }) => type === "service_worker" && url.includes(desk.extensionId),
    ).length;
  // What was under way when it was stopped may wake it once more.
  await expect(async () => {
    await stopServiceWorker(desk);
    await desk.page.waitForTimeout(1000);
    expect(await running()).toBe(0);
  }).toPass({ timeout: 20_000 });
  await desk.page.mouse.click(20, 700);
  await expect.poll(running).toBe(1);
  await desk.context.close();
});
