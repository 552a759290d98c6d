/** Cautions: red, one banner for each person, the differing letters marked, checking before all else. */
import type { Locator } from "@playwright/test";
import type { Caution } from "../../shared/people/caution.ts";
import { dana, person } from "./cards.ts";
import { expect, test } from "./open.ts";

const backgroundOf = (one: Locator) =>
  one.evaluate((element) => getComputedStyle(element).backgroundColor);
const lookAlike = (domain: string, known: string): Caution => ({
  code: "look_alike_domain",
  parameters: { domain, known },
});

test("several cautions of one person are one banner that leads with the look-alike", async ({
  gallery,
}) => {
  const panel = await gallery.show("caution");
  await expect(panel.getByRole("alert")).toHaveCount(1);
  const sentences = await panel.getByRole("alert").locator("p").allTextContents();
  expect(sentences[0]).toBe(
    "Caution: Do not answer yet. harlow-asla.example looks like harlow-asia.example, but it is not the same.",
  );
  // The compared addresses say the second reason.
  expect(sentences.join(" ")).not.toContain("is known to write from");
});

test("a caution is on the wash of danger and bears a sign of its own", async ({ gallery }) => {
  for (const theme of ["light", "dark"] as const) {
    const panel = await gallery.show("caution", { theme });
    const wash = await panel.evaluate((aside) =>
      getComputedStyle(aside).getPropertyValue("--bad-wash"),
    );
    const expected = await panel.evaluate((aside, colour) => {
      const probe = aside.appendChild(document.createElement("i"));
      probe.style.background = colour;
      const computed = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return computed;
    }, wash);
    expect(await backgroundOf(panel.getByRole("alert"))).toBe(expected);
    const colourOf = (selector: string) =>
      panel.locator(selector).evaluate((one) => getComputedStyle(one).color);
    expect(await colourOf(".caution > svg")).toBe(await colourOf(".caution strong"));
    const signs = panel.locator("svg path");
    const sign = await panel.locator(".caution > svg path").getAttribute("d");
    const same = await signs.evaluateAll(
      (paths, d) => paths.filter((path) => path.getAttribute("d") === d).length,
      sign,
    );
    // The banner's, and the chip's of whom it is about.
    expect(same).toBe(2);
    await gallery.remove(panel);
  }
});

test("differing letters are marked at the same place of both addresses, in a fixed-width face", async ({
  gallery,
}) => {
  const panel = await gallery.show("caution");
  const marks = panel.locator(".compared mark");
  await expect(marks).toHaveText(["l", "i"]);
  const boxes = await Promise.all([marks.nth(0).boundingBox(), marks.nth(1).boundingBox()]);
  expect(boxes[0]?.x).toBe(boxes[1]?.x);
  expect(
    await marks.nth(0).evaluate((mark) => {
      const { fontFamily, fontWeight, textDecorationLine } = getComputedStyle(mark);
      return [fontFamily, fontWeight, textDecorationLine];
    }),
  ).toEqual(["monospace", "700", "underline"]);
  await expect(panel.locator(".compared")).toMatchAriaSnapshot(`
    - term: Here
    - definition: wang@harlow-asla.example
    - term: Known
    - definition: wang@harlow-asia.example
  `);
  await expect(panel.getByRole("alert")).toContainText("It differs: “l” instead of “i”.");
});

test("letters of another alphabet are marked and told by their number", async ({ gallery }) => {
  const address = "dana@xn--hrlow-4ve.example";
  const panel = await gallery.show("caution", {
    people: [
      person(address, "Dana", {
        cautions: [lookAlike("xn--hrlow-4ve.example", "harlow.example")],
      }),
    ],
    selected: address,
  });
  await expect(panel.locator(".compared mark")).toHaveText(["а", "a"]);
  await expect(panel.getByRole("alert")).toContainText("“а (U+0430)” instead of “a”");
});

for (const [locale, advice, send] of [
  [
    "en",
    "Check with them first, by a telephone number that you already have or at wang@harlow-asia.example.",
    "Do not send yet.",
  ],
  [
    "zh_CN",
    "请先用已有的电话号码致电对方，或写信到 wang@harlow-asia.example 核实。",
    "先不要发送。",
  ],
] as const)
  test(`checking by another way is advised before anything is offered when the language is ${locale}`, async ({
    gallery,
  }) => {
    const panel = await gallery.show("caution", { locale });
    await expect(panel.getByText(advice)).toBeVisible();
    const isFirst = await panel.evaluate((aside) => {
      const offers = [...aside.querySelectorAll(".button")];
      const caution = aside.querySelector(".caution .advice");
      return offers.every(
        (one) =>
          caution !== null &&
          (caution.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) > 0,
      );
    });
    expect(isFirst).toBe(true);
    await gallery.set({ screen: "compose" });
    await expect(panel.getByText(send)).toBeVisible();
  });

test("an address that only the mail tells is never advised to write to", async ({ gallery }) => {
  const panel = await gallery.show("cautionOfCustomer");
  await expect(panel.locator(".advice")).toHaveText(
    "Check with them first, by a telephone number or an address that you already have.",
  );
});

test("adding and logging are quiet and still work when the person is doubted", async ({
  gallery,
}) => {
  const doubted = await gallery.show("cautionOfCustomer");
  const paper = await backgroundOf(doubted);
  for (const button of await doubted.locator(".button").all()) {
    await expect(button).toBeEnabled();
    expect([paper, "rgba(0, 0, 0, 0)"]).toContain(await backgroundOf(button));
  }
  await doubted.getByRole("button", { name: "Log email" }).click();
  expect((await gallery.calls()).map(([name]) => name)).toEqual(["log"]);
  await gallery.remove(doubted);
  const stranger = await gallery.show("strangerDoubted");
  await expect(stranger.locator(".primary")).toHaveCount(0);
  await stranger.getByRole("button", { name: "Add to Harlow Marine" }).click();
  expect((await gallery.calls()).map(([name]) => name)).toEqual(["log", "addContact"]);
  await gallery.remove(stranger);
  await expect((await gallery.show("stranger")).locator(".primary")).toHaveText(
    "Add to Harlow Marine",
  );
});

test("cautions of others say what is wrong in few words, and show their person at a press", async ({
  gallery,
}) => {
  const panel = await gallery.show("cautionElsewhere");
  const lines = panel.getByRole("alert");
  await expect(lines).toHaveCount(2);
  for (const line of await lines.all()) expect((await line.boundingBox())?.height).toBeLessThan(80);
  await expect(lines.nth(0)).toContainText("Caution about");
  await expect(lines.nth(0)).toContainText("looks like harlow-marine.example");
  await expect(lines.nth(0)).toContainText("Do not answer yet.");
  await expect(lines.nth(0).locator("mark")).toHaveText("rn");
  await lines.nth(0).getByRole("button", { name: "Show", exact: true }).click();
  expect(await gallery.calls()).toEqual([["select", "dana@harlow-rnarine.example"]]);
  await expect(panel.getByRole("alert").first()).toHaveText(/^Caution: /);
});

test("long addresses are cut in the middle and never where they differ", async ({ gallery }) => {
  const long = "dana.maximiliane.whitfield-schwarzenberger@mail.harlow-rnarine.example";
  const known = long.replace("rn", "m");
  const panel = await gallery.show("caution", {
    people: [
      person(long, "Dana", {
        cautions: [
          { code: "known_name_new_address", parameters: { name: "Dana", known, address: long } },
        ],
      }),
      dana,
    ],
    selected: long,
  });
  await expect(panel.locator(".compared .letters").nth(0)).toHaveText(
    /^d…@mail\.harlow-rnarine\.example$/,
  );
  await expect(panel.locator(".compared mark")).toHaveText(["rn", "m\u00a0"]);
  const heights = await panel
    .locator(".compared dd")
    .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
  for (const height of heights) expect(height).toBeLessThan(20);
  await gallery.set({ selected: dana.address });
  await expect(panel.locator(".caution.other mark")).toHaveText("rn");
});

test("the folded tab shows the sign of danger when somebody in the mail is doubted", async ({
  gallery,
}) => {
  const panel = await gallery.show("collapsedCaution");
  await expect(panel.getByRole("button", { name: /Caution:/ })).toBeVisible();
  const colours = await panel.evaluate((aside) => {
    const sign = aside.querySelector(".danger")!;
    const probe = aside.appendChild(document.createElement("i"));
    probe.style.color = "var(--bad)";
    return [getComputedStyle(sign).color, getComputedStyle(probe).color];
  });
  expect(colours[0]).toBe(colours[1]);
});
