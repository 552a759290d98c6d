/** The panel as anyone views it: its words, the reach of keys, and a viewer's missing buttons. */
import { wang } from "./cards.ts";
import { expect, test } from "./open.ts";

const numberIn = (text: string) =>
  Number(
    text
      .replace("−", "-")
      .replace("–", "0")
      .replace(/[^\d.-]/g, ""),
  );

test("worth and chance to buy take no place when the model cannot tell", async ({ gallery }) => {
  const panel = await gallery.show("customer", { people: [wang], selected: null });
  expect(await panel.locator("dt").allInnerTexts()).toEqual(["Trust", "Last order"]);
  expect(await panel.innerText()).not.toMatch(/\d ?%/);
});

test("a customer without a card says so and can be looked at again", async ({ gallery }) => {
  const panel = await gallery.show("unscored");
  await expect(panel.getByText("not scored yet")).toBeVisible();
  await panel.getByRole("button", { name: "Look again" }).click();
  expect(await gallery.calls()).toEqual([["retry"]]);
});

test("no font that a page can define is asked for, and nothing is printed", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer", { locale: "zh_CN" });
  const families = await panel.evaluate((aside) =>
    [aside, ...aside.querySelectorAll("*")].map((one) => getComputedStyle(one).fontFamily),
  );
  expect([...new Set(families)]).toEqual(["system-ui, sans-serif"]);
  await page.emulateMedia({ media: "print" });
  await expect(panel).toBeHidden();
});

test("every explanation's rows add up to its total as shown", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel.getByText("More about them").click();
  const measures = await panel.locator("[data-measure]").all();
  expect(measures.length).toBeGreaterThan(6);
  let summed = 0;
  for (const measure of measures) {
    await measure.click();
    const parts = (await panel.locator(".why tbody td:not(.bars)").allInnerTexts()).map(numberIn);
    const total = await panel.locator(".why tfoot td:not(.bars)").allInnerTexts();
    expect(parts.length).toBeGreaterThan(0);
    if (total[0] !== undefined) {
      summed += 1;
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(numberIn(total[0]), 6);
    }
    await measure.press("Escape");
    await expect(panel.locator(".why")).toHaveCount(0);
    await expect(measure).toBeFocused();
  }
  expect(summed).toBeGreaterThan(6);
});

test("the keyboard reaches everything in order, always visibly, and every target is large enough", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  const stops: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press("Tab");
    const stop = await panel.evaluate((aside) => {
      const root = aside.getRootNode();
      const at = root instanceof ShadowRoot ? root.activeElement : null;
      if (at === null) return null;
      const ring = at.closest("label") ?? at;
      const box = ring.getBoundingClientRect();
      return {
        name: at.getAttribute("aria-label") ?? at.textContent ?? "",
        ring: getComputedStyle(ring).outlineStyle,
        small: Math.min(box.width, box.height) < 24,
      };
    });
    if (stop === null) break;
    expect(stop).toMatchObject({ ring: "solid", small: false });
    stops.push(stop.name);
  }
  expect(stops.map((name) => name.split(/[.,:(]/)[0]?.trim())).toEqual([
    "Dana Whitfield",
    "王小明",
    "2 more people",
    "Fold Regards away",
    "Dana Whitfield",
    "Explain tier",
    "Open the record of Dana Whitfield in the portfolio",
    "Explain stage",
    "Next suggestion; this is 1 of 3",
    "Explain worth of this step",
    "Call",
    "Done",
    "Later",
    "Not useful",
    "Explain trust",
    "Explain our view 64 of 100",
    "Explain next 12 months",
    "Explain chance to buy",
    "Explain last order",
    "Explain what they told us",
    "Email from them",
    "Call from us",
    "Case",
    "Show all 4",
    "Very dissatisfied",
    "Ask them…",
    "More about them",
    "Log email for Harlow Marine",
    "Log a call",
    "Log a meeting",
    "Add a note",
    "Promise something",
  ]);
});

test("a step says what it brings, that nobody knows yet, or that no gain was seen, and why", async ({
  gallery,
}) => {
  const panel = await gallery.show("customer");
  const next = panel.locator(".next");
  const says = async (words: string | RegExp, why: RegExp) => {
    await next.getByRole("button", { name: words }).click();
    await expect(next.locator(".why")).toContainText(why);
    await next.getByRole("button", { name: "Close" }).click();
  };
  await says(/Brings about £310 more/, /brings £120 to £510.*158 to whom it was not.*£380/s);
  await next.locator(".turn").click();
  await says(/on trial: not known yet whether it helps/i, /Too few comparisons are over yet/);
  await next.locator(".turn").click();
  await says(/No gain seen so far/, /Expected worth−£3/);
});

test("a step that we owe bears no trial tag and no sum", async ({ gallery }) => {
  const panel = await gallery.show("complaint");
  await expect(panel.locator(".next")).toContainText("Resolve their complaint");
  await expect(panel.locator(".next .trial, .next .worth")).toHaveCount(0);
});

test("folding by keyboard leaves the focus on the tab, and back", async ({ gallery, page }) => {
  const panel = await gallery.show("customer");
  await panel.getByRole("button", { name: "Fold Regards away" }).press("Enter");
  await expect(panel.getByRole("button", { name: "Show Regards" })).toBeFocused();
  expect((await panel.boundingBox())?.width).toBe(36);
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("button", { name: "Fold Regards away" })).toBeFocused();
});

test("a script's click or typing does nothing", async ({ gallery }) => {
  const panel = await gallery.show("customer");
  await panel
    .getByRole("button", { name: "Log email" })
    .evaluate((button: HTMLButtonElement) => button.click());
  await panel
    .getByRole("button", { name: "Done" })
    .evaluate((button) =>
      button.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true })),
    );
  expect(await gallery.calls()).toEqual([]);
});

test("the folded tab names nobody when the sign-in has ended", async ({ gallery }) => {
  const panel = await gallery.show("signedOutFolded");
  await expect(panel.getByRole("button", { name: /^Show Regards/ })).toHaveText(/^Show Regards$/);
});

/**
 * Screens of the kind: customer, logged mail, stranger with and without a suggestion, suggestions
 * put off.
 */
for (const name of ["customer", "logged", "stranger", "strangerNoCompany", "proofs"]) {
  test(`a viewer sees no button that writes, and why, when the panel shows: ${name}`, async ({
    gallery,
  }) => {
    const panel = await gallery.show(name, { isReadOnly: true });
    await expect(panel.getByText("You may look, not log.")).toHaveCount(1);
    const forbidden =
      /^(Log|Add|Done|Later|Not useful|Undo|Edit|Save|A different customer|An existing customer|Offer)/;
    await expect(panel.getByRole("button", { name: forbidden })).toHaveCount(0);
    await expect(panel.getByRole("radio")).toHaveCount(0);
  });
}

test("the folded tab fills its column and shows initials and tier, or that nobody is to be shown", async ({
  gallery,
}) => {
  const panel = await gallery.show("collapsed", { height: "400px" });
  const tab = panel.getByRole("button", { name: "Show Regards" });
  await expect(tab).toHaveText(/DW.*High value/);
  expect((await tab.boundingBox())?.height).toBe(400);
  const [tint, wash] = await tab.evaluate((button) => {
    const probe = button.appendChild(document.createElement("i"));
    probe.style.background = "var(--high-wash)";
    return [button, probe].map((one) => getComputedStyle(one).backgroundColor);
  });
  expect(tint).toBe(wash);
  await gallery.remove(panel);
  const empty = await gallery.show("internal", { collapsed: true });
  await expect(empty.getByRole("button", { name: "Show Regards" })).toHaveText("Show Regards");
});

test("faces are told apart by words at both ends, and by the chosen one's between them", async ({
  gallery,
  page,
}) => {
  const panel = await gallery.show("customer");
  const scale = panel.locator(".scale");
  await expect(scale).toHaveText("Very dissatisfiedVery satisfied");
  await panel.getByRole("radio", { name: "Dissatisfied", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(scale).toHaveText("Very dissatisfiedNeitherVery satisfied");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(scale.locator(".chosen:not(:empty)")).toHaveText("Very satisfied");
});
