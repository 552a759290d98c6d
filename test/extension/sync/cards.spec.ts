/** The card cache in the built extension, over the browser's own storage.session. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import type { Page } from "@playwright/test";
import { launch } from "../../../extension/commands/browser.ts";
import { builtExtension } from "../../e2e/build.ts";
import { bundle } from "./bundle.ts";

const test = base.extend<{ cards: Page }, { extensionPage: Page }>({
  extensionPage: [
    async ({}, use) => {
      const profile = mkdtempSync(join(tmpdir(), "regards-cards-"));
      const { context, extensionId } = await launch({
        extension: builtExtension,
        profile,
        headless: true,
      });
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/options.html`);
      await page.evaluate(await bundle("cards-harness.ts"));
      await use(page);
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  cards: async ({ extensionPage }, use) => {
    await extensionPage.evaluate(() => window.cardsHarness.clear());
    await use(extensionPage);
  },
});

test("card cache asks once for a person when the address is written in several ways and asked for at once", async ({
  cards,
}) => {
  const asked = await cards.evaluate(async () => {
    const { cards, asked } = window.cardsHarness.open();
    await Promise.all([
      cards.fresh(["dana@harlow.example", "Dana+orders@Harlow.example"]),
      cards.fresh(["DANA@harlow.example"]),
    ]);
    return asked;
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toHaveLength(1);
});

test("card cache answers in the order asked and asks in batches of 50 when many are asked for", async ({
  cards,
}) => {
  const result = await cards.evaluate(async () => {
    const { cards, asked } = window.cardsHarness.open();
    const addresses = Array.from({ length: 120 }, (_, n) => `person@company${n}.example`);
    const answers = await cards.fresh(addresses);
    return {
      sizes: asked.map((batch) => batch.length),
      same: answers.every((answer, n) => answer.address === addresses[n]),
    };
  });
  expect(result).toEqual({ sizes: [50, 50, 20], same: true });
});

test("card cache knows a card without asking when the service worker was started anew", async ({
  cards,
}) => {
  const result = await cards.evaluate(async () => {
    await window.cardsHarness
      .open()
      .cards.fresh(["dana@harlow.example", "stranger@elsewhere.example"]);
    const { cards, asked } = window.cardsHarness.open();
    const known = await cards.known([
      "dana@harlow.example",
      "stranger@elsewhere.example",
      "new@elsewhere.example",
    ]);
    return { statuses: known.map((answer) => answer?.status ?? null), asked };
  });
  expect(result).toEqual({ statuses: ["customer", "unknown", null], asked: [] });
});

test("card cache gives everyone of a customer the newest card when a write answered with it", async ({
  cards,
}) => {
  const result = await cards.evaluate(async () => {
    const { cards, write } = window.cardsHarness.open();
    await cards.fresh(["dana@harlow.example", "tom@harlow.example"]);
    await write("harlow.example", "2026-11-02T00:00:00Z");
    await write("harlow.example", "2026-11-03T00:00:00Z");
    const answers = await cards.fresh(["dana@harlow.example", "tom@harlow.example"]);
    return answers.map((answer) => [answer.card?.scoredAt, answer.card?.contact?.id]);
  });
  expect(result).toEqual([
    ["2026-11-03T00:00:00Z", "contact of harlow.example"],
    ["2026-11-03T00:00:00Z", "contact of harlow.example"],
  ]);
});

test("card cache lets go of the longest untouched when it is full", async ({ cards }) => {
  const stored = await cards.evaluate(async () => {
    const { cards } = window.cardsHarness.open(2);
    for (const name of ["one", "two"]) await cards.fresh([`a@${name}.example`]);
    await cards.known(["a@one.example"]);
    await cards.fresh(["a@three.example"]);
    return window.cardsHarness.stored();
  });
  expect(stored.filter((key) => key.startsWith("card:")).toSorted()).toEqual([
    "card:a@one.example",
    "card:a@three.example",
  ]);
});

test("card cache holds nothing when it is cleared at sign-out", async ({ cards }) => {
  const stored = await cards.evaluate(async () => {
    const { cards } = window.cardsHarness.open();
    await cards.fresh(["dana@harlow.example"]);
    await cards.clear();
    return window.cardsHarness.stored();
  });
  expect(stored.filter((key) => key.startsWith("card:") || key.startsWith("newest:"))).toEqual([]);
});

test("card cache answers when storage.session is full", async ({ cards }) => {
  const answers = await cards.evaluate(async () => {
    // The area takes 10 MB; it is filled to the last whole kilobyte.
    for (const size of [1_000_000, 100_000, 10_000, 1000]) {
      for (let n = 0; n < 12; n++)
        await chrome.storage.session
          .set({ [`filler ${size} ${n}`]: "x".repeat(size) })
          .catch(() => undefined);
    }
    const { cards } = window.cardsHarness.open();
    const customers = Array.from({ length: 20 }, (_, n) => `dana@harlow${n}.example`);
    const found = await cards.fresh(customers);
    return {
      all: found.every(({ status }) => status === "customer"),
      known: (await cards.known(customers)).every((one) => one !== null),
    };
  });
  expect(answers).toEqual({ all: true, known: true });
});

test("card cache drops a look-up when who asked has left, and asks anew when they come back", async ({
  cards,
}) => {
  const result = await cards.evaluate(async () => {
    const { cards, asked, dropped } = window.cardsHarness.open();
    const left = new AbortController();
    const first = cards.fresh(["dana@harlow.example"], left.signal).then(
      () => "answered",
      () => "dropped",
    );
    // Until the look-up has begun.
    while (asked.length === 0)
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
    left.abort();
    const again = await cards.fresh(["dana@harlow.example"]);
    return {
      first: await first,
      again: again[0]?.status,
      asked: asked.length,
      dropped: dropped.length,
    };
  });
  expect(result).toEqual({ first: "dropped", again: "customer", asked: 2, dropped: 1 });
});

test("card cache goes on with a look-up when one who asked has left and another waits", async ({
  cards,
}) => {
  const result = await cards.evaluate(async () => {
    const { cards, asked, dropped } = window.cardsHarness.open();
    const left = new AbortController();
    const both = [
      cards.fresh(["dana@harlow.example"], left.signal),
      cards.fresh(["Dana@harlow.example"]),
    ];
    while (asked.length === 0)
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
    left.abort();
    await Promise.all(both);
    return { asked: asked.length, dropped: dropped.length };
  });
  expect(result).toEqual({ asked: 1, dropped: 0 });
});
