/** Mail that is sent in SOGo, and its log. */
import type { Page } from "@playwright/test";
import { leaveNoDraft, sendInSogo, writeInSogo } from "../sogo-composer.ts";
import { liveSubjects, logs } from "../facts.ts";
import { expect, picture, test } from "../fixtures.ts";
import { drivePanel } from "../panel.ts";
import type { Panel } from "../panel.ts";
import { openInSogo, signInToSogo } from "../sogo-desk.ts";
import { dana, tom } from "../../rig/messages.ts";

const choice = /^Log when sent/;
const isChosen = async (panel: Panel) => (await panel.get("checkbox", choice)).states["checked"];

test("mail is logged once it is sent in SOGo, each draft by its own choice [sogo: compose · real]", async ({
  desk,
  sogo,
  rig,
  worker,
}) => {
  const { page, panel, context } = desk;
  const begin = async (one: Page) => {
    await signInToSogo(one, sogo, rig);
    await openInSogo(one, "undo");
  };
  await begin(page);
  await writeInSogo(page, dana.address, "Sent from one window");
  await panel.get("checkbox", "Log when sent, for Harlow Marine");

  const second = await context.newPage();
  const beside = drivePanel(second);
  await begin(second);
  await writeInSogo(second, tom.address, "Sent from the other");
  await beside.get("checkbox", "Log when sent, for Kestrel Foods");
  expect(await isChosen(beside)).toBe("false");

  await page.bringToFront();
  await panel.click("checkbox", choice);
  await expect.poll(() => isChosen(panel)).toBe("true");
  await second.bringToFront();
  expect(await isChosen(beside)).toBe("false");
  await picture(second, "sogo-two-drafts");
  await sendInSogo(second);

  await page.bringToFront();
  expect(await isChosen(panel)).toBe("true");
  await sendInSogo(page);
  await expect.poll(() => liveSubjects(worker, "R-1")).toContain("Sent from one window");
  expect(logs(worker, "R-1").at(-1)).toMatchObject({ kind: "email", direction: "out" });
  expect(await liveSubjects(worker, "R-2")).not.toContain("Sent from the other");

  // The choice is kept for the next draft.
  await writeInSogo(page, dana.address, "Thrown away");
  await expect.poll(() => isChosen(panel)).toBe("true");
  await panel.click("checkbox", choice);
  await leaveNoDraft(page);
  await second.close();
});
