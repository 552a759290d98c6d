/**
 * A mailbox that is never at rest and uses its rows' elements again: what the panel does there,
 * and what it leaves undone.
 */
import type { Page } from "@playwright/test";
import { openPaired } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";
import { drive, openBusy, writerOf } from "../../fixtures/mail/gmail/busy.ts";
import { lookUp, tierLabelOf } from "../facts.ts";
import type { LocalWorker } from "../../rig/worker.ts";

let desk: Desk;
test.beforeAll(async ({ worker, profile }) => {
  test.setTimeout(120_000);
  desk = await openPaired(profile(), worker, "rep@regards.example");
});
test.afterAll(async () => {
  await desk.context.close();
});

/**
 * Each row of the list, from the top: who wrote it, how many marks it has, and the mark's tier (""
 * for the empty one of a stranger).
 */
async function rowsOf(page: Page, count: number): Promise<{ address: string; marks: string[] }[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    type Node = typeof root;
    const attribute = (node: Node, name: string) => {
      const at = node.attributes?.indexOf(name) ?? -1;
      return at < 0 ? null : (node.attributes?.[at + 1] ?? "");
    };
    const under = (node: Node): Node[] => [
      node,
      ...[...(node.shadowRoots ?? []), ...(node.children ?? [])].flatMap(under),
    ];
    const rows = under(root)
      .filter(
        (node) => node.nodeName === "TR" && attribute(node, "class")?.startsWith("zA") === true,
      )
      .slice(0, count);
    return rows.map((row) => ({
      address:
        under(row)
          .map((node) => attribute(node, "email"))
          .find((email) => email !== null) ?? "",
      marks: under(row)
        .filter((node) => node.nodeName === "REGARDS-MARK")
        .map(
          (mark) =>
            under(mark)
              .map((node) => attribute(node, "aria-label"))
              .find((label) => label !== null) ?? "",
        ),
    }));
  } finally {
    await session.detach();
  }
}

/** Waits until each of the first rows has one mark, that of who wrote it by the book. */
async function areRight(worker: LocalWorker, count = 12): Promise<void> {
  const tiers = new Map<string, string>();
  await expect(async () => {
    for (const { address, marks } of await rowsOf(desk.page, count)) {
      if (!tiers.has(address))
        tiers.set(address, tierLabelOf((await lookUp(worker, address)).card) ?? "");
      expect({ address, marks }).toEqual({ address, marks: [tiers.get(address)] });
    }
  }).toPass({ timeout: 15_000 });
}

test("marks are those of the rows' writers when elements are recycled, rows re-sorted and scrolled", async ({
  worker,
}) => {
  await openBusy(desk.page, 400);
  await areRight(worker);
  // The elements of the first rows show other threads: customers where strangers were, and the
  // other way round.
  for (let place = 0; place < 6; place++) await drive(desk.page, "recycle", place, 101 + place * 3);
  await areRight(worker);
  await drive(desk.page, "move", 300, 0);
  await drive(desk.page, "move", 7, 2);
  await areRight(worker);
  // In place: not one element is new.
  await desk.page.evaluate((email) => {
    for (const attribute of ["email", "data-hovercard-id"])
      document.querySelector("tr.zA .yW [email]")?.setAttribute(attribute, email);
  }, writerOf(44));
  await areRight(worker);
  await desk.page.locator("tr.zA").nth(380).scrollIntoViewIfNeeded();
  await expect
    .poll(async () =>
      (await rowsOf(desk.page, 400)).slice(378, 384).map(({ marks }) => marks.length),
    )
    .toEqual([1, 1, 1, 1, 1, 1]);
  await desk.page.locator("tr.zA").first().scrollIntoViewIfNeeded();
  await picture(desk.page, "busy-list");
});

test("marks are right and every row has the same element when the list was at unrest for a while", async ({
  worker,
}) => {
  await openBusy(desk.page, 1000);
  await drive(desk.page, "stir", 50);
  await desk.page.waitForTimeout(4000);
  await drive(desk.page, "rest");
  await areRight(worker);
  expect(
    new Set(
      await desk.page
        .locator("regards-mark")
        .evaluateAll((marks) => marks.map((mark) => mark.outerHTML)),
    ),
  ).toHaveProperty("size", 1);
});

/** Returns how many look-ups of cards the Worker has answered. */
const lookUps = (worker: LocalWorker) => worker.log().match(/POST \/v1\/cards /g)?.length ?? 0;

test("card is the last thread's, and nobody is looked up twice, when fifty threads are clicked through", async ({
  worker,
}) => {
  await openBusy(desk.page, 200);
  // Marks look their rows up: over before anything is counted.
  await areRight(worker, 8);
  await drive(desk.page, "open", 260);
  await desk.panel.shows("Buyer 130");
  const before = lookUps(worker);
  // Nobody of them is in the list, whose marks ask as well.
  await desk.page.evaluate(async () => {
    const busy = Reflect.get(window, "busy") as { open(thread: number): void };
    for (let thread = 1; thread <= 50; thread++) {
      busy.open(200 + thread);
      await new Promise((resolve) => {
        setTimeout(resolve, 40);
      });
    }
  });
  await expect(desk.page.locator("h2.hP")).toHaveText("Subject 250");
  await desk.page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(resolve);
        });
      }),
  );
  for (let at = 0; at < 20; at++) {
    expect((await desk.panel.text()).match(/(?:Buyer|Stranger) \d+/)?.[0] ?? "Buyer 125").toBe(
      "Buyer 125",
    );
    await desk.page.waitForTimeout(50);
  }
  await desk.panel.shows("Buyer 125");
  expect(lookUps(worker) - before).toBeLessThan(25);

  const after = lookUps(worker);
  await drive(desk.page, "open", 260);
  await desk.panel.shows("Buyer 130");
  await drive(desk.page, "open", 250);
  await desk.panel.shows("Buyer 125");
  expect(lookUps(worker)).toBe(after);
});
