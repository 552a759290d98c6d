/**
 * Printing: the paper shows the page alone, neither the panel nor the room it takes on the screen.
 */
import { readFileSync } from "node:fs";
import { openPaired } from "../desk.ts";
import { expect, test } from "../fixtures.ts";

test("page is printed as wide as without the panel when the panel is docked beside it", async ({
  worker,
  profile,
}) => {
  const desk = await openPaired(profile(), worker);
  const at = "https://outlook.office.com/mail/inbox/id/AQQkADc1";
  const html = readFileSync(
    new URL("../../fixtures/mail/outlook/conversation.html", import.meta.url),
    "utf8",
  );
  await desk.context.route("https://outlook.office.com/**", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: html }),
  );
  await desk.page.goto(at);
  await desk.panel.shows("Harlow Marine");
  const onScreen = await desk.page.evaluate(() => document.documentElement.style.marginRight);
  expect(onScreen).not.toBe("");
  await desk.page.evaluate(() => {
    Object.assign(window, { printed: null });
    matchMedia("print").addEventListener("change", ({ matches }) => {
      const panel = document.querySelector("regards-panel");
      if (matches)
        Object.assign(window, {
          printed: {
            margin: document.documentElement.style.marginRight,
            shown: panel?.getBoundingClientRect().width,
          },
        });
    });
  });
  await desk.page.pdf();
  expect(await desk.page.evaluate("window.printed")).toEqual({ margin: "", shown: 0 });
  await expect
    .poll(() => desk.page.evaluate(() => document.documentElement.style.marginRight))
    .toBe(onScreen);
  await desk.context.close();
});
