/** The line at the foot, and the edges of what scrolls. */
import type { Locator } from "@playwright/test";
import { dana } from "./cards.ts";
import { expect, test } from "./open.ts";
import { states } from "./states.ts";

/** Returns how many lines a panel's strip shows, and its height in pixels. */
const stripOf = (panel: Locator) =>
  panel.evaluate((aside) => {
    const [strip] = aside.querySelectorAll<HTMLElement>(".strip");
    const lines = [...(strip?.querySelectorAll<HTMLElement>(".lines > *") ?? [])];
    return {
      strips: aside.querySelectorAll(".strip").length,
      lines: lines.filter((line) => line.offsetHeight > 0).length,
      height: strip?.offsetHeight ?? 0,
      isAtFoot: strip === undefined || strip.closest(".foot") !== null,
    };
  });

const busy = {
  connection: "offline" as const,
  waiting: 2,
  offered: states["chosen"]?.offered ?? [],
  withoutAddress: ["Tom Okafor"],
};

for (const locale of ["en", "zh_CN"] as const)
  test(`strip is one line at the foot in every state when the language is ${locale}`, async ({
    gallery,
  }) => {
    for (const name of Object.keys(states)) {
      const panel = await gallery.show(name, { locale, ...busy });
      const isEmpty = states[name]?.screen === "signed_out" || states[name]?.collapsed === true;
      const strip = await stripOf(panel);
      if (isEmpty) expect(strip.strips, name).toBe(0);
      else {
        expect(strip, name).toMatchObject({ strips: 1, lines: 1, isAtFoot: true });
        // A refusal is said in full.
        expect(strip.height, name).toBeLessThan(name === "sentRefused" ? 60 : 40);
      }
      await gallery.remove(panel);
    }
  });

test("strip shows what was done first, and the rest at a press of a key", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("offline", busy);
  const lines = panel.locator(".lines");
  await expect(lines.getByText("Waiting to be sent")).toBeVisible();
  await expect(lines.getByText(/^Offline/)).toBeHidden();
  const more = panel.getByRole("button", { name: "Show everything" });
  await expect(more).toHaveText("+3");
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(lines.getByText(/^Offline · 2 to be sent · from memory/)).toBeVisible();
  await expect(lines.getByText("You chose who wrote this.")).toBeVisible();
  const less = panel.getByRole("button", { name: "Show one line" });
  await expect(less).toBeFocused();
  await page.keyboard.press("Enter");
  expect((await stripOf(panel)).lines).toBe(1);
});

test("strip is opened for a line that is too long for its place", async ({ gallery }) => {
  const panel = await gallery.show("loggedEdited");
  await panel.getByRole("button", { name: "Show everything" }).click();
  const text = panel.locator(".strip .text > span").first();
  expect(await text.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
});

test("strip says aloud that the line is down, also when it shows something else", async ({
  gallery,
}) => {
  const panel = await gallery.show("logged");
  await gallery.set({ connection: "offline" });
  await expect(panel.getByRole("status").last()).toHaveText("Offline");
});

test("strip shows a refusal in full when a command was refused", async ({ gallery }) => {
  const panel = await gallery.show("customer", { ...busy, people: [dana] });
  await gallery.answer({ ok: false, code: "idempotency_key_reused", message: "" });
  await panel.getByRole("button", { name: "Log email" }).click();
  const text = panel.locator(".strip .proof.failed .text > span");
  await expect(text).toBeVisible();
  expect(await text.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
});

test("card casts a shadow where something is out of sight, and none where nothing is", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer", { height: "480px" });
  const area = panel.locator(".scroll");
  const edges = () =>
    area.evaluate((one) =>
      (["::before", "::after"] as const).map(
        (edge) => getComputedStyle(one, edge).position === "sticky",
      ),
    );
  expect(await edges()).toEqual([false, true]);
  await area.evaluate((one) => one.scrollTo(0, 40));
  await expect.poll(edges).toEqual([true, true]);
  await area.evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await expect.poll(edges).toEqual([true, false]);
  await gallery.remove(panel);
  const tall = await gallery.show("customer");
  expect(
    await tall
      .locator(".scroll")
      .evaluate((one) => [one.hasAttribute("data-above"), one.hasAttribute("data-below")]),
  ).toEqual([false, false]);
});

test("card keeps its width when a scrollbar appears", async ({ gallery }) => {
  const widths = [];
  for (const height of ["", "480px"]) {
    const panel = await gallery.show("customer", { height });
    widths.push(await panel.locator(".scroll").evaluate((one) => one.clientWidth));
    await gallery.remove(panel);
  }
  expect(widths[0]).toBe(widths[1]);
});
